/** Writes the temporary file of an output: exclusively, completely and down to the disk, or not at all. */
import { hash } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileFacts } from '../../shared/engine.ts';
import { EaselError } from '../../shared/errors.ts';

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
    throw writeError(error, path);
  }
}

export async function removeTempFile(path: string): Promise<void> {
  // The failure that led here is the one to report, not that cleaning up failed as well.
  await unlink(path).catch(() => undefined);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the drive is read-only',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'part of the path is a file',
  EFBIG: 'the file is too large for this drive',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the drive reported an error',
};

/** A failed file operation as an entry of the catalogue; anything else comes back as it is. */
export function writeError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null || error instanceof EaselError) return error;
  const folder = dirname(path);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new EaselError('OUTPUT_DISK_FULL', { folder });
  if (code === 'EEXIST') return new EaselError('OUTPUT_EXISTS', { path });
  return new EaselError('OUTPUT_NOT_WRITABLE', { folder, reason: REASONS[code] ?? code }, { cause: error });
}
