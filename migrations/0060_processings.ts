/** The history: one row per output, kept when its job is gone, hence no foreign keys. */
import { type Kysely, type SqlBool, sql } from 'kysely';
import { createTable, fromZero, isOneOf, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'image_processings')
    .addColumn('id', types.id, required)
    .addColumn('job_id', types.id, required)
    .addColumn('item_idx', 'integer', required)
    .addColumn('output_key', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('user_id', types.id)
    .addColumn('device_id', types.id, required)
    .addColumn('created_at', types.time, required)
    .addColumn('preset_id', 'text', required)
    .addColumn('variant', 'text', required)
    .addColumn('source_path', 'text', required)
    .addColumn('source_name', 'text', required)
    .addColumn('source_format', 'text')
    .addColumn('source_bytes', types.int64)
    .addColumn('source_mtime_ms', types.time)
    .addColumn('source_ctime_ms', types.time)
    .addColumn('source_sha256', 'text')
    .addColumn('source_width', 'integer')
    .addColumn('source_height', 'integer')
    .addColumn('output_path', 'text')
    .addColumn('output_format', 'text')
    .addColumn('output_width', 'integer')
    .addColumn('output_height', 'integer')
    .addColumn('output_bytes', types.int64)
    .addColumn('output_mtime_ms', types.time)
    .addColumn('output_sha256', 'text')
    .addColumn('pixels', types.int64, fromZero)
    .addColumn('ms', types.int64, fromZero)
    .addColumn('recipe_hash', 'text', required)
    .addColumn('engine_versions', 'text', required)
    .addColumn('outcome', 'text', required)
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('quality', 'integer')
    .addPrimaryKeyConstraint('image_processings_pk', ['id'])
    .addCheckConstraint(
      'image_processings_outcome_check',
      isOneOf('outcome', ['written', 'kept-original', 'skipped', 'failed']),
    )
    .execute();
  await createIndexes(db);
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  const table = 'image_processings';
  await schema
    .createIndex('image_processings_output_unique')
    .unique()
    .on(table)
    .columns(['job_id', 'item_idx', 'output_key'])
    .execute();
  await schema
    .createIndex('image_processings_created_idx')
    .on(table)
    .columns(['created_at desc', 'id desc'])
    .execute();
  await schema
    .createIndex('image_processings_preset_idx')
    .on(table)
    .columns(['preset_id', 'created_at'])
    .execute();
  // Answers "was this source already made with this recipe".
  await schema
    .createIndex('image_processings_if_changed_idx')
    .on(table)
    .columns(['source_path', 'preset_id', 'variant', 'recipe_hash'])
    .execute();
  // Answers "is the file that is in the way one of ours".
  await schema.createIndex('image_processings_output_path_idx').on(table).column('output_path').execute();
  await schema
    .createIndex('image_processings_failed_idx')
    .on(table)
    .columns(['created_at desc', 'id desc'])
    .where(sql<SqlBool>`outcome = 'failed'`)
    .execute();
}
