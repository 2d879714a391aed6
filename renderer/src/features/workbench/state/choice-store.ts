/** The choice of presets, and what was changed for single images. Kept while other pages are open. */
import type { RecipeOverride } from '../../../../../shared/recipe/override.ts';
import { type Choice, NO_CHOICE } from './choice.ts';
import { createStore } from './store.ts';

export const choiceStore = createStore<Choice>(NO_CHOICE);

/** By path of the source: paths stay when a file is read anew. */
export const overridesStore = createStore<ReadonlyMap<string, RecipeOverride>>(new Map());

/** Only what is named changes; undefined takes a change back. */
export function overrideImage(path: string, change: RecipeOverride): void {
  overridesStore.update((now) => {
    const merged = Object.entries({ ...now.get(path), ...change }).filter(([, value]) => value !== undefined);
    const next = new Map(now);
    if (merged.length === 0) next.delete(path);
    else next.set(path, Object.fromEntries(merged));
    return next;
  });
}
