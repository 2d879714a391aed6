/** A folder of this run alone, for files that nobody needs after it. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderError } from '../../files/folder-error.ts';
import { makeFolder } from '../../make-folder.ts';

export interface Scratch {
  /** A name for a new file; the file is kept until it is dropped. Throws OUTPUT_* errors. */
  readonly take: () => Promise<string>;
  /** Removes these files and what work that was given up has written meanwhile. */
  readonly drop: (paths: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ScratchOptions {
  /** Holds one folder per run. */
  readonly parent: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const PREFIX = 'run-';
/** What a killed run left behind; a living one writes more often. */
const LEFT_BEHIND_MS = 86_400_000;

export function createScratch({ parent, now }: ScratchOptions): Scratch {
  const kept = new Set<string>();
  let opened: Promise<string> | undefined;
  let number = 0;

  async function open(): Promise<string> {
    try {
      await makeFolder(parent);
      await removeLeftBehind();
      return await mkdtemp(join(parent, PREFIX));
    } catch (error) {
      opened = undefined;
      // Only the system fails here.
      throw folderError(parent, error as NodeJS.ErrnoException);
    }
  }

  async function removeLeftBehind(): Promise<void> {
    for (const name of await readdir(parent)) {
      const path = join(parent, name);
      const age = now() - ((await stat(path).catch(() => null))?.mtimeMs ?? now());
      if (name.startsWith(PREFIX) && age > LEFT_BEHIND_MS) await remove(path);
    }
  }

  return {
    take: async () => {
      opened ??= open();
      const folder = await opened;
      // Systems empty their cache folders when they please.
      await makeFolder(folder).catch((error: NodeJS.ErrnoException) => {
        throw folderError(folder, error);
      });
      number += 1;
      const path = join(folder, String(number));
      kept.add(path);
      return path;
    },
    drop: async (paths) => {
      for (const path of paths) kept.delete(path);
      if (opened === undefined) return;
      const folder = await opened;
      const names = await readdir(folder).catch(() => []);
      const files = names.map((name) => join(folder, name)).filter((path) => !kept.has(path));
      await Promise.all(files.map(remove));
    },
    close: async () => {
      if (opened !== undefined) await remove(await opened);
    },
  };
}

/** What cannot be removed now, as Windows says of a file somebody reads, goes with the next sweep. */
async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}
