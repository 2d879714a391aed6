/** The names that sources really have, so that no output ever takes one of them. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nameKey } from '../../../shared/naming/name-template.ts';

/** `nameKey` of each path, with links in its folders resolved. */
export async function sourceKeysOf(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const realByFolder = new Map<string, string>();
  const keys = new Set<string>();
  for (const path of paths) {
    const folder = dirname(path);
    let real = realByFolder.get(folder);
    if (real === undefined) {
      real = await realpath(folder).catch(() => folder);
      realByFolder.set(folder, real);
    }
    keys.add(nameKey(join(real, basename(path))));
  }
  return keys;
}
