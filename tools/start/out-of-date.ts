/** Whether something built is missing or older than what it is built from. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** `sources` are files and folders below the root. */
export function isOutOfDate(root: string, sources: readonly string[], built: string): boolean {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined || sources.some((source) => newestIn(join(root, source)) > made);
}

function newestIn(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A folder's own time tells that a file was added or removed.
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestIn(join(path, name))),
    stats.mtimeMs,
  );
}
