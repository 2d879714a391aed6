/** A verified copy of a SQLite database, taken while others read it. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { EaselError } from '../../shared/errors.ts';
import { BACKUPS_FOLDER } from './data-dir.ts';

export interface BackupOptions {
  readonly path: string;
  /** Epoch ms; becomes part of the name. */
  readonly now: number;
  /** The newest migration in the database, such as `0140_leases`. */
  readonly from: string;
}

/** Returns the path of the copy, in the backups folder beside the database. Leaves no half copy behind. */
export async function backupSqlite({ path, now, from }: BackupOptions): Promise<string> {
  const folder = join(dirname(path), BACKUPS_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = freeName(folder, now, from);
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  try {
    // A connection of its own: it sees what is committed, whatever the caller has open.
    const source = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
    try {
      await source.backup(partial);
    } finally {
      source.close();
    }
    verify(partial);
    flush(partial);
    renameSync(partial, target);
    return target;
  } catch (error) {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${partial}${ending}`, { force: true });
    throw error;
  }
}

/** `easel-20260102T030405678Z-v0140.db`: sorts by time, says which schema it holds. */
function freeName(folder: string, now: number, from: string): string {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '');
  const version = from.slice(0, 4);
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? `easel-${time}-v${version}.db` : `easel-${time}-v${version}-${copy}.db`;
    if (!existsSync(join(folder, name))) return join(folder, name);
  }
}

/** The copy is the one thing left if the migration goes wrong in a way nobody foresaw. */
function verify(path: string): void {
  const copy = new BetterSqlite3(path);
  try {
    // One file that needs no companions to be read, also from a read-only folder.
    copy.pragma('journal_mode = delete');
    const found = copy.pragma('quick_check(1)', { simple: true });
    if (found === 'ok') return;
    throw new EaselError('DATABASE_UNAVAILABLE', {
      reason: `it is damaged, so it was not upgraded: ${found}`,
    });
  } finally {
    copy.close();
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
