/**
 * Which image is looked at and which are selected. Looking does not select: arrows move, space selects, shift extends.
 */

export interface Selection {
  /** The image in the preview; null while the list is empty. */
  readonly current: string | null;
  readonly selected: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | null;
}

export const NO_SELECTION: Selection = { current: null, selected: new Set(), anchor: null };

/** A plain click or arrow: looks at one image and lets go of the others. */
export function lookAt(selection: Selection, id: string): Selection {
  const selected = selection.selected.size === 0 ? selection.selected : new Set<string>();
  return { current: id, selected, anchor: id };
}

/** An arrow while images are selected: the selection stays. */
export function moveTo(selection: Selection, id: string): Selection {
  return { ...selection, current: id, anchor: id };
}

/** Space, or a click with Command or Control. */
export function toggle(selection: Selection, id: string): Selection {
  const selected = new Set(selection.selected);
  // The first of several: the image looked at belongs to them.
  if (selected.size === 0 && selection.current !== null && selection.current !== id) {
    selected.add(selection.current);
  }
  if (!selected.delete(id)) selected.add(id);
  return { current: id, selected, anchor: id };
}

/** Shift: everything between the anchor and this image, in the order shown. */
export function extendTo(selection: Selection, id: string, shown: readonly string[]): Selection {
  const anchor = selection.anchor ?? selection.current ?? id;
  const from = shown.indexOf(anchor);
  const to = shown.indexOf(id);
  if (to < 0) return selection;
  const [first, last] = from < 0 ? [to, to] : from < to ? [from, to] : [to, from];
  return { current: id, selected: new Set(shown.slice(first, last + 1)), anchor };
}

export function selectAll(selection: Selection, shown: readonly string[]): Selection {
  return { ...selection, selected: new Set(shown) };
}

export function selectNone(selection: Selection): Selection {
  return selection.selected.size === 0 ? selection : { ...selection, selected: new Set() };
}

/** What a command such as Remove works on. */
export function targets({ selected, current }: Selection): ReadonlySet<string> {
  if (selected.size > 0) return selected;
  return new Set(current === null ? [] : [current]);
}

/** After images left the list: the next one still shown is looked at, or the last. */
export function withoutRemoved(
  selection: Selection,
  shownBefore: readonly string[],
  removed: ReadonlySet<string>,
): Selection {
  const selected = new Set([...selection.selected].filter((id) => !removed.has(id)));
  const { current } = selection;
  if (current === null || !removed.has(current)) return { ...selection, selected };
  const at = shownBefore.indexOf(current);
  const next =
    shownBefore.slice(at + 1).find((id) => !removed.has(id)) ??
    shownBefore.slice(0, Math.max(at, 0)).findLast((id) => !removed.has(id)) ??
    null;
  return { current: next, selected, anchor: next };
}
