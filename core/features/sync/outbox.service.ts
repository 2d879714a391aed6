/** The outbox: facts for the server, numbered without gaps in the transaction that made them true. */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';
import { canonicalBytes, type JsonObject } from '../../ledger/canonical.ts';
import { leafHash } from '../../ledger/merkle.ts';
import {
  findStream,
  insertEvents,
  insertStream,
  readExtents,
  type StreamExtent,
  takeNumbers,
} from './outbox.repository.ts';

/** Stands for nobody: what happens before a device is linked stays here until somebody adopts it. */
const LOCAL_TENANT = 'local';
const FIRST_EPOCH = 1;
/** Rises when a field of the envelope is added or changes its meaning. */
const ENVELOPE_VERSION = 1;

export interface OutboxEvent {
  readonly kind: string;
  /** Version of the `data` of this kind. */
  readonly schemaVersion: number;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  readonly data: JsonObject;
}

export interface OutboxContext {
  readonly streamId: string;
  readonly ids: Ids;
}

export interface AppendedEvents {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Must run in the transaction of the facts. The leaf commits to the number and the id as well as to the data. */
export async function appendOutbox(
  trx: Kysely<Database>,
  { streamId, ids }: OutboxContext,
  events: readonly OutboxEvent[],
): Promise<AppendedEvents> {
  if (!trx.isTransaction) throw new TypeError('The outbox is appended to inside a transaction.');
  const firstSeq = await takeNumbers(trx, { streamId, count: events.length });
  if (firstSeq === undefined) throw new EaselError('INTERNAL', { reason: 'the sync stream does not exist' });
  await insertEvents(
    trx,
    events.map((event, index) => {
      const seq = firstSeq + index;
      const eventId = ids.next();
      const body = canonicalBytes({
        v: ENVELOPE_VERSION,
        stream_id: streamId,
        seq,
        event_id: eventId,
        kind: event.kind,
        schema_version: event.schemaVersion,
        occurred_at: event.occurredAt,
        data: event.data,
      });
      return {
        stream_id: streamId,
        seq,
        event_id: eventId,
        kind: event.kind,
        schema_version: event.schemaVersion,
        body,
        leaf: leafHash(body),
        occurred_at: event.occurredAt,
      };
    }),
  );
  return { firstSeq, lastSeq: firstSeq + events.length - 1 };
}

/** The device's own stream, made on first use; several processes that start at once get the same one. */
export async function ensureLocalStream(
  db: Kysely<Database>,
  { deviceId, ids }: { readonly deviceId: string; readonly ids: Ids },
): Promise<{ readonly streamId: string }> {
  const identity = { deviceId, tenantId: LOCAL_TENANT };
  const existing = await findStream(db, identity);
  if (existing !== undefined) return { streamId: existing };
  await insertStream(db, {
    stream_id: ids.next(),
    device_id: deviceId,
    tenant_id: LOCAL_TENANT,
    epoch: FIRST_EPOCH,
    next_seq: 1,
    state: 'local',
  });
  const streamId = await findStream(db, identity);
  if (streamId === undefined) throw new EaselError('INTERNAL', { reason: 'the sync stream cannot be made' });
  return { streamId };
}

/** Streams whose events are not exactly 1 to `next_seq - 1`. */
export async function outboxGaps(db: Kysely<Database>): Promise<StreamExtent[]> {
  const extents = await readExtents(db);
  return extents.filter((stream) => {
    const last = stream.next_seq - 1;
    if (last === 0) return stream.events !== 0;
    return stream.events !== last || stream.first_seq !== 1 || stream.last_seq !== last;
  });
}
