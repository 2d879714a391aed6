/** Brings images onto the workbench: hands files over where needed, then lists what is in them as it is found. */
import type { ScanEvent } from '../../../../../shared/contract/sources.ts';
import { EaselError } from '../../../../../shared/errors.ts';
import { client } from '../../../api/client.ts';
import { host } from '../../../api/connect.ts';
import type { HandedOver, Received } from '../../../host/host.ts';
import { showError, showErrorOf } from '../../../ui/notify.tsx';
import { selectionStore, sourcesStore } from '../state/list-stores.ts';
import { moveTo } from '../state/selection.ts';
import { addFound, addRoots } from '../state/sources.ts';
import { createStore } from '../state/store.ts';
import { workbenchText } from '../workbench.texts.ts';

export interface Adding {
  /** Scans under way. */
  readonly scans: number;
  /** Copies under way, in bytes; null when there are none. */
  readonly copying: { readonly sent: number; readonly total: number; readonly files: number } | null;
}

export const addingStore = createStore<Adding>({ scans: 0, copying: null });

/** Files named in one message. */
const NAMES_TOLD = 3;
/** Most paths one scan takes. */
const PATHS_AT_ONCE = 20_000;
/** Milliseconds between two changes of the page while folders are read. */
const GROUP_TIME = 100;

let stop = new AbortController();

/** Calls off copies and scans; what was found stays. */
export function stopAdding(): void {
  stop.abort();
  stop = new AbortController();
}

export async function addHandedOver(files: readonly HandedOver[]): Promise<void> {
  if (files.length === 0) return;
  const { signal } = stop;
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  try {
    const copying = { sent: 0, total, files: files.length };
    if (!host().readsFolders) addingStore.update((now) => ({ ...now, copying }));
    const { paths, refused } = await host().pathsOf(files, {
      signal,
      onProgress: (sent) => addingStore.update((now) => ({ ...now, copying: { ...copying, sent } })),
    });
    addingStore.update((now) => ({ ...now, copying: null }));
    tellRefused(refused);
    await addPaths(paths);
  } catch (error) {
    addingStore.update((now) => ({ ...now, copying: null }));
    showError(error);
  }
}

/** One message per reason, with the first names. */
function tellRefused(refused: Received['refused']): void {
  for (const [, files] of Map.groupBy(refused, ({ failure }) => failure.message)) {
    const [first] = files;
    if (first === undefined) continue;
    const names = files.slice(0, NAMES_TOLD).map(({ name }) => name);
    if (files.length > NAMES_TOLD) names.push('…');
    const what = workbenchText('adding.refused', { count: files.length, names: names.join(', ') });
    showErrorOf(what, new EaselError(first.failure.code, first.failure.data));
  }
}

export async function addPaths(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const { signal } = stop;
  addingStore.update((now) => ({ ...now, scans: now.scans + 1 }));
  sourcesStore.update((sources) => addRoots(sources, paths));
  try {
    for (let from = 0; from < paths.length; from += PATHS_AT_ONCE) {
      await scan(paths.slice(from, from + PATHS_AT_ONCE), signal);
    }
  } catch (error) {
    showError(error);
  } finally {
    addingStore.update((now) => ({ ...now, scans: now.scans - 1 }));
  }
}

async function scan(paths: readonly string[], signal: AbortSignal): Promise<void> {
  let group: ScanEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const events = group;
    group = [];
    sourcesStore.update((sources) => addFound(sources, events));
    lookAtFirst();
  };
  try {
    for await (const event of await client.sources.scan({ paths: [...paths], recursive: true }, { signal })) {
      group.push(event);
      timer ??= setTimeout(flush, GROUP_TIME);
    }
  } finally {
    flush();
  }
}

/** The preview shows something as soon as there is something. */
function lookAtFirst(): void {
  const first = sourcesStore.get().order[0];
  selectionStore.update((selection) =>
    selection.current === null && first !== undefined ? moveTo(selection, first) : selection,
  );
}
