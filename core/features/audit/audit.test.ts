import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { describeDatabases, type TestDatabases } from '../../db/testing.ts';
import { leafHash } from '../../ledger/merkle.ts';
import { eraseDetails, readDetails, readHead, readRows } from './audit.repository.ts';
import { appendAudit } from './audit.service.ts';
import { commitmentTo } from './details.ts';
import { TEST_IDS, testAuditContext, testEvent } from './testing.ts';
import { verifyStoredLog } from './verify-stored.ts';

describeDatabases('audit log', (database) => {
  const append = (ctx: ReturnType<typeof testAuditContext>, count: number) =>
    database.db.transaction().execute((trx) =>
      appendAudit(
        trx,
        ctx,
        Array.from({ length: count }, () => testEvent()),
      ),
    );
  const rowsOf = (logId: string) => readRows(database.db, { logId, afterSeq: 0, limit: 10_000 });

  test('numbers rows without gaps over any grouping, and the result verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 7 }), { maxLength: 8 }), async (groups) => {
        const ctx = testAuditContext();
        let last = 0;
        for (const count of groups) {
          const appended = await append(ctx, count);
          expect(appended.firstSeq).toBe(last + 1);
          expect(appended.lastSeq).toBe(last + count);
          expect(appended.bodies.length).toBe(count);
          last = appended.lastSeq;
        }
        const rows = await rowsOf(ctx.logId);
        expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
        const verification = await verifyStoredLog(database.db, ctx.logId);
        expect(verification).toMatchObject({ ok: true, size: last });
      }),
      { numRuns: 15 },
    );
  });

  test('stores exactly the bytes it hashed, with the fields of the row', async () => {
    const ctx = testAuditContext();
    const event = testEvent({ action: 'job.started', requestId: '' });
    const { bodies } = await database.db.transaction().execute((trx) => appendAudit(trx, ctx, [event]));
    const [row] = await rowsOf(ctx.logId);
    expect(row?.body.equals(bodies[0] ?? Buffer.alloc(0))).toBe(true);
    expect(row?.leaf.equals(leafHash(bodies[0] ?? Buffer.alloc(0)))).toBe(true);
    expect(JSON.parse(String(row?.body))).toEqual({
      v: 1,
      log_id: ctx.logId,
      seq: 1,
      ts: 1_790_000_000_000,
      boot_id: ctx.bootId,
      mono: 1000,
      actor: event.actor.ref,
      role: 'ANONYMOUS',
      session: null,
      category: 'processing',
      action: 'job.started',
      outcome: 'success',
      reason: null,
      resource: `job:${event.resourceId}`,
      request_id: '',
      surface: 'cli',
      pii: [],
    });
  });

  test('keeps personal data out of the log, bound by a salted commitment, and erasable', async () => {
    const ctx = testAuditContext();
    const data = { path: '/home/anna.example/Wedding/IMG_1.jpg', ip: '203.0.113.9' };
    const detail = { subject: 'anna', data };
    await database.db
      .transaction()
      .execute((trx) => appendAudit(trx, ctx, [testEvent({ detail }), testEvent({ detail })]));
    const rows = await rowsOf(ctx.logId);
    const details = await readDetails(database.db, { logId: ctx.logId, seqs: [1, 2] });
    expect(details.map((found) => JSON.parse(found.detail))).toEqual([data, data]);

    const commitments = rows.map((row) => JSON.parse(String(row.body)).pii[0]);
    for (const found of details) {
      const expected = createHash('sha256').update(found.salt).update(found.detail).digest('hex');
      expect(commitments[found.seq - 1]).toBe(expected);
      expect(commitmentTo(found.detail, found.salt)).toBe(expected);
      expect(found.salt.length).toBe(16);
    }
    expect(new Set(commitments).size).toBe(2);
    for (const row of rows) {
      for (const text of ['anna', 'Wedding', 'IMG_1', '203.0.113.9', '/home']) {
        expect(row.body.includes(text)).toBe(false);
      }
    }

    expect(await eraseDetails(database.db, 'anna')).toBe(2);
    expect(await readDetails(database.db, { logId: ctx.logId, seqs: [1, 2] })).toEqual([]);
    expect(await verifyStoredLog(database.db, ctx.logId)).toMatchObject({ ok: true, size: 2 });
  });

  test.each([
    ['a path as resource', testEvent({ resourceId: '/home/anna/IMG_1.jpg' })],
    ['a file name as resource', testEvent({ resourceId: 'IMG_1.jpg' })],
    ['an e-mail as actor', testEvent({ actor: { ref: 'anna@example.com', role: 'USER', session: null } })],
    [
      'an IP address as session',
      testEvent({ actor: { ref: 'system', role: 'SYSTEM', session: '203.0.113.9' } }),
    ],
    ['a name as request', testEvent({ requestId: 'anna' })],
    ['an e-mail as preset', testEvent({ action: 'preset.created', resourceId: 'anna@example.com' })],
  ])('refuses %s and appends nothing', async (_name, event) => {
    const ctx = testAuditContext();
    const attempt = database.db.transaction().execute((trx) => appendAudit(trx, ctx, [testEvent(), event]));
    await expect(attempt).rejects.toThrow('Not a form the audit log accepts');
    expect(await rowsOf(ctx.logId)).toEqual([]);
    expect(await readHead(database.db, ctx.logId)).toBeUndefined();
  });

  test('a transaction that fails leaves neither rows nor a hole', async () => {
    const ctx = testAuditContext();
    await append(ctx, 2);
    const attempt = database.db.transaction().execute(async (trx) => {
      await appendAudit(trx, ctx, [testEvent()]);
      throw new Error('the action failed');
    });
    await expect(attempt).rejects.toThrow('the action failed');
    expect((await append(ctx, 1)).firstSeq).toBe(3);
    expect(await verifyStoredLog(database.db, ctx.logId)).toMatchObject({ ok: true, size: 3 });
  });

  test('refuses to append outside a transaction', async () => {
    await expect(appendAudit(database.db, testAuditContext(), [testEvent()])).rejects.toThrow('transaction');
  });

  test('appends from many transactions at once, also the first ones of a log', async () => {
    const ctx = testAuditContext();
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(ctx, 1 + (index % 3))));
    const rows = await rowsOf(ctx.logId);
    expect(rows.length).toBe(39);
    expect(await verifyStoredLog(database.db, ctx.logId)).toMatchObject({ ok: true, size: 39 });
  });

  test('two logs in one database do not mix', async () => {
    const [one, other] = [testAuditContext(), testAuditContext()];
    await append(one, 3);
    await append(other, 2);
    await append(one, 1);
    expect(await verifyStoredLog(database.db, one.logId)).toMatchObject({ ok: true, size: 4 });
    expect(await verifyStoredLog(database.db, other.logId)).toMatchObject({ ok: true, size: 2 });
  });

  test('more rows than one statement or page holds', async () => {
    const ctx = testAuditContext();
    const detail = { subject: null, data: { note: 'x' } };
    await database.db.transaction().execute((trx) =>
      appendAudit(
        trx,
        ctx,
        Array.from({ length: 2_600 }, () => testEvent({ detail })),
      ),
    );
    expect(await verifyStoredLog(database.db, ctx.logId)).toMatchObject({ ok: true, size: 2_600 });
  });

  test('an empty log verifies', async () => {
    expect(await verifyStoredLog(database.db, TEST_IDS.next())).toMatchObject({ ok: true, size: 0 });
  });

  test('rows cannot be changed or deleted through SQL', async () => {
    const ctx = testAuditContext();
    await append(ctx, 1);
    await expect(database.db.updateTable('audit_logs').set({ outcome: 'failed' }).execute()).rejects.toThrow(
      'append-only',
    );
    await expect(database.db.deleteFrom('audit_logs').execute()).rejects.toThrow('append-only');
  });

  test('what is done behind the triggers is found', async () => {
    const ctx = testAuditContext();
    await append(ctx, 6);
    await liftTriggers(database);
    const changes = [
      [sql`update audit_logs set outcome = 'failed' where seq = 4`, 4, 'COLUMN_DIFFERS'],
      [sql`delete from audit_logs where seq = 3`, 3, 'ROW_MISSING'],
      [sql`delete from audit_logs where seq > 2`, 3, 'TAIL_MISSING'],
      [sql`update audit_head set size = 1`, null, 'HEAD_DIFFERS'],
      [sql`delete from audit_head`, 1, 'BEYOND_HEAD'],
    ] as const;
    for (const [change, firstBadSeq, reason] of changes) {
      await change.execute(database.db);
      expect(await verifyStoredLog(database.db, ctx.logId)).toMatchObject({ ok: false, firstBadSeq, reason });
    }
  });

  test('a damaged head stops further appends', async () => {
    const ctx = testAuditContext();
    await append(ctx, 3);
    await database.db.updateTable('audit_head').set({ size: 4 }).execute();
    await expect(append(ctx, 1)).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});

async function liftTriggers({ db, dialect }: TestDatabases): Promise<void> {
  if (dialect === 'postgres') await sql`alter table audit_logs disable trigger all`.execute(db);
  else
    for (const name of ['update', 'delete'])
      await sql`drop trigger ${sql.id(`audit_logs_no_${name}`)}`.execute(db);
}
