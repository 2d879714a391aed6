/**
 * Where results of one job grow before they get their names: a hidden folder in the output folder, hence on the
 * same disk, so that moving out of it is one atomic step. It is gone when the job has ended.
 */
import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderError } from '../../files/folder-error.ts';
import { makeFolder } from '../../make-folder.ts';

const TEMP_FOLDER = '.easel-tmp';

export interface TempFolder {
  readonly path: string;
  readonly fileFor: (index: number, outputNumber: number) => string;
  readonly create: () => Promise<void>;
  /** Removes what a killed run left behind, except the named files. */
  readonly sweep: (keep: ReadonlySet<string>) => Promise<void>;
  /** Removes the folder with everything in it. */
  readonly remove: () => Promise<void>;
}

export function tempFolderFor(outputRoot: string, jobId: string): TempFolder {
  const path = join(outputRoot, TEMP_FOLDER, jobId);
  return {
    path,
    fileFor: (index, outputNumber) => join(path, `${index}-${outputNumber}.part`),
    create: async () => {
      await makeFolder(path).catch((error: NodeJS.ErrnoException) => {
        throw folderError(outputRoot, error);
      });
    },
    sweep: async (keep) => {
      const names = await readdir(path).catch(() => []);
      const files = names.map((name) => join(path, name)).filter((file) => !keep.has(file));
      await Promise.all(files.map((file) => rm(file, { force: true })));
    },
    remove: async () => {
      await rm(path, { recursive: true, force: true });
      // Another job may be using the shared parent: then it stays.
      await rmdir(dirname(path)).catch(() => undefined);
    },
  };
}
