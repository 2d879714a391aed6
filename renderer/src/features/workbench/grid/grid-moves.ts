/** Where arrow keys lead in a grid of `columns`. Pure; indexes count from 0. */

export interface GridShape {
  readonly columns: number;
  readonly count: number;
  /** Whole rows on screen. */
  readonly rowsInView: number;
}

export function moveInGrid(
  key: string,
  from: number,
  { columns, count, rowsInView }: GridShape,
): number | null {
  if (count === 0) return null;
  if (from < 0) return 0;
  const page = columns * Math.max(1, rowsInView);
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - columns,
    ArrowDown: from + columns,
    PageUp: Math.max(from - page, from % columns),
    PageDown: from + page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  if (to === undefined) return null;
  if (to < 0) return from;
  if (to < count) return to;
  // Below a last row that is not full, its last image is the nearest.
  const onLastRow = Math.floor(from / columns) === Math.floor((count - 1) / columns);
  return key === 'ArrowRight' || onLastRow ? from : count - 1;
}
