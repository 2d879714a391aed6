/** Keeps the list through a reload of the page: what was added, and what was taken off it. */
import { addPaths } from '../add/add-images.ts';
import { removeFromList, sourcesStore } from './list-stores.ts';

const KEY = 'easel-list';
/** Milliseconds. */
const REST = 500;

interface RememberedList {
  readonly roots: readonly string[];
  readonly removed: readonly string[];
}

/** Answers how to stop. */
export function rememberList(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    const { roots, removed } = sourcesStore.get();
    const list: RememberedList = { roots, removed: [...removed] };
    try {
      window.sessionStorage.setItem(KEY, JSON.stringify(list));
    } catch {
      // Longer than the browser keeps: then the list is for this time only.
      window.sessionStorage.removeItem(KEY);
    }
  };
  const stop = sourcesStore.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

export async function recallList(): Promise<void> {
  if (sourcesStore.get().roots.length > 0) return;
  const list = readList(window.sessionStorage.getItem(KEY));
  if (list === null || list.roots.length === 0) return;
  await addPaths(list.roots);
  const { idByPath } = sourcesStore.get();
  removeFromList(new Set(list.removed.flatMap((path) => idByPath.get(path) ?? [])));
}

export function readList(text: string | null): RememberedList | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('roots' in value && 'removed' in value)) return null;
    const { roots, removed } = value;
    return isTexts(roots) && isTexts(removed) ? { roots, removed } : null;
  } catch {
    return null;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
