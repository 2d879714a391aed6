/** In which order images are shown, and which of them. */
import type { SourceFile } from '../../../../../shared/contract/sources.ts';
import type { ItemReport } from '../../../../../shared/job.ts';
import type { Sources } from './sources.ts';

export const SORT_ORDERS = ['added', 'name', 'newest', 'largest'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export const SHOWN_GROUPS = ['all', 'problems', 'selected', 'done'] as const;
export type ShownGroup = (typeof SHOWN_GROUPS)[number];

export interface Arrangement {
  readonly sort: SortOrder;
  readonly show: ShownGroup;
  /** Part of the name, any case. */
  readonly query: string;
}

export const PLAIN: Arrangement = { sort: 'added', show: 'all', query: '' };

export interface ArrangeContext {
  readonly selected: ReadonlySet<string>;
  /** By path: what the last batch made of each file. */
  readonly outcomes: ReadonlyMap<string, Pick<ItemReport, 'status'>>;
  /** Ids of files that cannot be read. */
  readonly unreadable: ReadonlySet<string>;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const COMPARE: Readonly<Record<SortOrder, ((a: SourceFile, b: SourceFile) => number) | null>> = {
  added: null,
  name: (a, b) => collator.compare(a.name, b.name),
  newest: (a, b) => b.mtimeMs - a.mtimeMs,
  largest: (a, b) => b.bytes - a.bytes,
};

export function arrange(
  { byId, order }: Pick<Sources, 'byId' | 'order'>,
  { sort, show, query }: Arrangement,
  context: ArrangeContext,
): readonly string[] {
  const compare = COMPARE[sort];
  const wanted = query.trim().toLocaleLowerCase();
  if (compare === null && show === 'all' && wanted === '') return order;
  const files = order.flatMap((id) => {
    const file = byId.get(id);
    const fits =
      file !== undefined &&
      (wanted === '' || file.name.toLocaleLowerCase().includes(wanted)) &&
      isShown(file, show, context);
    return fits ? [file] : [];
  });
  if (compare !== null) files.sort(compare);
  return files.map(({ id }) => id);
}

function isShown(
  file: SourceFile,
  show: ShownGroup,
  { selected, outcomes, unreadable }: ArrangeContext,
): boolean {
  const status = outcomes.get(file.path)?.status;
  switch (show) {
    case 'all':
      return true;
    case 'problems':
      return unreadable.has(file.id) || status === 'failed';
    case 'selected':
      return selected.has(file.id);
    case 'done':
      return status === 'written' || status === 'kept-original' || status === 'skipped';
  }
}
