/**
 * The folders that a page may use files of. A path is judged by where it really leads, links followed, also when
 * nothing is there yet. Names are compared exactly: on a file system that ignores case the system itself says how a
 * name is written, and whatever it does not know is refused.
 */
import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { EaselError } from '../../shared/errors.ts';
import { isInside } from './is-inside.ts';

export interface AllowedPaths {
  /** Absolute; null: wherever this process may read and write. */
  readonly roots: readonly string[] | null;
  /** The path with its links resolved; throws FILE_OUTSIDE_ROOTS. */
  readonly check: (path: string) => Promise<string>;
}

/** Links in a row after which a path leads nowhere, as systems count. */
const MOST_LINKS = 40;

export function createAllowedPaths(roots: readonly string[] | null): AllowedPaths {
  const absolute = roots?.map((root) => resolve(root)) ?? null;
  return {
    roots: absolute,
    check: async (path) => {
      const wanted = resolve(path);
      if (absolute === null) return realPathOf(wanted).catch(() => wanted);
      const outside = (cause?: unknown) => new EaselError('FILE_OUTSIDE_ROOTS', { path }, { cause });
      const real = await realPathOf(wanted).catch((error: unknown) => {
        throw outside(error);
      });
      // `link/..` is one folder for the system and another for whoever takes it out of the text first.
      if (climbs(path) && (await realpath(path).catch(() => null)) !== real) throw outside();
      // Asked each time: a root may be on a drive that comes and goes.
      const allowed = await Promise.all(absolute.map((root) => realpath(root).catch(() => root)));
      if (!allowed.some((root) => isInside(root, real))) throw outside();
      return real;
    },
  };
}

export function isAllowed({ check }: AllowedPaths, path: string): Promise<boolean> {
  return check(path).then(
    () => true,
    () => false,
  );
}

function climbs(path: string): boolean {
  return path.split(sep === '\\' ? /[\\/]/ : sep).includes('..');
}

/** Of what does not exist yet: the real path of the nearest folder that does, and the rest below it. */
async function realPathOf(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || dirname(path) === path) throw error;
  }
  const folder = await realPathOf(dirname(path), links);
  const here = join(folder, basename(path));
  const target = await readlink(here).catch(() => null);
  if (target === null) return here;
  // A link to nothing: what is written to it lands where it leads.
  if (links === MOST_LINKS || climbs(target)) throw new Error('the link leads nowhere');
  return realPathOf(resolve(folder, target), links + 1);
}
