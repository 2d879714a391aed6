/** A folder that was worked on before begins with the presets and the place for results it had then. */
import { useEffect } from 'react';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { chosenFolderStore } from '../output/use-batch.ts';
import { choiceStore } from '../state/choice-store.ts';
import { sourcesStore } from '../state/list-stores.ts';
import { useStore } from '../state/store.ts';

export function useRememberedFolder(): void {
  const { folders } = usePreferences().values;
  const only = useStore(sourcesStore, ({ roots }) => (roots.length === 1 ? roots[0] : undefined));
  // biome-ignore lint/correctness/useExhaustiveDependencies: applied when a folder is added, not when it is kept.
  useEffect(() => {
    const known = folders.find(({ path }) => path === only);
    if (known === undefined) return;
    choiceStore.update((now) => ({ ...now, ticked: known.presets, looked: null }));
    chosenFolderStore.update(() => known.outputFolder);
  }, [only]);
}
