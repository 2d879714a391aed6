/** Server: how far each device's stream has been taken in, and the events that could not be read. */
import type { Kysely } from 'kysely';
import { createTable, fromZero, isAtLeast, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'device_streams')
    .addColumn('tenant_id', types.id, required)
    .addColumn('device_id', types.id, required)
    .addColumn('epoch', 'integer', required)
    .addColumn('acked_seq', types.int64, fromZero)
    .addColumn('size', types.int64, fromZero)
    .addColumn('root', types.bytes)
    // Server clock minus device clock at the last push, ms.
    .addColumn('skew_ms', types.int64, fromZero)
    .addColumn('created_at', types.time, required)
    .addColumn('updated_at', types.time, required)
    .addColumn('revoked_at', types.time)
    .addPrimaryKeyConstraint('device_streams_pk', ['tenant_id', 'device_id', 'epoch'])
    .addCheckConstraint('device_streams_acked_seq_check', isAtLeast('acked_seq', 0))
    .execute();
  await createTable(db, ctx, 'quarantine_events')
    .addColumn('id', types.id, required)
    .addColumn('tenant_id', types.id, required)
    .addColumn('device_id', types.id, required)
    .addColumn('epoch', 'integer', required)
    .addColumn('seq', types.int64, required)
    .addColumn('event_id', types.id)
    .addColumn('kind', 'text')
    .addColumn('body', types.bytes, required)
    .addColumn('reason', 'text', required)
    .addColumn('received_at', types.time, required)
    .addColumn('resolved_at', types.time)
    .addPrimaryKeyConstraint('quarantine_events_pk', ['id'])
    .execute();
  await db.schema
    .createIndex('quarantine_events_place_unique')
    .unique()
    .on('quarantine_events')
    .columns(['tenant_id', 'device_id', 'epoch', 'seq'])
    .execute();
}
