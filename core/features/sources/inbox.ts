/** Uploads: what a page was given and this computer has no path of. Complete files under safe names, or nothing. */
import { type FileHandle, lstat, open, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { EaselError } from '../../../shared/errors.ts';
import { safeFileName } from '../../../shared/naming/name-template.ts';
import { folderError } from '../../files/folder-error.ts';
import { isInside } from '../../files/is-inside.ts';
import { makeFolder } from '../../make-folder.ts';

export interface Upload {
  /** Names the files that were dropped together. */
  readonly batch: string;
  /** With `/` between folders; every part is made safe. */
  readonly relativePath: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly maxBytes: number;
}

/** Files of other people on this computer are nobody's business. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * A name that is taken gets a number. Throws INPUT_TOO_LARGE, OUTPUT_DISK_FULL, OUTPUT_NOT_WRITABLE, and CANCELLED
 * when the body breaks off.
 */
export async function receiveUpload(inboxFolder: string, upload: Upload): Promise<{ readonly path: string }> {
  const { folders, stem, ending } = safePath(upload.relativePath);
  const folder = join(inboxFolder, safeFileName(upload.batch), ...folders);
  const writing = <T>(step: Promise<T>): Promise<T> =>
    step.catch((error: NodeJS.ErrnoException) => {
      throw folderError(folder, error);
    });
  await writing(makeFolder(folder, { mode: FOLDER_MODE }));
  // A link that somebody put into the inbox must not lead an upload out of it.
  const [inbox, real] = await writing(Promise.all([realpath(inboxFolder), realpath(folder)]));
  if (!isInside(inbox, real)) throw new EaselError('FILE_OUTSIDE_ROOTS', { path: folder });

  const temp = await writing(createNumbered((number) => join(folder, `.part-${number}`)));
  try {
    await fill(temp.file, upload, writing);
    const taken = await writing(
      createNumbered((number) => join(folder, `${stem}${number === 1 ? '' : `-${number}`}${ending}`)),
    );
    await taken.file.close();
    await writing(rename(temp.path, taken.path)).catch(async (error: unknown) => {
      await rm(taken.path, { force: true });
      throw error;
    });
    return { path: taken.path };
  } catch (error) {
    await rm(temp.path, { force: true });
    throw error;
  }
}

async function fill(
  file: FileHandle,
  { body, maxBytes }: Upload,
  writing: <T>(step: Promise<T>) => Promise<T>,
): Promise<void> {
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += piece.length;
      if (bytes > maxBytes)
        throw new EaselError('INPUT_TOO_LARGE', { bytes, limit: maxBytes, format: 'uploads' });
      await writing(file.writeFile(piece));
    }
    await writing(file.sync());
  } catch (error) {
    throw error instanceof EaselError ? error : new EaselError('CANCELLED', {}, { cause: error });
  } finally {
    await file.close();
  }
}

/** The first name that nobody has, taken by creating the file. */
async function createNumbered(
  nameOf: (number: number) => string,
): Promise<{ readonly path: string; readonly file: FileHandle }> {
  for (let number = 1; ; number += 1) {
    const path = nameOf(number);
    try {
      return { path, file: await open(path, 'wx', FILE_MODE) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** The ending survives a name that has to be cut. */
function safePath(relativePath: string) {
  const parts = relativePath.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const name = parts.pop() ?? '';
  const ending = /^.[a-z0-9]{1,16}$/i.test(extname(name)) ? extname(name) : '';
  return {
    folders: parts.map(safeFileName),
    stem: safeFileName(name.slice(0, name.length - ending.length)),
    ending,
  };
}

/** Removes files that came before this time, epoch milliseconds, and folders that were empty since. */
export async function sweepInbox(folder: string, before: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const stats = await lstat(path).catch(() => null);
    if (stats === null) continue;
    if (entry.isDirectory()) await sweepInbox(path, before);
    if (stats.mtimeMs >= before) continue;
    // A folder with something left in it stays.
    await (entry.isDirectory() ? rmdir(path) : rm(path, { force: true })).catch(() => undefined);
  }
}
