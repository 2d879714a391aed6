/** What became of an image: a sign and a word, and only then a colour. */
import { IconAlertTriangle, IconCheck, IconEqual } from '@tabler/icons-react';
import type { HistoryOutcome } from '../../../../../shared/contract/history.ts';
import { useHistoryTexts } from '../history.texts.ts';
import classes from './outcome-mark.module.css';

const ICONS = { written: IconCheck, 'kept-original': IconEqual, failed: IconAlertTriangle } as const;

export function OutcomeMark({ outcome }: { readonly outcome: HistoryOutcome }) {
  const t = useHistoryTexts();
  const Icon = ICONS[outcome];
  return (
    <span className={classes.outcome} data-outcome={outcome}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {t(`outcome.${outcome}`)}
    </span>
  );
}
