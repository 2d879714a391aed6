/** The list before its first page is there. */
import { Skeleton } from '@mantine/core';
import { useUiTexts } from '../../../ui/ui.texts.ts';
import classes from './history-skeleton.module.css';

const ROWS = Array.from({ length: 14 }, (_, index) => index);

export function HistorySkeleton() {
  const ui = useUiTexts();
  return (
    <div className={classes.rows} aria-busy="true" aria-label={ui('loading')} role="status">
      {ROWS.map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={14} width={88} />
          <Skeleton height={14} width={`${28 + ((row * 7) % 17)}%`} />
          <Skeleton height={14} width="12%" />
          <Skeleton height={14} width="16%" />
        </div>
      ))}
    </div>
  );
}
