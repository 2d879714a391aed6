/** The images on the workbench: what there is, what is selected, what is shown. Kept while other pages are open. */
import { type Arrangement, arrange, PLAIN } from './arrange.ts';
import { jobStore } from './job-store.ts';
import { looksStore } from './looks-store.ts';
import { NO_SELECTION, type Selection, withoutRemoved } from './selection.ts';
import { NO_SOURCES, removeSources, type Sources } from './sources.ts';
import { createStore } from './store.ts';

export const sourcesStore = createStore<Sources>(NO_SOURCES);
export const selectionStore = createStore<Selection>(NO_SELECTION);
export const arrangementStore = createStore<Arrangement>(PLAIN);

/** Ids in the order shown. */
export const shownStore = createStore<readonly string[]>([]);

const NO_OUTCOMES = new Map();

function showAnew(): void {
  const arrangement = arrangementStore.get();
  shownStore.update(() =>
    arrange(sourcesStore.get(), arrangement, {
      selected: selectionStore.get().selected,
      outcomes: jobStore.get().job?.items ?? NO_OUTCOMES,
      unreadable: looksStore.get().unreadable,
    }),
  );
}

function showAnewWhile(...groups: readonly Arrangement['show'][]): () => void {
  return () => {
    if (groups.includes(arrangementStore.get().show)) showAnew();
  };
}

sourcesStore.subscribe(showAnew);
arrangementStore.subscribe(showAnew);
selectionStore.subscribe(showAnewWhile('selected'));
jobStore.subscribe(showAnewWhile('problems', 'done'));
looksStore.subscribe(showAnewWhile('problems'));

export function removeFromList(ids: ReadonlySet<string>): void {
  const before = shownStore.get();
  sourcesStore.update((sources) => removeSources(sources, ids));
  selectionStore.update((selection) => withoutRemoved(selection, before, ids));
}

/** Takes a removal back. */
export function restoreList(sources: Sources, selection: Selection): void {
  sourcesStore.update(() => sources);
  selectionStore.update(() => selection);
}
