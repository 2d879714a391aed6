/** The audit log: rows that can only be added, their tree, its signed notes, and the erasable details. */
import { type Kysely, sql } from 'kysely';
import { createTable, isAtLeast, isOneOf, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  await createLogs(db, ctx);
  await (ctx.dialect === 'sqlite' ? forbidChangesOnSqlite(db) : forbidChangesOnPostgres(db));
  await createDetails(db, ctx);
  await createTree(db, ctx);
}

async function createLogs(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'audit_logs')
    .addColumn('log_id', types.id, required)
    .addColumn('seq', types.int64, required)
    .addColumn('ts', types.time, required)
    .addColumn('actor_ref', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('category', 'text', required)
    .addColumn('action', 'text', required)
    .addColumn('outcome', 'text', required)
    .addColumn('resource', 'text', required)
    .addColumn('request_id', 'text', required)
    .addColumn('surface', 'text', required)
    // The exact bytes that were hashed; never written again from the columns beside it.
    .addColumn('body', types.bytes, required)
    .addColumn('leaf', types.bytes, required)
    .addColumn('prev', types.bytes, required)
    .addPrimaryKeyConstraint('audit_logs_pk', ['log_id', 'seq'])
    .addCheckConstraint('audit_logs_seq_check', isAtLeast('seq', 1))
    .addCheckConstraint(
      'audit_logs_category_check',
      isOneOf('category', ['authentication', 'system', 'processing', 'security']),
    )
    .addCheckConstraint('audit_logs_outcome_check', isOneOf('outcome', ['success', 'denied', 'failed']))
    .execute();
  await db.schema
    .createIndex('audit_logs_ts_idx')
    .on('audit_logs')
    .columns(['ts desc', 'seq desc'])
    .execute();
  await db.schema.createIndex('audit_logs_actor_idx').on('audit_logs').columns(['actor_ref', 'ts']).execute();
}

/** INSERT OR REPLACE fires the delete trigger only under recursive_triggers, which every open sets. */
async function forbidChangesOnSqlite(db: Kysely<unknown>): Promise<void> {
  for (const event of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`audit_logs_no_${event}`)} before ${sql.raw(event)} on audit_logs
      begin select raise(abort, 'audit_logs is append-only'); end`.execute(db);
  }
}

async function forbidChangesOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function audit_logs_append_only() returns trigger language plpgsql as $$
    begin raise exception 'audit_logs is append-only'; end $$`.execute(db);
  for (const event of ['update', 'delete', 'truncate']) {
    await sql`create trigger ${sql.id(`audit_logs_no_${event}`)} before ${sql.raw(event)} on audit_logs
      for each statement execute function audit_logs_append_only()`.execute(db);
  }
}

/** No foreign key: a detail is erased on its own, and a log row never waits for one. */
async function createDetails(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'audit_details')
    .addColumn('id', types.id, required)
    .addColumn('log_id', types.id, required)
    .addColumn('seq', types.int64, required)
    .addColumn('subject', 'text')
    .addColumn('detail', types.json, required)
    .addColumn('salt', types.bytes, required)
    .addPrimaryKeyConstraint('audit_details_pk', ['id'])
    .execute();
  await db.schema
    .createIndex('audit_details_entry_idx')
    .on('audit_details')
    .columns(['log_id', 'seq'])
    .execute();
  await db.schema.createIndex('audit_details_subject_idx').on('audit_details').column('subject').execute();
}

async function createTree(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'audit_head')
    .addColumn('log_id', types.id, required)
    .addColumn('size', types.int64, required)
    // The roots of the full subtrees, 32 bytes each, largest first.
    .addColumn('frontier', types.bytes, required)
    .addColumn('last_prev', types.bytes, required)
    .addPrimaryKeyConstraint('audit_head_pk', ['log_id'])
    .addCheckConstraint('audit_head_size_check', isAtLeast('size', 0))
    .execute();
  await createTable(db, ctx, 'audit_checkpoints')
    .addColumn('log_id', types.id, required)
    .addColumn('size', types.int64, required)
    .addColumn('root', types.bytes, required)
    .addColumn('note', 'text', required)
    .addColumn('cosignature', 'text')
    .addColumn('created_at', types.time, required)
    .addPrimaryKeyConstraint('audit_checkpoints_pk', ['log_id', 'size'])
    .execute();
}
