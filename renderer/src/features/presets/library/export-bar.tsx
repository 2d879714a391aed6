/** While presets are ticked for export: how many, and the two ways on. */
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useUiTexts } from '../../../ui/ui.texts.ts';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './export-bar.module.css';

export interface ExportBarProps {
  readonly count: number;
  readonly onExport: () => void;
  readonly onCancel: () => void;
}

export function ExportBar({ count, onExport, onCancel }: ExportBarProps) {
  const t = usePresetTexts();
  const ui = useUiTexts();
  useHotkeys([['Escape', onCancel]]);
  return (
    <section className={classes.bar} aria-label={t('exportChosen')}>
      <span aria-live="polite">{count === 0 ? t('choosing') : t('chosen', { count })}</span>
      <Button size="sm" onClick={onCancel}>
        {ui('cancel')}
      </Button>
      <Button size="sm" variant="filled" disabled={count === 0} onClick={onExport}>
        {t('export')}
      </Button>
    </section>
  );
}
