/** Next and previous image by key, wherever the focus is. */
import { useCommand } from '../../commands/registry.ts';
import { selectionStore, shownStore } from './state/list-stores.ts';
import { moveTo } from './state/selection.ts';

export function useMoves(): void {
  const step = (by: 1 | -1) => {
    const shown = shownStore.get();
    const { current } = selectionStore.get();
    const next = shown[(current === null ? -1 : shown.indexOf(current)) + by];
    if (next !== undefined) selectionStore.update((selection) => moveTo(selection, next));
  };
  useCommand('view.next', () => step(1));
  useCommand('view.previous', () => step(-1));
}
