/** Texts written for a picture: what was asked, what came back, what it cost. */
import type { Kysely } from 'kysely';
import { createTable, fromZero, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'copy_generations')
    .addColumn('id', types.id, required)
    .addColumn('subject', 'text', required)
    .addColumn('user_id', types.id)
    .addColumn('device_id', types.id, required)
    .addColumn('created_at', types.time, required)
    .addColumn('source_name', 'text', required)
    .addColumn('source_sha256', 'text', required)
    .addColumn('provider', 'text', required)
    .addColumn('model', 'text', required)
    .addColumn('platform', 'text', required)
    .addColumn('tone', 'text', required)
    .addColumn('language', 'text', required)
    .addColumn('request', types.json, required)
    .addColumn('result', types.json)
    .addColumn('tokens_in', 'integer', fromZero)
    .addColumn('tokens_out', 'integer', fromZero)
    // Millionths of a US dollar.
    .addColumn('cost_micro', types.int64, fromZero)
    .addColumn('ms', types.int64, fromZero)
    .addColumn('outcome', 'text', required)
    .addColumn('error_code', 'text')
    .addPrimaryKeyConstraint('copy_generations_pk', ['id'])
    .execute();
  await db.schema
    .createIndex('copy_generations_created_idx')
    .on('copy_generations')
    .columns(['created_at desc', 'id desc'])
    .execute();
}
