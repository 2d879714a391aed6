/** The names that sources really have, so that no output ever takes one of them. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nameKey } from '../../../shared/naming/name-template.ts';

/** `nameKey` of each path, with links in its folders resolved. */
export async function sourceKeysOf(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const realFolder = createRealFolders();
  const keys = new Set<string>();
  for (const path of paths) keys.add(nameKey(join(await realFolder(dirname(path)), basename(path))));
  return keys;
}

/** Resolves links in folders, each folder once. */
export function createRealFolders(): (folder: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (folder) => {
    const found = known.get(folder) ?? realpath(folder).catch(() => folder);
    known.set(folder, found);
    return found;
  };
}
