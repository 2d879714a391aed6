/** The folders a page may choose from, one level at a time. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FolderListing } from '../../../shared/contract/sources.ts';
import { EaselError } from '../../../shared/errors.ts';
import { type AllowedPaths, isAllowed } from '../../files/allowed-paths.ts';
import { mayBeImage } from './scan.ts';

interface BrowseDeps {
  readonly allowed: AllowedPaths;
  /** Where to begin when every folder is allowed. */
  readonly homeFolder: string;
  /** May be read, but is no place of the person's own. */
  readonly inboxFolder: string;
}

/** As people sort: `2` before `10`, capitals beside their small letters. */
const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Null lists the places to begin at. Throws FILE_OUTSIDE_ROOTS and INPUT_UNREADABLE. */
export async function browse(deps: BrowseDeps, path: string | null): Promise<FolderListing> {
  const { roots } = deps.allowed;
  if (path !== null) return list(deps, resolve(path));
  if (roots === null) return list(deps, deps.homeFolder);
  const places = roots.filter((root) => root !== deps.inboxFolder);
  const folders = places.map((root) => ({ name: root, path: root }));
  return { path: '', parent: null, folders, images: 0, exists: true };
}

async function list({ allowed }: BrowseDeps, path: string): Promise<FolderListing> {
  await allowed.check(path);
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw unreadable(error);
  });
  const parent = await parentOf(allowed, path);
  if (entries === null) return { path, parent, folders: [], images: 0, exists: false };
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  const open = await Promise.all(visible.map((entry) => isOpenFolder(allowed, path, entry)));
  return {
    path,
    parent,
    folders: visible
      .filter((_, at) => open[at])
      .map(({ name }) => ({ name, path: join(path, name) }))
      .sort((a, b) => BY_NAME.compare(a.name, b.name)),
    images: entries.filter((entry) => !entry.isDirectory() && mayBeImage(entry.name)).length,
    exists: true,
  };
}

async function parentOf(allowed: AllowedPaths, path: string): Promise<string | null> {
  const parent = dirname(path);
  return parent !== path && (await isAllowed(allowed, parent)) ? parent : null;
}

async function isOpenFolder(allowed: AllowedPaths, folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const path = join(folder, entry.name);
  const leadsToFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  return leadsToFolder && (await isAllowed(allowed, path));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: 'it is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

function unreadable(error: NodeJS.ErrnoException): EaselError {
  const { code = '' } = error;
  return new EaselError('INPUT_UNREADABLE', { reason: REASONS[code] ?? code }, { cause: error });
}
