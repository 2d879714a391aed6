/** One result in the list. The file's name opens the details; the rest of the row does too. */
import type { HistoryEntry } from '../../../../../shared/contract/history.ts';
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import { useFormat } from '../../../format/use-format.ts';
import { errorText } from '../../../i18n/error-text.ts';
import { currentLanguage } from '../../../i18n/i18n.ts';
import { useHistoryTexts } from '../history.texts.ts';
import { splitPath } from '../model/paths.ts';
import { changeWords, sizeChange } from '../model/size-change.ts';
import { useDurationWords } from '../use-duration-words.ts';
import columns from './columns.module.css';
import classes from './history-list.module.css';
import { OutcomeMark } from './outcome-mark.tsx';

export interface HistoryRowProps {
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly entry: HistoryEntry;
  readonly presetName: string;
  /** Place in the list, from 0. */
  readonly index: number;
  readonly open: boolean;
  /** Whether Tab stops here; arrows reach the others. */
  readonly inTabOrder: boolean;
  readonly onOpen: () => void;
}

export function HistoryRow({ top, entry, presetName, index, open, inTabOrder, onOpen }: HistoryRowProps) {
  const t = useHistoryTexts();
  const format = useFormat();
  const duration = useDurationWords();
  const { folder, name } = splitPath(entry.input);
  const change = sizeChange(entry.bytesIn, entry.bytesOut);
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={open || undefined}
      className={`${columns.columns} ${classes.row}`}
      data-open={open || undefined}
      style={{ top }}
    >
      <td>
        <OutcomeMark outcome={entry.outcome} />
      </td>
      <td className={classes.file}>
        <button
          type="button"
          className={classes.name}
          data-entry={index}
          tabIndex={inTabOrder ? 0 : -1}
          onClick={onOpen}
          title={entry.input}
        >
          {name}
        </button>
        <span className={classes.folder}>
          <bdi>{folder}</bdi>
        </span>
      </td>
      <td className={classes.clip}>
        {presetName}
        {entry.variant !== '' && <span className={classes.quiet}> {entry.variant}</span>}
      </td>
      <td className={`${columns.medium} ${classes.clip}`}>
        {entry.error !== null && (
          <span className={classes.bad}>{errorText(entry.error, currentLanguage()).message}</span>
        )}
        {entry.format !== null && formatName(entry.format)}
        {entry.width !== null && entry.height !== null && (
          <span className={classes.quiet}> {format.dimensions(entry.width, entry.height)}</span>
        )}
      </td>
      <td className={`${columns.wide} ${columns.number}`}>
        {entry.bytesIn !== null && entry.bytesOut !== null
          ? t('sizes', { before: format.bytes(entry.bytesIn), after: format.bytes(entry.bytesOut) })
          : ''}
      </td>
      <td className={columns.number}>{change === null ? '' : changeWords(change, format)}</td>
      <td className={`${columns.wide} ${columns.number} ${classes.quiet}`}>
        {entry.ms >= 1 ? duration(entry.ms) : ''}
      </td>
      <td className={`${columns.medium} ${classes.quiet}`}>{format.dateTime(entry.at)}</td>
    </tr>
  );
}
