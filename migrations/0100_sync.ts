/** The outbox: events in gapless streams, kept until the server has acknowledged them. */
import type { Kysely } from 'kysely';
import { createTable, fromZero, isAtLeast, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'sync_streams')
    .addColumn('stream_id', types.id, required)
    .addColumn('device_id', types.id, required)
    .addColumn('tenant_id', types.id, required)
    .addColumn('epoch', 'integer', required)
    .addColumn('next_seq', types.int64, required)
    .addColumn('acked_seq', types.int64, fromZero)
    .addColumn('last_success_at', types.time)
    .addColumn('last_error', 'text')
    .addColumn('state', 'text', required)
    .addPrimaryKeyConstraint('sync_streams_pk', ['stream_id'])
    .addCheckConstraint('sync_streams_next_seq_check', isAtLeast('next_seq', 1))
    .execute();
  await db.schema
    .createIndex('sync_streams_identity_unique')
    .unique()
    .on('sync_streams')
    .columns(['device_id', 'tenant_id', 'epoch'])
    .execute();

  await createTable(db, ctx, 'sync_events')
    .addColumn('stream_id', types.id, required)
    .addColumn('seq', types.int64, required)
    .addColumn('event_id', types.id, required)
    .addColumn('kind', 'text', required)
    .addColumn('schema_version', 'integer', required)
    .addColumn('body', types.bytes, required)
    .addColumn('leaf', types.bytes, required)
    .addColumn('occurred_at', types.time, required)
    .addPrimaryKeyConstraint('sync_events_pk', ['stream_id', 'seq'])
    .addForeignKeyConstraint('sync_events_stream_fk', ['stream_id'], 'sync_streams', ['stream_id'])
    .addCheckConstraint('sync_events_seq_check', isAtLeast('seq', 1))
    .execute();
  await db.schema
    .createIndex('sync_events_event_unique')
    .unique()
    .on('sync_events')
    .column('event_id')
    .execute();
}
