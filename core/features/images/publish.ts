/** Moves a finished temporary file to its final name, without ever replacing something it must not. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderError } from '../../files/folder-error.ts';
import { lstatOrNull } from './output-folder.ts';

export type PublishResult = 'published' | 'taken';

/**
 * `replace: false` never overwrites: a hard link fails when the name exists, whoever made it and whenever.
 * Throws OUTPUT_* errors; the temporary file then is still there.
 */
export async function publish(
  tempPath: string,
  finalPath: string,
  { replace }: { replace: boolean },
): Promise<PublishResult> {
  try {
    if (replace) {
      await whenFree(() => rename(tempPath, finalPath));
      return 'published';
    }
    await link(tempPath, finalPath);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && !replace) return 'taken';
    if (!replace && code !== undefined && NO_HARD_LINKS.has(code))
      return publishWithoutLinks(tempPath, finalPath);
    throw folderError(dirname(finalPath), error as NodeJS.ErrnoException);
  }
  await whenFree(() => unlink(tempPath));
  return 'published';
}

/** On Windows a virus scanner or a viewer holds new files for moments. */
async function whenFree(step: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await step();
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (process.platform !== 'win32' || tries === 10 || !['EPERM', 'EBUSY', 'EACCES'].includes(code))
        throw error;
      await sleep(50 * tries);
    }
  }
}

/** What file systems without hard links (FAT, exFAT, some network drives) answer. */
const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EXDEV']);

/** A look before the rename is the best such a file system allows. */
async function publishWithoutLinks(tempPath: string, finalPath: string): Promise<PublishResult> {
  if ((await lstatOrNull(finalPath)) !== null) return 'taken';
  try {
    await rename(tempPath, finalPath);
    return 'published';
  } catch (error) {
    throw folderError(dirname(finalPath), error as NodeJS.ErrnoException);
  }
}

/** Hex SHA-256 of a file's content, or null when there is no file of this name that can be read. */
export async function hashFile(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return null;
  }
  return hash.digest('hex');
}
