/** The migration runner on SQLite: backup, one immediate transaction, foreign keys checked before commit. */
import type BetterSqlite3 from 'better-sqlite3';
import { type Migration, migrationContext } from '../../migrations/migration.ts';
import { EaselError } from '../../shared/errors.ts';
import { backupSqlite } from './backup-sqlite.ts';
import { type SqliteHandle, untyped } from './handle.ts';
import type { MigrateOptions, MigrateResult } from './migrate.ts';
import { type AppliedMigration, planMigrations, RECORD_TABLE } from './migration-plan.ts';
import { BUSY_TIMEOUT_MS } from './open-sqlite.ts';
import { sqliteFailure } from './sqlite-failure.ts';

/** Another process may be taking its backup and migrating: worth a longer wait than any other lock. */
const MIGRATION_WAIT_MS = 60_000;

export async function migrateSqlite(
  handle: SqliteHandle,
  options: Required<MigrateOptions>,
): Promise<MigrateResult> {
  const { raw, path } = handle;
  try {
    if (planMigrations(readApplied(raw, path), options.migrations).length === 0) {
      return { applied: [], backup: null };
    }
    // Inside a transaction this pragma does nothing, and with it on a rebuilt table loses its children.
    raw.pragma('foreign_keys = off');
    raw.pragma(`busy_timeout = ${MIGRATION_WAIT_MS}`);
    raw.exec('begin immediate');
    raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    const result = await migrateLocked(handle, options);
    raw.exec('commit');
    return result;
  } catch (error) {
    if (raw.inTransaction) raw.exec('rollback');
    throw sqliteFailure(error, path);
  } finally {
    raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    raw.pragma('foreign_keys = on');
  }
}

async function migrateLocked(
  handle: SqliteHandle,
  { migrations, now, appVersion }: Required<MigrateOptions>,
): Promise<MigrateResult> {
  const { raw, db, path } = handle;
  // Read again: whoever held the lock before us may have done the work.
  const applied = readApplied(raw, path);
  const pending = planMigrations(applied, migrations);
  if (pending.length === 0) return { applied: [], backup: null };
  const from = applied.at(-1)?.name;
  const backup = from === undefined ? null : await backupSqlite({ path, now: now(), from });

  raw.exec(`create table if not exists ${RECORD_TABLE} (
    name text not null constraint ${RECORD_TABLE}_pk primary key,
    app_version text not null,
    applied_at integer not null
  ) strict`);
  const record = raw.prepare(`insert into ${RECORD_TABLE} (name, app_version, applied_at) values (?, ?, ?)`);
  const ctx = migrationContext('sqlite');
  for (const migration of pending) {
    await migration.up(untyped(db), ctx);
    if (!raw.inTransaction) throw new Error(`${migration.name} ended the transaction it ran in`);
    record.run(migration.name, appVersion, now());
  }
  assertForeignKeys(raw, pending);
  return { applied: pending.map((migration) => migration.name), backup };
}

/** Empty for a new file; refuses a file whose tables are somebody else's. */
export function readApplied(raw: BetterSqlite3.Database, path: string): readonly AppliedMigration[] {
  const tables = raw
    .prepare<[], string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all();
  if (tables.length === 0) return [];
  if (!tables.includes(RECORD_TABLE)) {
    throw new EaselError('DATABASE_UNAVAILABLE', { reason: `${path} is not a database of Easel`, path });
  }
  return raw.prepare<[], AppliedMigration>(`select * from ${RECORD_TABLE} order by name`).all();
}

function assertForeignKeys(raw: BetterSqlite3.Database, pending: readonly Migration[]): void {
  const broken = raw.prepare('pragma foreign_key_check').all();
  if (broken.length === 0) return;
  const names = pending.map((migration) => migration.name).join(', ');
  throw new Error(`${broken.length} rows point at nothing after ${names}`);
}
