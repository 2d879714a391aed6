/** What a migration is, and what it may know about the database it runs on. */
import type { ColumnDataType, Kysely } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

/** Column types by meaning, so that the same file makes the same table on both databases. */
export interface ColumnTypes {
  /** UUIDv7, or another opaque name. */
  readonly id: ColumnDataType;
  /** Counts and sizes that may pass 2^31; never past 2^53. */
  readonly int64: ColumnDataType;
  /** Epoch milliseconds, UTC. */
  readonly time: ColumnDataType;
  /** 0 or 1. */
  readonly bool: ColumnDataType;
  /** JSON as text: stored bytes stay as written. */
  readonly json: ColumnDataType;
  readonly bytes: ColumnDataType;
}

export interface MigrationContext {
  readonly dialect: Dialect;
  readonly types: ColumnTypes;
}

export interface Migration {
  /** File name without its ending, such as `0010_device`. */
  readonly name: string;
  readonly up: (db: Kysely<unknown>, ctx: MigrationContext) => Promise<void>;
}

export function migrationContext(dialect: Dialect): MigrationContext {
  const int64 = dialect === 'sqlite' ? 'integer' : 'bigint';
  const bytes = dialect === 'sqlite' ? 'blob' : 'bytea';
  return { dialect, types: { id: 'text', int64, time: int64, bool: 'integer', json: 'text', bytes } };
}
