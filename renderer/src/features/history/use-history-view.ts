/** The filters and the opened entry, kept in the address. */
import { useCallback, useMemo } from 'react';
import type { HistoryFilterInput } from '../../../../shared/contract/history.ts';
import { useQueryPart } from '../../browser/use-query.ts';
import { EVERYTHING, filterOf, type HistoryView, readView, writeView } from './model/history-view.ts';

export interface HistoryAddress {
  readonly view: HistoryView;
  readonly filter: HistoryFilterInput;
  /** Id of the entry whose details are shown. */
  readonly entry: string | null;
  readonly show: (change: Partial<HistoryView>) => void;
  readonly showEverything: () => void;
  readonly openEntry: (id: string | null) => void;
}

export function useHistoryView(): HistoryAddress {
  const { query, changeQuery } = useQueryPart();
  const view = useMemo(() => readView(query), [query]);
  const filter = useMemo(() => filterOf(view, Date.now()), [view]);
  const show = useCallback(
    // Another list: an opened entry may not be in it.
    (change: Partial<HistoryView>) =>
      changeQuery({ change: { ...writeView(change), entry: null }, replace: true }),
    [changeQuery],
  );
  return {
    view,
    filter,
    entry: query.get('entry'),
    show,
    showEverything: useCallback(() => show(EVERYTHING), [show]),
    openEntry: useCallback((id) => changeQuery({ change: { entry: id }, replace: true }), [changeQuery]),
  };
}
