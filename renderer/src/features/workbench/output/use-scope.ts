/** Whether a batch takes the whole list or only what is selected. */
import { useMemo, useState } from 'react';
import { selectionStore } from '../state/list-stores.ts';
import { useStore } from '../state/store.ts';

export interface Scope {
  /** Ids; null: the whole list. */
  readonly only: ReadonlySet<string> | null;
  /** How many are selected; below two there is nothing to choose. */
  readonly selected: number;
  readonly setSelectedOnly: (on: boolean) => void;
}

export function useScope(): Scope {
  const selected = useStore(selectionStore, (selection) => selection.selected);
  const [selectedOnly, setSelectedOnly] = useState(false);
  const only = selectedOnly && selected.size > 1 ? selected : null;
  return useMemo(() => ({ only, selected: selected.size, setSelectedOnly }), [only, selected.size]);
}
