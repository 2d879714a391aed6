/** What was used, and the one-minute buckets that hourly limits are counted in. */
import type { Kysely } from 'kysely';
import { createTable, fromZero, isAtLeast, isBool, isOneOf, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'usage_records')
    .addColumn('id', types.id, required)
    .addColumn('subject', 'text', required)
    .addColumn('user_id', types.id)
    .addColumn('device_id', types.id, required)
    .addColumn('action', 'text', required)
    .addColumn('units', 'integer', required)
    // Millionths of a US dollar.
    .addColumn('cost_micro', types.int64, fromZero)
    .addColumn('job_id', types.id)
    .addColumn('request_id', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('overage', types.bool, fromZero)
    .addColumn('created_at', types.time, required)
    .addPrimaryKeyConstraint('usage_records_pk', ['id'])
    .addCheckConstraint(
      'usage_records_action_check',
      isOneOf('action', ['IMAGE_PROCESS', 'COPY_GENERATE', 'API_CALL']),
    )
    .addCheckConstraint('usage_records_state_check', isOneOf('state', ['reserved', 'committed', 'released']))
    .addCheckConstraint('usage_records_units_check', isAtLeast('units', 0))
    .addCheckConstraint('usage_records_overage_check', isBool('overage'))
    .execute();
  // A retried request is charged once.
  await db.schema
    .createIndex('usage_records_request_unique')
    .unique()
    .on('usage_records')
    .columns(['subject', 'action', 'request_id'])
    .execute();
  await db.schema
    .createIndex('usage_records_created_idx')
    .on('usage_records')
    .columns(['created_at desc', 'id desc'])
    .execute();
  await db.schema.createIndex('usage_records_job_idx').on('usage_records').column('job_id').execute();

  await createTable(db, ctx, 'rate_buckets', { withoutRowid: true })
    .addColumn('subject', 'text', required)
    .addColumn('action', 'text', required)
    // Minutes since the epoch.
    .addColumn('minute', 'integer', required)
    .addColumn('used', 'integer', fromZero)
    .addPrimaryKeyConstraint('rate_buckets_pk', ['subject', 'action', 'minute'])
    .addCheckConstraint('rate_buckets_used_check', isAtLeast('used', 0))
    .execute();
}
