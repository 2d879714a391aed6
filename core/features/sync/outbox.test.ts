import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { createIds } from '../../ids.ts';
import { appendOutbox, ensureLocalStream, type OutboxEvent, outboxGaps } from './outbox.service.ts';

const ids = createIds({ now: Date.now, randomBytes });

function event(data: OutboxEvent['data'] = { b: 1, a: 'x' }): OutboxEvent {
  return { kind: 'image.processed', schemaVersion: 1, occurredAt: 1_790_000_000_000, data };
}

describeDatabases('outbox', (database) => {
  const newStream = () => ensureLocalStream(database.db, { deviceId: ids.next(), ids });
  const append = (streamId: string, count: number) =>
    database.db.transaction().execute((trx) =>
      appendOutbox(
        trx,
        { streamId, ids },
        Array.from({ length: count }, () => event()),
      ),
    );
  const stored = (streamId: string) =>
    database.db
      .selectFrom('sync_events')
      .selectAll()
      .where('stream_id', '=', streamId)
      .orderBy('seq')
      .execute();

  test('numbers events of a stream without gaps, whatever commits and whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ count: fc.nat({ max: 5 }), fails: fc.boolean() }), { maxLength: 8 }),
        async (groups) => {
          const { streamId } = await newStream();
          let last = 0;
          for (const { count, fails } of groups) {
            const attempt = database.db.transaction().execute(async (trx) => {
              const events = Array.from({ length: count }, () => event());
              const appended = await appendOutbox(trx, { streamId, ids }, events);
              expect(appended).toEqual({ firstSeq: last + 1, lastSeq: last + count });
              if (fails) throw new Error('rolled back');
            });
            await attempt.catch((error: Error) => expect(error.message).toBe('rolled back'));
            if (!fails) last += count;
          }
          const seqs = (await stored(streamId)).map((row) => row.seq);
          expect(seqs).toEqual(Array.from({ length: last }, (_, index) => index + 1));
        },
      ),
      { numRuns: 15 },
    );
    expect(await outboxGaps(database.db)).toEqual([]);
  });

  test('numbers events from many transactions at once', async () => {
    const { streamId } = await newStream();
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(streamId, 1 + (index % 3))));
    expect((await stored(streamId)).length).toBe(39);
    expect(await outboxGaps(database.db)).toEqual([]);
  });

  test('the body is canonical and its leaf commits to number, id and data', async () => {
    const { streamId } = await newStream();
    await append(streamId, 1);
    const [row] = await stored(streamId);
    expect(String(row?.body)).toBe(
      `{"data":{"a":"x","b":1},"event_id":"${row?.event_id}","kind":"image.processed",` +
        `"occurred_at":1790000000000,"schema_version":1,"seq":1,"stream_id":"${streamId}","v":1}`,
    );
    const leaf = createHash('sha256')
      .update(Buffer.from([0]))
      .update(row?.body ?? '')
      .digest();
    expect(row?.leaf.equals(leaf)).toBe(true);
  });

  test('one local stream per device, also when several ask at once', async () => {
    const deviceId = ids.next();
    const streams = await Promise.all(
      Array.from({ length: 10 }, () => ensureLocalStream(database.db, { deviceId, ids })),
    );
    expect(new Set(streams.map((stream) => stream.streamId)).size).toBe(1);
    expect((await newStream()).streamId).not.toBe(streams[0]?.streamId);
  });

  test.each([1, 2, 3])('finds that event %i of three is missing', async (seq) => {
    const { streamId } = await newStream();
    await append(streamId, 3);
    await database.db.deleteFrom('sync_events').where('seq', '=', seq).execute();
    expect(await outboxGaps(database.db)).toMatchObject([{ stream_id: streamId, events: 2, next_seq: 4 }]);
  });

  test('refuses an unknown stream and appending outside a transaction', async () => {
    await expect(append(ids.next(), 1)).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(appendOutbox(database.db, { streamId: ids.next(), ids }, [event()])).rejects.toThrow(
      'transaction',
    );
  });
});
