/** Takes images off the list, never off the disk, with an undo. */
import { useFormat } from '../../../format/use-format.ts';
import { showUndo } from '../../../ui/notify.tsx';
import { removeFromList, restoreList, selectionStore, sourcesStore } from '../state/list-stores.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';

export function useRemove(): (ids: ReadonlySet<string>) => void {
  const t = useWorkbenchTexts();
  const format = useFormat();
  return (ids) => {
    if (ids.size === 0) return;
    const sources = sourcesStore.get();
    const selection = selectionStore.get();
    removeFromList(ids);
    showUndo({
      message: t('list.removed', { count: ids.size, images: format.count(ids.size) }),
      onUndo: () => restoreList(sources, selection),
    });
  };
}
