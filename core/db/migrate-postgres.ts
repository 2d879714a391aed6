/** The migration runner on PostgreSQL: one transaction under an advisory lock, so that one starter works. */
import { type Kysely, sql } from 'kysely';
import { migrationContext } from '../../migrations/migration.ts';
import type { Database } from './database.types.ts';
import { type PostgresHandle, untyped } from './handle.ts';
import type { MigrateOptions, MigrateResult } from './migrate.ts';
import { type AppliedMigration, planMigrations, RECORD_TABLE } from './migration-plan.ts';

/** 'EASL' in ASCII: any number works that no other program on the server uses. */
const ADVISORY_LOCK = 0x4541534c;
/** How long a starter waits for the one that migrates, and the longest one statement may take. */
const MIGRATION_WAIT_MS = 600_000;
/** A migration that cannot get a table lock must give up before it holds up everybody behind it. */
const DDL_LOCK_WAIT_MS = 3000;

export async function migratePostgres(
  handle: PostgresHandle,
  options: Required<MigrateOptions>,
): Promise<MigrateResult> {
  if (planMigrations(await readApplied(handle.db), options.migrations).length === 0) {
    return { applied: [], backup: null };
  }
  return handle.db.transaction().execute(async (trx) => {
    await sql`select set_config('statement_timeout', ${String(MIGRATION_WAIT_MS)}, true),
                     set_config('lock_timeout', ${String(MIGRATION_WAIT_MS)}, true),
                     set_config('idle_in_transaction_session_timeout', '0', true)`.execute(trx);
    await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(trx);
    await sql`select set_config('lock_timeout', ${String(DDL_LOCK_WAIT_MS)}, true)`.execute(trx);
    return migrateLocked(trx, options);
  });
}

async function migrateLocked(
  trx: Kysely<Database>,
  { migrations, now, appVersion }: Required<MigrateOptions>,
): Promise<MigrateResult> {
  // Read again: whoever held the lock before us may have done the work.
  const pending = planMigrations(await readApplied(trx), migrations);
  await sql`create table if not exists ${sql.table(RECORD_TABLE)} (
    name text not null constraint ${sql.id(`${RECORD_TABLE}_pk`)} primary key,
    app_version text not null,
    applied_at bigint not null
  )`.execute(trx);
  const ctx = migrationContext('postgres');
  for (const migration of pending) {
    await migration.up(untyped(trx), ctx);
    await sql`insert into ${sql.table(RECORD_TABLE)} (name, app_version, applied_at)
      values (${migration.name}, ${appVersion}, ${now()})`.execute(trx);
  }
  return { applied: pending.map((migration) => migration.name), backup: null };
}

async function readApplied(db: Kysely<Database>): Promise<readonly AppliedMigration[]> {
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass(${RECORD_TABLE}) is not null as found`.execute(db);
  if (!rows[0]?.found) return [];
  const applied = await sql<AppliedMigration>`
    select name, app_version, applied_at from ${sql.table(RECORD_TABLE)} order by name collate "C"`.execute(
    db,
  );
  return applied.rows;
}
