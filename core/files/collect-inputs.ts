/** From what the user named, files and folders, to the files in them, in an order that is the same on every run. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';

export interface InputFile {
  /** Absolute path, links not resolved. */
  readonly path: string;
  /** Folder of the file below the folder that was named, with `/`; empty for a file named directly. */
  readonly relativeDir: string;
  /** Named by the user rather than found in a folder: then nothing about it is passed over. */
  readonly explicit: boolean;
}

export interface CollectOptions {
  readonly recursive: boolean;
  /** Folders never entered: the output folder when it lies inside an input folder. */
  readonly exclude: readonly string[];
}

/**
 * Each path once, folders in name order, so that counters and numbered names are the same on every run.
 * What does not exist or cannot be read is kept: it gets its outcome like any other file.
 */
export async function collectInputs(
  named: readonly string[],
  options: CollectOptions,
): Promise<readonly InputFile[]> {
  const found = new Map<string, InputFile>();
  for await (const file of walkInputs(named, options)) {
    const earlier = found.get(file.path);
    if (earlier === undefined || (file.explicit && !earlier.explicit)) found.set(file.path, file);
  }
  return [...found.values()];
}

/** The same files while the folders are read; a file that is reached in two ways comes twice. */
export async function* walkInputs(
  named: readonly string[],
  options: CollectOptions,
): AsyncGenerator<InputFile> {
  for (const name of named) {
    const path = resolve(name);
    const isFolder = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (isFolder) yield* walk(path, options);
    else yield { path, relativeDir: '', explicit: true };
  }
}

async function* walk(root: string, options: CollectOptions): AsyncGenerator<InputFile> {
  const excluded = new Set(options.exclude);
  /** Real paths of the folders above, so that a link back up ends the walk there. */
  async function* enter(folder: string, above: ReadonlySet<string>): AsyncGenerator<InputFile> {
    const real = await realpath(folder).catch(() => folder);
    if (above.has(real) || excluded.has(real)) return;
    const entries = await readFolder(folder);
    if (entries === null) {
      // A folder that cannot be listed gets an outcome of its own instead of ending the batch.
      yield {
        path: folder,
        relativeDir: relative(root, dirname(folder)).split(sep).join('/'),
        explicit: false,
      };
      return;
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (await isFolder(entry, path)) {
        if (options.recursive) yield* enter(path, new Set([...above, real]));
      } else {
        yield { path, relativeDir: relative(root, folder).split(sep).join('/'), explicit: false };
      }
    }
  }
  yield* enter(root, new Set());
}

async function readFolder(folder: string): Promise<readonly Dirent[] | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  return (
    entries
      // Hidden folders hold what programs keep for themselves; a hidden file still gets its outcome.
      .filter((entry) => !entry.isDirectory() || !entry.name.startsWith('.'))
      .filter((entry) => entry.isFile() || entry.isDirectory() || entry.isSymbolicLink())
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  );
}

async function isFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  // A dangling link counts as a file: it gets its outcome like any other.
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

/** The last folder's name and the file's name without its ending. */
export function describeInput(file: InputFile): { readonly name: string; readonly dir: string } {
  return {
    name: basename(file.path, extname(file.path)),
    dir: file.relativeDir || basename(dirname(file.path)),
  };
}
