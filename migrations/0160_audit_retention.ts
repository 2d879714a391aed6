/**
 * How rows may leave the audit log: behind a signed prune that stays for ever, and never under a legal hold.
 * Checkpoints get the tree they were made from, so that the next one can be checked against it.
 */
import { type Kysely, sql } from 'kysely';
import { createTable, isAtLeast, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  await replaceCheckpoints(db, ctx);
  await createPrunes(db, ctx);
  await createHolds(db, ctx);
  await createSearchIndexes(db);
  for (const statement of ctx.dialect === 'sqlite' ? SQLITE : POSTGRES) await sql.raw(statement).execute(db);
}

/** Nothing before this migration wrote checkpoints, so there are none to carry over. */
async function replaceCheckpoints(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await db.schema.dropTable('audit_checkpoints').execute();
  await createTable(db, ctx, 'audit_checkpoints')
    .addColumn('log_id', types.id, required)
    .addColumn('size', types.int64, required)
    .addColumn('root', types.bytes, required)
    // The roots of the full subtrees, as in audit_head; together they give `root`.
    .addColumn('frontier', types.bytes, required)
    .addColumn('note', 'text', required)
    .addColumn('cosignature', 'text')
    .addColumn('created_at', types.time, required)
    .addPrimaryKeyConstraint('audit_checkpoints_pk', ['log_id', 'size'])
    .addCheckConstraint('audit_checkpoints_size_check', isAtLeast('size', 0))
    .execute();
}

async function createPrunes(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'audit_prunes')
    .addColumn('log_id', types.id, required)
    // Rows 1 to this one are gone.
    .addColumn('size', types.int64, required)
    .addColumn('frontier', types.bytes, required)
    .addColumn('last_prev', types.bytes, required)
    .addColumn('note', 'text', required)
    .addColumn('created_at', types.time, required)
    .addPrimaryKeyConstraint('audit_prunes_pk', ['log_id', 'size'])
    .addCheckConstraint('audit_prunes_size_check', isAtLeast('size', 1))
    .execute();
}

async function createHolds(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'audit_holds')
    .addColumn('id', types.id, required)
    .addColumn('log_id', types.id, required)
    // Whose details must stay; null: everybody's.
    .addColumn('subject', 'text')
    .addColumn('reason', 'text', required)
    .addColumn('created_at', types.time, required)
    .addColumn('released_at', types.time)
    .addPrimaryKeyConstraint('audit_holds_pk', ['id'])
    .execute();
}

/** Pages go by sequence number, so every index ends with it; most events succeed, and nobody looks for these alone. */
async function createSearchIndexes(db: Kysely<unknown>): Promise<void> {
  for (const name of ['actor', 'ts']) await db.schema.dropIndex(`audit_logs_${name}_idx`).execute();
  for (const [name, columns] of [
    ['ts', ['log_id', 'ts', 'seq']],
    ['actor', ['actor_ref', 'seq']],
    ['category', ['category', 'seq']],
    ['action', ['action', 'seq']],
    ['resource', ['resource', 'seq']],
  ] as const) {
    await db.schema
      .createIndex(`audit_logs_${name}_idx`)
      .on('audit_logs')
      .columns([...columns])
      .execute();
  }
  await db.schema
    .createIndex('audit_logs_outcome_idx')
    .on('audit_logs')
    .columns(['outcome', 'seq'])
    .where(sql.ref('outcome'), '<>', sql.lit('success'))
    .execute();
}

/**
 * A row may be deleted when a prune that covers it is on record, and only then. No switch to open and to forget:
 * the permission is the record itself, which no statement can change or remove.
 */
const SQLITE: readonly string[] = [
  'drop trigger audit_logs_no_delete',
  `create trigger audit_logs_no_delete before delete on audit_logs
    when not exists (select 1 from audit_prunes where log_id = old.log_id and size >= old.seq)
    begin select raise(abort, 'audit_logs is append-only'); end`,

  `create trigger audit_checkpoints_no_update
    before update of log_id, size, root, frontier, note, created_at on audit_checkpoints
    begin select raise(abort, 'audit_checkpoints is append-only'); end`,
  `create trigger audit_holds_no_update
    before update of id, log_id, subject, reason, created_at on audit_holds
    begin select raise(abort, 'audit_holds is append-only'); end`,
  `create trigger audit_prunes_no_update before update on audit_prunes
    begin select raise(abort, 'audit_prunes is append-only'); end`,
  ...['audit_checkpoints', 'audit_prunes', 'audit_holds'].map(
    (table) => `create trigger ${table}_no_delete before delete on ${table}
      begin select raise(abort, '${table} is append-only'); end`,
  ),

  `create trigger audit_prunes_not_on_hold before insert on audit_prunes
    when exists (select 1 from audit_holds where log_id = new.log_id and released_at is null)
    begin select raise(abort, 'a legal hold keeps the audit log'); end`,
  `create trigger audit_details_not_on_hold before delete on audit_details
    when exists (select 1 from audit_holds where log_id = old.log_id and released_at is null
      and (subject is null or subject = old.subject))
    begin select raise(abort, 'a legal hold keeps the audit log'); end`,
];

const POSTGRES: readonly string[] = [
  `create function audit_append_only() returns trigger language plpgsql as $$
    begin raise exception '% is append-only', tg_table_name; end $$`,
  'drop trigger audit_logs_no_delete on audit_logs',
  // Looks at all deleted rows at once: a prune removes many, and a check per row would take as long as the rest.
  `create function audit_logs_only_pruned() returns trigger language plpgsql as $$
    begin
      if exists (select 1 from gone where gone.seq > coalesce(
        (select max(size) from audit_prunes where audit_prunes.log_id = gone.log_id), 0))
      then raise exception 'audit_logs is append-only'; end if;
      return null;
    end $$`,
  `create trigger audit_logs_no_delete after delete on audit_logs referencing old table as gone
    for each statement execute function audit_logs_only_pruned()`,

  `create trigger audit_checkpoints_no_update
    before update of log_id, size, root, frontier, note, created_at on audit_checkpoints
    for each statement execute function audit_append_only()`,
  `create trigger audit_holds_no_update
    before update of id, log_id, subject, reason, created_at on audit_holds
    for each statement execute function audit_append_only()`,
  `create trigger audit_prunes_no_update before update on audit_prunes
    for each statement execute function audit_append_only()`,
  ...['audit_checkpoints', 'audit_prunes', 'audit_holds'].flatMap((table) =>
    ['delete', 'truncate'].map(
      (event) => `create trigger ${table}_no_${event} before ${event} on ${table}
        for each statement execute function audit_append_only()`,
    ),
  ),

  `create function audit_not_on_hold() returns trigger language plpgsql as $$
    begin
      if exists (select 1 from audit_holds where log_id = new.log_id and released_at is null)
      then raise exception 'a legal hold keeps the audit log'; end if;
      return new;
    end $$`,
  `create trigger audit_prunes_not_on_hold before insert on audit_prunes
    for each row execute function audit_not_on_hold()`,
  `create function audit_details_not_on_hold() returns trigger language plpgsql as $$
    begin
      if exists (select 1 from gone join audit_holds on audit_holds.log_id = gone.log_id
        and released_at is null and (audit_holds.subject is null or audit_holds.subject = gone.subject))
      then raise exception 'a legal hold keeps the audit log'; end if;
      return null;
    end $$`,
  `create trigger audit_details_not_on_hold after delete on audit_details referencing old table as gone
    for each statement execute function audit_details_not_on_hold()`,
];
