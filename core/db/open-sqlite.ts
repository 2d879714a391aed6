/** Opens a SQLite file so that what was acknowledged survives a crash, and checks that it is so. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { EaselError } from '../../shared/errors.ts';
import type { Database } from './database.types.ts';
import type { SqliteHandle } from './handle.ts';
import { ImmediateSqliteDialect } from './sqlite-dialect.ts';
import { sqliteFailure } from './sqlite-failure.ts';

export interface OpenSqliteOptions {
  readonly path: string;
  readonly platform: NodeJS.Platform;
  /** The file must exist then, and nothing in it can change. */
  readonly readonly?: boolean;
}

/** Versions before this one can corrupt a database when a WAL is reset while it is read. */
const OLDEST_SQLITE = [3, 51, 3] as const;

export const BUSY_TIMEOUT_MS = 5000;

type Pragmas = readonly (readonly [name: string, value: number | string])[];

/** FULL: the drive has the commit before we say so. recursive_triggers: REPLACE must not pass by triggers. */
const WRITER_PRAGMAS: Pragmas = [
  ['busy_timeout', BUSY_TIMEOUT_MS],
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['recursive_triggers', 1],
  ['trusted_schema', 0],
  ['secure_delete', 1],
  ['cell_size_check', 1],
];

/** On macOS a plain fsync leaves data in the cache of the drive. */
const MACOS_PRAGMAS: Pragmas = [
  ['fullfsync', 1],
  ['checkpoint_fullfsync', 1],
];

const READER_PRAGMAS: Pragmas = [
  ['busy_timeout', BUSY_TIMEOUT_MS],
  ['query_only', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
];

export function openSqlite(options: OpenSqliteOptions): SqliteHandle {
  const raw = openRawSqlite(options);
  const db = new Kysely<Database>({ dialect: new ImmediateSqliteDialect(raw) });
  return {
    dialect: 'sqlite',
    db,
    raw,
    path: options.path,
    close: async () => {
      await db.destroy();
      // Kysely closes only what it has used.
      raw.close();
    },
  };
}

/** The connection without Kysely, for workers and tools that speak SQL themselves. */
export function openRawSqlite(options: OpenSqliteOptions): BetterSqlite3.Database {
  const { path, platform, readonly = false } = options;
  let raw: BetterSqlite3.Database | undefined;
  try {
    if (!readonly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    raw = new BetterSqlite3(path, { readonly, fileMustExist: readonly });
    // SQLite opens a file it may only read without a word, and fails at the first write.
    if (!readonly) accessSync(path, constants.W_OK);
    assertVersion(raw);
    if (readonly) assertPragmas(raw, READER_PRAGMAS);
    else assertPragmas(raw, platform === 'darwin' ? [...WRITER_PRAGMAS, ...MACOS_PRAGMAS] : WRITER_PRAGMAS);
    // The first read: only now does SQLite look at what the file is.
    raw.pragma('schema_version');
    return raw;
  } catch (error) {
    raw?.close();
    throw sqliteFailure(error, path);
  }
}

function assertVersion(raw: BetterSqlite3.Database): void {
  const found = String(raw.prepare('select sqlite_version()').pluck().get());
  const parts = found.split('.').map(Number);
  for (const [index, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part > oldest) return;
    if (part < oldest) throw unavailable(`SQLite ${found} is older than ${OLDEST_SQLITE.join('.')}`);
  }
}

/** Some pragmas do nothing, without an error, when they cannot: each is read back. */
function assertPragmas(raw: BetterSqlite3.Database, pragmas: Pragmas): void {
  for (const [name, wanted] of pragmas) {
    raw.pragma(`${name} = ${wanted}`);
    const found = raw.pragma(name, { simple: true });
    if (found !== wanted) throw unavailable(`SQLite keeps ${name} at ${String(found)} instead of ${wanted}`);
  }
}

function unavailable(reason: string): EaselError {
  return new EaselError('DATABASE_UNAVAILABLE', { reason });
}
