/** Writes the temporary file of an output: exclusively, completely and down to the disk, or not at all. */
import { hash } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileFacts } from '../../shared/engine.ts';
import { EaselError } from '../../shared/errors.ts';
import { toWriteError } from '../input/decode-error.ts';

/**
 * The facts are of the finished file. Renaming it later changes its ctime on Linux and keeps mtime and size, so
 * those two are what to compare by afterwards.
 */
export async function writeTempFile(path: string, bytes: Buffer): Promise<FileFacts> {
  let created = false;
  try {
    const file = await open(path, 'wx');
    created = true;
    try {
      await file.writeFile(bytes);
      await file.sync();
      const stats = await file.stat();
      return {
        bytes: stats.size,
        mtimeMs: Math.floor(stats.mtimeMs),
        ctimeMs: Math.floor(stats.ctimeMs),
        sha256: hash('sha256', bytes),
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    // A file that was there before is not ours to remove.
    if (created) await removeTempFile(path);
    if (!created && isExisting(error)) throw new EaselError('OUTPUT_EXISTS', { path }, { cause: error });
    throw toWriteError(error, dirname(path));
  }
}

export async function removeTempFile(path: string): Promise<void> {
  // The failure that led here is the one to report, not that cleaning up failed as well.
  await unlink(path).catch(() => undefined);
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
