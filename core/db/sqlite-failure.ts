/** Failures of the database driver as sentences a person can act on. */
import { EaselError } from '../../shared/errors.ts';

/** By SQLite result code; extended codes fall back to the part they extend. */
const REASONS: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: '{path} is not a database',
  SQLITE_CORRUPT: '{path} is damaged',
  SQLITE_FULL: 'the disk that holds {path} is full',
  SQLITE_READONLY: '{path} or its folder cannot be written to',
  SQLITE_CANTOPEN: '{path} cannot be opened, or its folder cannot be written to',
  SQLITE_BUSY: '{path} is in use by another process',
  SQLITE_LOCKED: '{path} is in use',
  SQLITE_IOERR: 'reading or writing {path} failed',
  SQLITE_PERM: 'access to {path} is denied',
  SQLITE_NOMEM: 'there is not enough memory',
  ENOENT: 'there is no file {path}',
  ENOTDIR: 'a part of {path} is a file, not a folder',
  EEXIST: 'a part of {path} is a file, not a folder',
  EISDIR: '{path} is a folder',
  EACCES: 'access to {path} is denied',
  EPERM: 'access to {path} is denied',
  EROFS: '{path} is on a read-only drive',
  ENOSPC: 'the disk that holds {path} is full',
};

/** DATABASE_UNAVAILABLE for what the driver or the file system reports; anything else is returned as it is. */
export function sqliteFailure(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const primary = error.code.split('_').slice(0, 2).join('_');
  const reason = REASONS[error.code] ?? REASONS[primary];
  if (reason === undefined) return error;
  const sentence = `${reason.replace('{path}', () => path)} (${error.code})`;
  return new EaselError('DATABASE_UNAVAILABLE', { reason: sentence, path }, { cause: error });
}
