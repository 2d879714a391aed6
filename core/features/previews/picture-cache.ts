/** A folder of pictures that can be made again: complete files only, and the ones used least recently go first. */
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { folderError } from '../../files/folder-error.ts';
import { makeFolder } from '../../make-folder.ts';

export interface PictureCache {
  /** The path of a file, which counts as used; null when it is not there. */
  readonly find: (name: string) => Promise<string | null>;
  /** Moves a finished file of the same disk in. Throws OUTPUT_* errors. */
  readonly add: (tempPath: string, name: string) => Promise<string>;
  /** Resolves when nothing is being removed any more. */
  readonly idle: () => Promise<void>;
}

export interface PictureCacheOptions {
  readonly folder: string;
  /** What a sweep leaves; between sweeps there may be an eighth more. */
  readonly maxBytes: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const WRITES_PER_SWEEP = 1000;
/** To know which files are in use, an hour is exact enough. */
const USE_MS = 3_600_000;

export function createPictureCache({ folder, maxBytes, now }: PictureCacheOptions): PictureCache {
  let isUsed = false;
  let sweeping: Promise<void> = Promise.resolve();
  let writes = 0;
  let written = 0;

  /** The first use sweeps: the start of an app has better things to do. */
  function use(): void {
    if (!isUsed) sweepSoon();
    isUsed = true;
  }

  function sweepSoon(): void {
    writes = 0;
    written = 0;
    // A picture too many on disk is no reason to fail anything.
    sweeping = sweeping.then(() => sweep(folder, maxBytes)).catch(() => undefined);
  }

  async function sizeOf(path: string): Promise<number> {
    return (await stat(path).catch(() => null))?.size ?? 0;
  }

  return {
    find: async (name) => {
      use();
      const path = join(folder, name);
      const stats = await stat(path).catch(() => null);
      // Empty is what a power cut can leave of a file that was just renamed.
      if (stats === null || stats.size === 0) return null;
      const time = now();
      if (time - stats.mtimeMs > USE_MS) {
        await utimes(path, time / 1000, time / 1000).catch(() => undefined);
      }
      return path;
    },
    add: async (tempPath, name) => {
      use();
      const path = join(folder, name);
      const bytes = await sizeOf(tempPath);
      try {
        // Systems empty their cache folders when they please.
        await makeFolder(folder);
        await rename(tempPath, path);
      } catch (error) {
        // Somebody else made the same picture and it is being shown: then it may stay.
        if ((await sizeOf(path)) === 0) throw folderError(folder, error as NodeJS.ErrnoException);
      }
      writes += 1;
      written += bytes;
      if (writes >= WRITES_PER_SWEEP || written > maxBytes / 8) sweepSoon();
      return path;
    },
    idle: () => sweeping,
  };
}

async function sweep(folder: string, maxBytes: number): Promise<void> {
  const files: { readonly path: string; readonly bytes: number; readonly usedAt: number }[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null);
    if (stats?.isFile()) files.push({ path, bytes: stats.size, usedAt: stats.mtimeMs });
  }
  files.sort((a, b) => b.usedAt - a.usedAt);
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    if (bytes > maxBytes) await rm(file.path, { force: true }).catch(() => undefined);
  }
}
