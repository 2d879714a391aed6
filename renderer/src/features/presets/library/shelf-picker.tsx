/** The kinds of presets, each with how many the search leaves of it. */
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import { useFormat } from '../../../format/use-format.ts';
import { countOn, SHELVES, type Shelf } from '../model/library.ts';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './shelf-picker.module.css';

export interface ShelfPickerProps {
  readonly entries: readonly PresetEntry[];
  readonly shelf: Shelf;
  readonly onShelf: (shelf: Shelf) => void;
}

/** Kinds that are always on offer, even when empty. */
const ALWAYS: readonly Shelf[] = ['all', 'mine'];

export function ShelfPicker({ entries, shelf, onShelf }: ShelfPickerProps) {
  const t = usePresetTexts();
  const format = useFormat();
  const offered = SHELVES.filter(
    (candidate) => ALWAYS.includes(candidate) || candidate === shelf || countOn(entries, candidate) > 0,
  );
  return (
    <fieldset className={classes.shelves}>
      <legend className={classes.legend}>{t('shelves')}</legend>
      {offered.map((candidate) => (
        <button
          key={candidate}
          type="button"
          className={classes.shelf}
          aria-pressed={candidate === shelf}
          onClick={() => onShelf(candidate)}
        >
          {t(`shelf.${candidate}`)}
          <span className={classes.count}>{format.count(countOn(entries, candidate))}</span>
        </button>
      ))}
    </fieldset>
  );
}
