/** All images, drawn only where they are seen: twenty thousand scroll like twenty. */
import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { useFormat } from '../../../format/use-format.ts';
import { selectionStore, shownStore } from '../state/list-stores.ts';
import { wantLooks } from '../state/looks-store.ts';
import { extendTo, lookAt, moveTo, selectNone, toggle } from '../state/selection.ts';
import { useStore } from '../state/store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { moveInGrid } from './grid-moves.ts';
import classes from './image-grid.module.css';
import { useStatusWords } from './status-words.ts';
import { Tile, tileElementId } from './tile.tsx';

export type GridSize = 'small' | 'medium' | 'large';

/** Pixels: the least width of a tile, and its height. */
const TILES: Readonly<Record<GridSize, { readonly width: number; readonly height: number }>> = {
  small: { width: 96, height: 112 },
  medium: { width: 144, height: 168 },
  large: { width: 216, height: 240 },
};
const GAP = 4;
const EDGE = 8;
/** Milliseconds a tile must stay in view before its file is looked into. */
const LOOK_DELAY = 120;

export interface ImageGridProps {
  readonly size: GridSize;
  readonly presets: readonly Preset[];
  /** Enter on an image. */
  readonly onOpen: () => void;
  /** Escape, with nothing selected any more. */
  readonly onLeave: () => void;
}

export function ImageGrid({ size, presets, onOpen, onLeave }: ImageGridProps) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const words = useStatusWords();
  const shown = useStore(shownStore, (ids) => ids);
  const current = useStore(selectionStore, (selection) => selection.current);
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const tile = TILES[size];
  const columns = Math.max(1, Math.floor((width + GAP) / (tile.width + GAP)));
  const rows = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(shown.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => tile.height,
    gap: GAP,
    paddingStart: EDGE,
    paddingEnd: EDGE,
    scrollPaddingStart: EDGE,
    scrollPaddingEnd: EDGE,
    overscan: 2,
  });
  const rowsInView = rows.getVirtualItems();

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when a tile's size changes.
  useEffect(() => rows.measure(), [size, columns]);

  const first = (rowsInView[0]?.index ?? 0) * columns;
  const last = ((rowsInView.at(-1)?.index ?? -1) + 1) * columns;
  useEffect(() => {
    const timer = setTimeout(() => wantLooks(shown.slice(first, last)), LOOK_DELAY);
    return () => clearTimeout(timer);
  }, [shown, first, last]);

  const at = current === null ? -1 : shown.indexOf(current);
  useEffect(() => {
    if (at < 0) return;
    const cramped = (scroller.current?.clientHeight ?? 0) < tile.height + 2 * EDGE;
    rows.scrollToIndex(Math.floor(at / columns), { align: cramped ? 'start' : 'auto' });
  }, [at, columns, rows, tile.height]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && current !== null) {
      event.preventDefault();
      onOpen();
      return;
    }
    if (event.key === ' ' && current !== null) {
      event.preventDefault();
      selectionStore.update((selection) => toggle(selection, current));
      return;
    }
    if (event.key === 'Escape') {
      if (selectionStore.get().selected.size > 0) selectionStore.update(selectNone);
      else onLeave();
      return;
    }
    const to = moveInGrid(event.key, at, {
      columns,
      count: shown.length,
      rowsInView: Math.floor((scroller.current?.clientHeight ?? 0) / tile.height),
    });
    const id = to === null ? undefined : shown[to];
    if (id === undefined) return;
    event.preventDefault();
    selectionStore.update((selection) =>
      event.shiftKey ? extendTo(selection, id, shown) : moveTo(selection, id),
    );
  };

  const onClick = (event: MouseEvent) => {
    const id = idUnder(event);
    if (id === null) return;
    selectionStore.update((selection) => {
      if (event.shiftKey) return extendTo(selection, id, shown);
      return event.metaKey || event.ctrlKey ? toggle(selection, id) : lookAt(selection, id);
    });
  };

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      aria-multiselectable
      aria-label={t('grid.label')}
      aria-activedescendant={current === null ? undefined : tileElementId(current)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={(event) => idUnder(event) !== null && onOpen()}
    >
      <div
        ref={measured}
        className={classes.rows}
        style={{ height: rows.getTotalSize() }}
        data-grid-size={size}
      >
        {rowsInView.map((row) => (
          <div
            key={row.key}
            className={classes.row}
            role="presentation"
            style={{
              height: tile.height,
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {shown.slice(row.index * columns, (row.index + 1) * columns).map((id, column) => (
              <Tile
                key={id}
                id={id}
                index={row.index * columns + column}
                count={shown.length}
                presets={presets}
                format={format}
                words={words}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function idUnder({ target }: MouseEvent): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>('[data-id]')?.dataset.id ?? null;
}
