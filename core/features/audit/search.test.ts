import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { eraseDetails } from './audit.repository.ts';
import { type AuditEvent, appendAudit } from './audit.service.ts';
import { type AuditQuery, getAuditEvent, searchAudit } from './search.ts';
import { TEST_IDS, testAuditContext, testEvent } from './testing.ts';

describeDatabases('audit search', (database) => {
  const START = 1_790_000_000_000;
  const [anna, ben] = [`user:${TEST_IDS.next()}`, `device:${TEST_IDS.next()}`];

  /** One transaction each, so that every event has its own second. */
  async function record(events: readonly Partial<AuditEvent>[]) {
    const ctx = testAuditContext();
    for (const event of events)
      await database.db.transaction().execute((trx) => appendAudit(trx, ctx, [testEvent(event)]));
    return ctx.logId;
  }

  const seqs = async (query: Omit<AuditQuery, 'limit'> & { readonly limit?: number }) =>
    (await searchAudit(database.db, { limit: 100, ...query })).entries.map(({ seq }) => seq);
  const path = (text: string, subject: string | null = null) => ({
    detail: { subject, data: { path: text } },
  });
  const by = (ref: string) => ({ actor: { ref, role: 'USER' as const, session: null } });

  test('finds by each condition, newest first', async () => {
    const job = TEST_IDS.next();
    const logId = await record([
      { action: 'job.started', resourceId: job, ...by(anna) },
      { action: 'image.failed', outcome: 'failed', reason: 'INPUT_BROKEN', ...by(ben) },
      { action: 'settings.changed', resourceId: 'engine.memoryMb', outcome: 'denied', ...by(ben) },
      { action: 'job.finished', resourceId: job, ...by(anna) },
    ]);
    expect(await seqs({ logId })).toEqual([4, 3, 2, 1]);
    expect(await seqs({ logId, actor: anna })).toEqual([4, 1]);
    expect(await seqs({ logId, category: 'processing' })).toEqual([4, 2, 1]);
    expect(await seqs({ logId, action: 'job.started' })).toEqual([1]);
    expect(await seqs({ logId, outcome: 'denied' })).toEqual([3]);
    expect(await seqs({ logId, outcome: 'success' })).toEqual([4, 1]);
    expect(await seqs({ logId, resource: `job:${job}` })).toEqual([4, 1]);
    expect(await seqs({ logId, text: job })).toEqual([4, 1]);
    expect(await seqs({ logId, text: job.slice(1) })).toEqual([]);
    expect(await seqs({ logId, actor: ben, outcome: 'failed' })).toEqual([2]);
    expect(await seqs({ logId, actor: anna, outcome: 'failed' })).toEqual([]);
    expect(await seqs({ logId: TEST_IDS.next() })).toEqual([]);
    const [entry] = (await searchAudit(database.db, { logId, outcome: 'failed', limit: 1 })).entries;
    expect(entry).toMatchObject({ actor: ben, role: 'USER', reason: 'INPUT_BROKEN', at: START + 1000 });
  });

  test('finds a span of time, both ends included', async () => {
    const logId = await record([{}, {}, {}, {}]);
    expect(await seqs({ logId, from: START + 1000, to: START + 2000 })).toEqual([3, 2]);
    expect(await seqs({ logId, from: START + 2001 })).toEqual([4]);
    expect(await seqs({ logId, to: START + 999 })).toEqual([1]);
    expect(await seqs({ logId, from: START + 1001, to: START + 1999 })).toEqual([]);
    expect(await seqs({ logId, from: START + 9000 })).toEqual([]);
  });

  test('finds what a clock that stepped back left out of order', async () => {
    const ctx = testAuditContext();
    for (const at of [5000, 9000, 1000, 7000])
      await database.db
        .transaction()
        .execute((trx) => appendAudit(trx, { ...ctx, now: () => START + at }, [testEvent()]));
    expect(await seqs({ logId: ctx.logId, from: START + 4000, to: START + 7000 })).toEqual([4, 1]);
  });

  test('finds names and paths in the details, whatever is in them', async () => {
    const logId = await record([
      path('/home/anna/100% done_final.jpg'),
      path('C:\\Photos\\"best".jpg'),
      path('/home/caf\u00e9/IMG_1.jpg'),
      path('/home/cafe\u0301/IMG_2.jpg'),
      {},
    ]);
    expect(await seqs({ logId, text: '100% done' })).toEqual([1]);
    expect(await seqs({ logId, text: '100_ done' })).toEqual([]);
    expect(await seqs({ logId, text: 'DONE_FINAL' })).toEqual([1]);
    expect(await seqs({ logId, text: '\\Photos\\"best"' })).toEqual([2]);
    expect(await seqs({ logId, text: 'caf\u00e9' })).toEqual([4, 3]);
    expect(await seqs({ logId, text: 'img_' })).toEqual([4, 3]);
    expect(await seqs({ logId, text: 'img_', cursor: 4 })).toEqual([3]);
    expect(await seqs({ logId, text: 'img_', to: START + 2000 })).toEqual([3]);
    expect(await seqs({ logId, text: 'a\0b' })).toEqual([]);
    expect(await seqs({ logId, text: '' })).toEqual([5, 4, 3, 2, 1]);
  });

  test('pages neither skip nor repeat, whatever is appended between them', async () => {
    const ctx = testAuditContext();
    const append = (count: number) =>
      database.db.transaction().execute((trx) =>
        appendAudit(
          trx,
          ctx,
          Array.from({ length: count }, (_, index) =>
            testEvent({ outcome: index % 3 ? 'success' : 'failed' }),
          ),
        ),
      );
    await append(60);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 25 }), fc.boolean(), async (limit, failedOnly) => {
        const query = { logId: ctx.logId, limit, outcome: failedOnly ? ('failed' as const) : undefined };
        const all = await seqs({ ...query, limit: 1_000 });
        const paged: number[] = [];
        let cursor: number | undefined;
        do {
          const page = await searchAudit(database.db, { ...query, cursor });
          paged.push(...page.entries.map(({ seq }) => seq));
          cursor = page.cursor ?? undefined;
          await append(1);
        } while (cursor !== undefined);
        expect(paged).toEqual(all);
      }),
      { numRuns: 10 },
    );
  });

  test('shows an event in full, and what is left of its details', async () => {
    const logId = await record([path('/a', anna), path('/b'), {}]);
    await eraseDetails(database.db, anna);
    await database.db.updateTable('audit_details').set({ detail: '{"path":"/c"}' }).execute();
    const get = (seq: number) => getAuditEvent(database.db, { logId, seq });
    expect((await get(1)).details).toEqual({ state: 'erased' });
    expect((await get(2)).details).toEqual({
      state: 'kept',
      text: '{"path":"/c"}',
      subject: null,
      intact: false,
    });
    expect((await get(3)).details).toEqual({ state: 'none' });
    expect(JSON.parse((await get(3)).body)).toMatchObject({ seq: 3, log_id: logId });
    await expect(get(4)).rejects.toMatchObject({ code: 'AUDIT_EVENT_NOT_FOUND' });
    await expect(get(0)).rejects.toMatchObject({ code: 'AUDIT_EVENT_NOT_FOUND' });
  });
});
