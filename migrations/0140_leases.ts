/** Server: parts of an hourly limit lent to a device so that it can work offline. */
import type { Kysely } from 'kysely';
import { createTable, fromZero, isAtLeast, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'quota_leases')
    .addColumn('id', types.id, required)
    .addColumn('subject', 'text', required)
    .addColumn('device_id', types.id, required)
    .addColumn('action', 'text', required)
    .addColumn('window_start', types.time, required)
    .addColumn('granted', 'integer', required)
    .addColumn('used', 'integer', fromZero)
    .addColumn('expires_at', types.time, required)
    .addPrimaryKeyConstraint('quota_leases_pk', ['id'])
    .addCheckConstraint('quota_leases_granted_check', isAtLeast('granted', 1))
    .addCheckConstraint('quota_leases_used_check', isAtLeast('used', 0))
    .execute();
  await db.schema
    .createIndex('quota_leases_window_idx')
    .on('quota_leases')
    .columns(['subject', 'action', 'window_start'])
    .execute();
}
