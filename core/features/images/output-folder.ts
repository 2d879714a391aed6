/** The folder a batch writes into: every path is proven to lie inside it, and folders are made on demand. */
import type { Stats } from 'node:fs';
import { access, constants, lstat, open, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { EaselError } from '../../../shared/errors.ts';
import { folderError } from '../../files/folder-error.ts';
import { isInside } from '../../files/is-inside.ts';
import { makeFolder } from '../../make-folder.ts';

export interface OutputFolder {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Absolute path of a relative name; throws OUTPUT_OUTSIDE_ROOT when a link would lead it elsewhere. */
  readonly resolveInside: (relativePath: string) => Promise<string>;
  /** Makes the folders above a path that `resolveInside` returned. */
  readonly ensureParent: (path: string) => Promise<void>;
}

/** Creates the folder when it is missing, unless this is only a rehearsal. */
export async function openOutputFolder(path: string, { create }: { create: boolean }): Promise<OutputFolder> {
  const wanted = resolve(path);
  if (create) {
    await makeFolder(wanted).catch((error: NodeJS.ErrnoException) => {
      throw folderError(wanted, error);
    });
  }
  const root = await realpath(wanted).catch(() => wanted);
  if (create) {
    await access(root, constants.W_OK | constants.X_OK).catch((error: NodeJS.ErrnoException) => {
      throw folderError(root, error);
    });
  }
  /** Folders below the root already seen to be real folders. */
  const known = new Set<string>([root]);

  async function resolveInside(relativePath: string): Promise<string> {
    const target = resolve(root, relativePath);
    if (!isInside(root, target)) throw new EaselError('OUTPUT_OUTSIDE_ROOT');
    let folder = root;
    for (const component of relative(root, dirname(target)).split(sep).filter(Boolean)) {
      folder = join(folder, component);
      if (known.has(folder)) continue;
      const stats = await lstatOrNull(folder);
      if (stats === null) break; // nothing below it exists either
      if (stats.isSymbolicLink()) {
        const real = await realpath(folder).catch(() => null);
        if (real === null || !isInside(root, real)) throw new EaselError('OUTPUT_OUTSIDE_ROOT');
      } else if (!stats.isDirectory()) {
        throw new EaselError('OUTPUT_NOT_WRITABLE', { folder, reason: 'a file is in the way' });
      }
      known.add(folder);
    }
    return target;
  }

  async function ensureParent(path: string): Promise<void> {
    const folder = dirname(path);
    if (known.has(folder)) return;
    await makeFolder(folder).catch((error: NodeJS.ErrnoException) => {
      throw folderError(folder, error);
    });
    known.add(folder);
  }

  return { root, resolveInside, ensureParent };
}

/** Makes renames in these folders survive a power cut. Windows cannot and need not. */
export async function syncFolders(folders: Iterable<string>): Promise<void> {
  if (process.platform === 'win32') return;
  for (const folder of folders) {
    const handle = await open(folder, 'r').catch(() => null);
    if (handle === null) continue;
    try {
      // Some network file systems refuse to sync a folder; the files themselves are synced already.
      await handle.sync().catch(() => undefined);
    } finally {
      await handle.close();
    }
  }
}

export function lstatOrNull(path: string): Promise<Stats | null> {
  return lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw folderError(dirname(path), error);
  });
}
