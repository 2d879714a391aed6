/** The journal of a batch: what was asked, and how far each source file has come. */
import { type Kysely, type SqlBool, sql } from 'kysely';
import { createTable, fromZero, isAtLeast, isBool, isOneOf, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

const JOB_STATUSES = ['running', 'paused', 'waiting', 'done', 'cancelled', 'interrupted'];
const ITEM_STATUSES = [
  'pending',
  'claimed',
  'ready',
  'written',
  'kept-original',
  'skipped',
  'failed',
  'waiting',
];

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  await createJobs(db, ctx);
  await createJobItems(db, ctx);
}

async function createJobs(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'jobs')
    .addColumn('id', types.id, required)
    .addColumn('subject', 'text', required)
    .addColumn('user_id', types.id)
    .addColumn('device_id', types.id, required)
    .addColumn('status', 'text', required)
    .addColumn('created_at', types.time, required)
    .addColumn('started_at', types.time, required)
    .addColumn('finished_at', types.time)
    .addColumn('request', types.json, required)
    .addColumn('total', 'integer', required)
    // Who runs it, so that another process does not take it while its owner lives.
    .addColumn('owner_pid', 'integer')
    .addColumn('owner_boot', 'text')
    .addColumn('heartbeat_at', types.time)
    .addColumn('surface', 'text', required)
    .addColumn('counts', types.json)
    .addPrimaryKeyConstraint('jobs_pk', ['id'])
    .addCheckConstraint('jobs_status_check', isOneOf('status', JOB_STATUSES))
    .addCheckConstraint('jobs_total_check', isAtLeast('total', 0))
    .execute();
  await db.schema
    .createIndex('jobs_created_idx')
    .on('jobs')
    .columns(['created_at desc', 'id desc'])
    .execute();
  await db.schema
    .createIndex('jobs_open_idx')
    .on('jobs')
    .column('status')
    .where(sql<SqlBool>`status in ('running', 'paused', 'waiting', 'interrupted')`)
    .execute();
}

async function createJobItems(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'job_items')
    .addColumn('job_id', types.id, required)
    .addColumn('idx', 'integer', required)
    .addColumn('source_path', 'text', required)
    .addColumn('relative_dir', 'text', required)
    // Named by the user, rather than found in a folder.
    .addColumn('explicit', types.bool, required)
    .addColumn('status', 'text', required)
    .addColumn('attempts', 'integer', fromZero)
    .addColumn('plan', types.json)
    .addColumn('outcome', types.json)
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('updated_at', types.time, required)
    .addPrimaryKeyConstraint('job_items_pk', ['job_id', 'idx'])
    .addForeignKeyConstraint('job_items_job_fk', ['job_id'], 'jobs', ['id'], (fk) => fk.onDelete('cascade'))
    .addCheckConstraint('job_items_status_check', isOneOf('status', ITEM_STATUSES))
    .addCheckConstraint('job_items_idx_check', isAtLeast('idx', 0))
    .addCheckConstraint('job_items_explicit_check', isBool('explicit'))
    .execute();
  await db.schema
    .createIndex('job_items_unfinished_idx')
    .on('job_items')
    .columns(['job_id', 'idx'])
    .where(sql<SqlBool>`status in ('pending', 'claimed', 'ready', 'waiting')`)
    .execute();
}
