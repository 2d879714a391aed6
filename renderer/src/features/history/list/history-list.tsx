/** The list of results: only what is on screen is drawn, further pages come as they are scrolled to. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useHistoryTexts } from '../history.texts.ts';
import type { HistoryList as History } from '../use-history.ts';
import { usePresetNames } from '../use-preset-names.ts';
import columns from './columns.module.css';
import classes from './history-list.module.css';
import { HistoryRow } from './history-row.tsx';

/** Pixels. */
const ROW = 44;
const HEAD = 33;
/** Rows before the end at which the next page is asked for. */
const AHEAD = 30;

export interface HistoryListProps {
  readonly history: History;
  readonly openId: string | null;
  readonly onOpen: (id: string | null) => void;
}

export function HistoryList({ history, openId, onOpen }: HistoryListProps) {
  const t = useHistoryTexts();
  const nameOf = usePresetNames();
  const { entries, hasMore, loadMore, count } = history;
  const scroller = useRef<HTMLElement>(null);
  const [active, setActive] = useState(0);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    // The header stays on top of the rows.
    scrollPaddingStart: HEAD,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= entries.length - AHEAD) loadMore();
  }, [hasMore, last, entries.length, loadMore]);

  const goTo = (index: number) => {
    const next = Math.min(Math.max(index, 0), entries.length - 1);
    setActive(next);
    rows.scrollToIndex(next);
    const entry = entries[next];
    // Open details follow the arrows, so that results can be looked through.
    if (openId !== null && entry !== undefined) onOpen(entry.id);
    // The row may only be drawn after the scrolling.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-entry="${next}"]`)?.focus({ preventScroll: true }),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 2);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: entries.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    goTo(next);
  };

  const known = count === null || count.entries >= count.atMost ? -1 : count.entries + 1;
  return (
    <section ref={scroller} className={classes.scroller} aria-label={t('list')} onKeyDown={onKeyDown}>
      <table aria-rowcount={known} aria-label={t('list')} className={classes.table}>
        <thead className={classes.head}>
          <HeaderRow />
        </thead>
        <tbody style={{ height: rows.getTotalSize() }} className={classes.rows}>
          {shown.map(({ index, start }) => {
            const entry = entries[index];
            return entry === undefined ? null : (
              <HistoryRow
                key={entry.id}
                top={start}
                entry={entry}
                presetName={nameOf(entry.preset)}
                index={index}
                open={entry.id === openId}
                inTabOrder={index === active}
                onOpen={() => {
                  setActive(index);
                  onOpen(entry.id === openId ? null : entry.id);
                }}
              />
            );
          })}
        </tbody>
      </table>
      {hasMore && <p className={classes.more}>{t('loadingMore')}</p>}
    </section>
  );
}

function HeaderRow() {
  const t = useHistoryTexts();
  return (
    <tr aria-rowindex={1} className={columns.columns}>
      <th scope="col">{t('column.outcome')}</th>
      <th scope="col">{t('column.file')}</th>
      <th scope="col">{t('column.preset')}</th>
      <th scope="col" className={columns.medium}>
        {t('column.result')}
      </th>
      <th scope="col" className={`${columns.wide} ${columns.number}`}>
        {t('column.size')}
      </th>
      <th scope="col" className={columns.number}>
        {t('column.change')}
      </th>
      <th scope="col" className={`${columns.wide} ${columns.number}`}>
        {t('column.took')}
      </th>
      <th scope="col" className={columns.medium} aria-sort="descending">
        {t('column.when')}
      </th>
    </tr>
  );
}
