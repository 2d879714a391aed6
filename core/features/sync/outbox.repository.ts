/** SQL of the outbox: streams and their numbered events. */
import type { Insertable, Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';

/** Rows per statement: 8 columns each. */
const ROWS_PER_INSERT = 500;

/**
 * Takes the next `count` numbers of a stream and returns the first. The update keeps the stream's row locked until
 * the transaction ends, so numbers never commit out of order.
 */
export async function takeNumbers(
  db: Kysely<Database>,
  options: { readonly streamId: string; readonly count: number },
): Promise<number | undefined> {
  const row = await db
    .updateTable('sync_streams')
    .set((eb) => ({ next_seq: eb('next_seq', '+', options.count) }))
    .where('stream_id', '=', options.streamId)
    .returning('next_seq')
    .executeTakeFirst();
  return row && row.next_seq - options.count;
}

export async function insertEvents(
  db: Kysely<Database>,
  events: readonly Insertable<Database['sync_events']>[],
): Promise<void> {
  for (let at = 0; at < events.length; at += ROWS_PER_INSERT) {
    await db
      .insertInto('sync_events')
      .values(events.slice(at, at + ROWS_PER_INSERT))
      .execute();
  }
}

/** Does nothing when the device already has a stream for this tenant and epoch. */
export async function insertStream(
  db: Kysely<Database>,
  stream: Insertable<Database['sync_streams']>,
): Promise<void> {
  await db
    .insertInto('sync_streams')
    .values(stream)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findStream(
  db: Kysely<Database>,
  identity: { readonly deviceId: string; readonly tenantId: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('sync_streams')
    .select('stream_id')
    .where('device_id', '=', identity.deviceId)
    .where('tenant_id', '=', identity.tenantId)
    .orderBy('epoch', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.stream_id;
}

export interface StreamExtent {
  readonly stream_id: string;
  readonly next_seq: number;
  readonly events: number;
  readonly first_seq: number | null;
  readonly last_seq: number | null;
}

export async function readExtents(db: Kysely<Database>): Promise<StreamExtent[]> {
  return await db
    .selectFrom('sync_streams as s')
    .leftJoin('sync_events as e', 'e.stream_id', 's.stream_id')
    .select((eb) => [
      's.stream_id',
      's.next_seq',
      eb.fn.count<number>('e.seq').as('events'),
      eb.fn.min('e.seq').as('first_seq'),
      eb.fn.max('e.seq').as('last_seq'),
    ])
    .groupBy(['s.stream_id', 's.next_seq'])
    .orderBy('s.stream_id')
    .execute();
}
