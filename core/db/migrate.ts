/** Brings a database to the schema of this Easel: all that is missing in one transaction, or nothing. */
import { MIGRATIONS } from '../../migrations/index.ts';
import type { Migration } from '../../migrations/migration.ts';
import type { DatabaseHandle } from './handle.ts';
import { migrateSqlite } from './migrate-sqlite.ts';

export interface MigrateOptions {
  /** Epoch ms. */
  readonly now: () => number;
  /** Kept beside each migration, so that an older Easel can say which version is needed. */
  readonly appVersion: string;
  readonly migrations?: readonly Migration[];
}

export interface MigrateResult {
  readonly applied: readonly string[];
  /** The copy made before an existing SQLite database was changed. */
  readonly backup: string | null;
}

/** The caller must not use the handle until this is done: on SQLite it is the same connection. */
export async function migrateDatabase(
  handle: DatabaseHandle,
  options: MigrateOptions,
): Promise<MigrateResult> {
  const run = { ...options, migrations: options.migrations ?? MIGRATIONS };
  if (handle.dialect === 'sqlite') return migrateSqlite(handle, run);
  const { migratePostgres } = await import('./migrate-postgres.ts');
  return migratePostgres(handle, run);
}
