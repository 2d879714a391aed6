/** What is known about the files on screen, asked for a screenful at a time and never twice. */
import type { SourceLook } from '../../../../../shared/contract/sources.ts';
import { client } from '../../../api/client.ts';
import { createStore } from './store.ts';

export interface Looks {
  readonly byId: ReadonlyMap<string, SourceLook>;
  /** Ids of files that cannot be read. */
  readonly unreadable: ReadonlySet<string>;
}

export const looksStore = createStore<Looks>({ byId: new Map(), unreadable: new Set() });

const AT_ONCE = 60;
/** Wishes older than this many newer ones were scrolled past. */
const MOST_WAITING = 400;

/** Newest last. */
let waiting: string[] = [];
const asked = new Set<string>();
let working = false;

export function wantLooks(ids: readonly string[]): void {
  const wanted = ids.filter((id) => !asked.has(id));
  if (wanted.length === 0) return;
  const again = new Set(wanted);
  waiting = [...waiting.filter((id) => !again.has(id)), ...wanted].slice(-MOST_WAITING);
  if (!working) void work();
}

async function work(): Promise<void> {
  working = true;
  while (waiting.length > 0) {
    const ids = waiting.splice(-AT_ONCE);
    for (const id of ids) asked.add(id);
    try {
      remember(await client.sources.facts({ ids }));
    } catch {
      // Shown without details; scrolled to again, they are asked for again.
      for (const id of ids) asked.delete(id);
      waiting = [];
    }
  }
  working = false;
}

function remember(looks: readonly SourceLook[]): void {
  looksStore.update((now) => {
    const byId = new Map(now.byId);
    for (const look of looks) byId.set(look.id, look);
    const broken = looks.filter(({ ok }) => !ok).map(({ id }) => id);
    const unreadable = broken.length === 0 ? now.unreadable : new Set([...now.unreadable, ...broken]);
    return { byId, unreadable };
  });
}
