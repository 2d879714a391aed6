/** An open database, whichever of the two it is. */
import type BetterSqlite3 from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Database } from './database.types.ts';

export interface SqliteHandle {
  readonly dialect: 'sqlite';
  readonly db: Kysely<Database>;
  /** The same connection without Kysely: for statements compiled once, pragmas and backups. */
  readonly raw: BetterSqlite3.Database;
  readonly path: string;
  readonly close: () => Promise<void>;
}

export interface PostgresHandle {
  readonly dialect: 'postgres';
  readonly db: Kysely<Database>;
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

export type DatabaseHandle = SqliteHandle | PostgresHandle;

/** For migrations: the tables of today are not those of the day a migration was written. */
export function untyped(db: Kysely<Database>): Kysely<unknown> {
  return db as Kysely<unknown>;
}
