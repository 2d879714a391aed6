import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type KyselyPlugin, sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../caller.ts';
import { createTestDatabase, describeDatabases, type TestDatabases } from '../../db/testing.ts';
import { type AuditContext, type AuditEvent, appendAudit } from './audit.service.ts';
import { pruneOriginOf } from './checkpoint-note.ts';
import { type Checkpoints, createCheckpoints } from './checkpoints.ts';
import { handKey, handNote, testSigner } from './notes.testing.ts';
import { openReader } from './open-reader.ts';
import { createRetention, RETENTION_DAYS, type Retention } from './retention.ts';
import { getAuditEvent, searchAudit } from './search.ts';
import type { Signer } from './signed-note.ts';
import { TEST_IDS, testAuditContext, testEvent } from './testing.ts';
import { verifyStoredLog } from './verify-stored.ts';

const DAY_MS = 86_400_000;
const ANNA = `user:${TEST_IDS.next()}`;
const BY: Caller = {
  actor: { ref: `user:${TEST_IDS.next()}`, role: 'ADMIN', session: null },
  surface: 'ipc',
  userId: null,
  requestId: TEST_IDS.next(),
};

interface Parts {
  readonly ctx: AuditContext;
  readonly signer: Signer;
  readonly checkpoints: Checkpoints;
  readonly retention: Retention;
}

function assemble({ db, handle }: Pick<TestDatabases, 'db' | 'handle'>): Parts {
  const ctx = testAuditContext();
  const signer = testSigner(ctx.logId);
  const { logId, now, ids } = ctx;
  const audit = { append: (trx: typeof db, events: readonly AuditEvent[]) => appendAudit(trx, ctx, events) };
  return {
    ctx,
    signer,
    checkpoints: createCheckpoints({ db, logId, signer, now }),
    retention: createRetention({ database: handle, logId, ids, signer, audit, now }),
  };
}

describeDatabases('retention', (database) => {
  let { ctx, signer, checkpoints, retention } = {} as Parts;
  beforeEach(() => {
    ({ ctx, signer, checkpoints, retention } = assemble(database));
  });

  const append = (events: readonly Partial<AuditEvent>[], context = ctx) =>
    database.db.transaction().execute((trx) => appendAudit(trx, context, events.map(testEvent)));
  const appendMany = (count: number) => append(Array.from({ length: count }, () => ({})));
  const verify = () => verifyStoredLog(database.db, ctx.logId, { keys: [signer] });
  const seqs = async () =>
    (await searchAudit(database.db, { logId: ctx.logId, limit: 1_000 })).entries
      .map(({ seq }) => seq)
      .reverse();
  const detailOf = (event: Partial<AuditEvent> = {}) => ({
    ...event,
    detail: { subject: ANNA, data: { path: '/a' } },
  });

  test('prunes from the beginning, and what remains verifies', async () => {
    await append([detailOf(), {}, {}, detailOf(), {}, {}]);
    await checkpoints.sign();
    expect(await retention.prune(4, BY)).toEqual({ removed: 3, scrubbed: true });
    expect(await seqs()).toEqual([4, 5, 6, 7]);
    expect(await verify()).toMatchObject({ ok: true, size: 7, prunedTo: 3, signaturesChecked: true });
    const details = await database.db.selectFrom('audit_details').select('seq').orderBy('seq').execute();
    expect(details).toEqual([{ seq: 4 }, { seq: 7 }]);

    const pruned = await getAuditEvent(database.db, { logId: ctx.logId, seq: 7 });
    expect(pruned.entry).toMatchObject({
      action: 'audit.pruned',
      actor: BY.actor.ref,
      resource: `log:${ctx.logId}`,
    });
    expect(pruned.details).toMatchObject({ text: '{"events":3,"to":3}' });
  });

  test('goes on after a prune: events, checkpoints and further prunes', async () => {
    await appendMany(10);
    await checkpoints.sign();
    for (const before of [3, 8, 11]) {
      await retention.prune(before, BY);
      await appendMany(2);
      await checkpoints.sign();
      expect(await verify()).toMatchObject({ ok: true, prunedTo: before - 1 });
    }
    expect(await retention.prune(11, BY)).toEqual({ removed: 0, scrubbed: true });
    expect((await checkpoints.list()).length).toBe(4);
  });

  test('prunes everything but the event that says so', async () => {
    await appendMany(5);
    await retention.prune(6, BY);
    expect(await seqs()).toEqual([6]);
    expect(await verify()).toMatchObject({ ok: true, size: 6 });
    await expect(retention.prune(8, BY)).rejects.toMatchObject({ code: 'USAGE_INVALID' });
  });

  test('signs after a prune although there was no checkpoint before', async () => {
    await appendMany(4);
    await retention.prune(4, BY);
    expect((await checkpoints.sign()).size).toBe(5);
    expect(await verify()).toMatchObject({ ok: true });
  });

  test('does not prune a log that does not verify', async () => {
    await appendMany(4);
    await lift(database, 'audit_logs_no_update', 'audit_logs');
    await sql`update audit_logs set outcome = 'failed' where seq = 4`.execute(database.db);
    await expect(retention.prune(3, BY)).rejects.toMatchObject({ code: 'AUDIT_LOG_DAMAGED' });
    expect(await seqs()).toEqual([1, 2, 3, 4]);
  });

  test('the database lets rows go by no other way', async () => {
    await appendMany(6);
    await retention.prune(3, BY);
    const { db } = database;
    for (const attempt of [
      db.deleteFrom('audit_logs'),
      db.deleteFrom('audit_logs').where('seq', '=', 3),
      db.updateTable('audit_logs').set({ seq: 1 }).where('seq', '=', 3),
      db.deleteFrom('audit_prunes'),
      db.updateTable('audit_prunes').set({ size: 6 }),
    ])
      await expect(attempt.execute()).rejects.toThrow('append-only');
    expect(await seqs()).toEqual([3, 4, 5, 6, 7]);
  });

  test.each<[string, (parts: Parts) => Promise<string>, number]>([
    ['a prune signed by somebody else', ({ ctx: { logId } }) => forged(logId, handKey(`easel/${logId}`)), 1],
    [
      'a checkpoint passed off as a prune',
      async (parts) => (await parts.checkpoints.list())[0]?.note ?? '',
      1,
    ],
    ['no note at all', async () => 'x', 1],
  ])('%s is found', async (_name, noteFor, firstBadSeq) => {
    await appendMany(4);
    const { root, size } = await checkpoints.sign();
    const last = await getAuditEvent(database.db, { logId: ctx.logId, seq: 4 });
    await appendMany(2);
    const note = await noteFor({ ctx, signer, checkpoints, retention });
    const checkpoint = await database.db
      .selectFrom('audit_checkpoints')
      .selectAll()
      .executeTakeFirstOrThrow();
    const row = await database.db
      .selectFrom('audit_logs')
      .select('prev')
      .where('seq', '=', 4)
      .executeTakeFirstOrThrow();
    await database.db
      .insertInto('audit_prunes')
      .values({
        log_id: ctx.logId,
        size,
        frontier: checkpoint.frontier,
        last_prev: row.prev,
        note,
        created_at: 1,
      })
      .execute();
    await database.db.deleteFrom('audit_logs').where('seq', '<=', 4).execute();
    expect(root.length + last.leaf.length).toBe(64);
    expect(await verify()).toMatchObject({ ok: false, firstBadSeq });
    expect((await verify()).reason).toMatch(/^PRUNE_/);
  });

  test('rows put back before the prune are found', async () => {
    await appendMany(4);
    const rows = await database.db.selectFrom('audit_logs').selectAll().where('seq', '=', 2).execute();
    await retention.prune(4, BY);
    await database.db.insertInto('audit_logs').values(rows).execute();
    expect(await verify()).toMatchObject({ ok: false, firstBadSeq: 2, reason: 'ROW_REPEATED' });
  });

  test('a prune that was taken away leaves missing rows', async () => {
    await appendMany(4);
    await retention.prune(4, BY);
    await lift(database, 'audit_prunes_no_delete', 'audit_prunes');
    await database.db.deleteFrom('audit_prunes').execute();
    expect(await verify()).toMatchObject({ ok: false, firstBadSeq: 1, reason: 'ROW_MISSING' });
  });

  test('a verification that rows were pruned under does not take them for missing', async () => {
    await appendMany(2_500);
    const reader = await openReader({ url: database.url, platform: process.platform });
    let pages = 0;
    const pruneAfterFirstPage: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        const isPage = result.rows.some((row) => 'body' in row);
        if (isPage && ++pages === 1) await retention.prune(2_400, BY);
        return result;
      },
    };
    try {
      const db = reader.db.withPlugin(pruneAfterFirstPage);
      const found = await verifyStoredLog(db, ctx.logId, { keys: [signer] });
      expect(found).toMatchObject({ ok: true, prunedTo: 2_399 });
      expect(pages).toBeGreaterThan(2);
    } finally {
      await reader.close();
    }
  });

  test('a legal hold keeps everything, until it is released', async () => {
    await append([detailOf(), {}]);
    const held = await retention.hold({ subject: null, reason: 'Case 12' }, BY);
    expect(await retention.holds()).toEqual([held]);
    await expect(retention.prune(2, BY)).rejects.toMatchObject({ code: 'AUDIT_ON_HOLD' });
    await expect(retention.erase(ANNA, BY)).rejects.toMatchObject({ code: 'AUDIT_ON_HOLD' });
    const { db } = database;
    const prune = { log_id: ctx.logId, size: 1, frontier: Buffer.alloc(32), last_prev: Buffer.alloc(32) };
    await expect(
      db
        .insertInto('audit_prunes')
        .values({ ...prune, note: 'x', created_at: 1 })
        .execute(),
    ).rejects.toThrow('legal hold');
    await expect(db.deleteFrom('audit_details').execute()).rejects.toThrow('legal hold');

    await retention.release(held.id, BY);
    await expect(retention.release(held.id, BY)).rejects.toMatchObject({ code: 'AUDIT_HOLD_NOT_FOUND' });
    expect(await retention.holds()).toEqual([]);
    expect((await retention.erase(ANNA, BY)).removed).toBe(1);
    expect((await retention.prune(2, BY)).removed).toBe(1);
    const actions = await searchAudit(db, { logId: ctx.logId, category: 'security', limit: 9 });
    expect(actions.entries.map(({ action }) => action).reverse()).toEqual([
      'audit.held',
      'audit.released',
      'audit.erased',
      'audit.pruned',
    ]);
    expect(await verify()).toMatchObject({ ok: true });
  });

  test('a hold about one person leaves the details of others erasable', async () => {
    const ben = `user:${TEST_IDS.next()}`;
    await append([detailOf(), { detail: { subject: ben, data: { path: '/b' } } }]);
    await retention.hold({ subject: ANNA, reason: 'Case 13' }, BY);
    expect((await retention.erase(ben, BY)).removed).toBe(1);
    await expect(retention.erase(ANNA, BY)).rejects.toMatchObject({ code: 'AUDIT_ON_HOLD' });
    await expect(retention.prune(2, BY)).rejects.toMatchObject({ code: 'AUDIT_ON_HOLD' });
  });

  test('holds cannot be changed or forgotten through SQL', async () => {
    await retention.hold({ subject: null, reason: 'Case 14' }, BY);
    const update = database.db.updateTable('audit_holds');
    for (const attempt of [
      update.set({ subject: ANNA }),
      update.set({ reason: 'x' }),
      database.db.deleteFrom('audit_holds'),
    ])
      await expect(attempt.execute()).rejects.toThrow('append-only');
  });

  test('erasing takes every detail of a person, says so, and the log still verifies', async () => {
    await append([detailOf(), {}, detailOf({ action: 'job.started' })]);
    await checkpoints.sign();
    expect(await retention.erase(ANNA, BY)).toEqual({ removed: 2, scrubbed: true });
    for (const seq of [1, 3])
      expect((await getAuditEvent(database.db, { logId: ctx.logId, seq })).details).toEqual({
        state: 'erased',
      });
    const said = await getAuditEvent(database.db, { logId: ctx.logId, seq: 4 });
    expect(said.entry.action).toBe('audit.erased');
    expect(said.details).toMatchObject({ text: JSON.stringify({ details: 2, subject: ANNA }) });
    expect(await verify()).toMatchObject({ ok: true, size: 4 });
  });

  test('takes no name where a pseudonym belongs', async () => {
    await expect(retention.erase('anna@example.com', BY)).rejects.toMatchObject({ code: 'USAGE_INVALID' });
    const order = { subject: 'anna@example.com', reason: 'x' };
    await expect(retention.hold(order, BY)).rejects.toMatchObject({ code: 'USAGE_INVALID' });
    expect(await seqs()).toEqual([]);
  });

  test('the first event to keep follows from the age of each category', async () => {
    const now = ctx.now();
    const aged = (days: number) => ({ ...ctx, now: () => now - days * DAY_MS });
    await append([{ action: 'app.started', resourceId: null }], aged(500));
    await append([{ action: 'settings.changed', resourceId: 'engine.memoryMb' }], aged(390));
    await append([{ action: 'image.processed' }], aged(200));
    await append([{ action: 'app.started', resourceId: null }], aged(10));
    expect(await retention.firstToKeep(RETENTION_DAYS)).toBe(2);
    expect(await retention.firstToKeep({ ...RETENTION_DAYS, security: 100 })).toBe(4);
    expect(await retention.firstToKeep({ authentication: 0, security: 0, processing: 0, system: 0 })).toBe(5);
    expect(await retention.firstToKeep({ ...RETENTION_DAYS, system: 1_000 })).toBe(1);
  });
});

describe('erasing on the drive', () => {
  test('leaves nothing of a person in any file of the database', async () => {
    const test = await createTestDatabase('sqlite');
    try {
      const { handle } = test;
      const { ctx, retention, signer } = assemble({ db: handle.db, handle });
      const planted = Array.from({ length: 50 }, (_, index) => `Secret-${index}-${TEST_IDS.next()}`);
      for (const name of planted)
        await handle.db
          .transaction()
          .execute((trx) =>
            appendAudit(trx, ctx, [testEvent({ detail: { subject: ANNA, data: { name } } })]),
          );
      expect(found(handle.path, planted)).toBe(50);
      expect(await retention.erase(ANNA, BY)).toEqual({ removed: 50, scrubbed: true });
      expect(found(handle.path, planted)).toBe(0);
      expect(await verifyStoredLog(handle.db, ctx.logId, { keys: [signer] })).toMatchObject({ ok: true });
    } finally {
      await test.drop();
    }
  });

  /** How many of the texts are in the folder of the database, its log and whatever else lies there. */
  function found(path: string, texts: readonly string[]): number {
    const folder = dirname(path);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    return texts.filter((text) => files.some((bytes) => bytes.includes(text))).length;
  }
});

async function forged(logId: string, key: ReturnType<typeof handKey>): Promise<string> {
  const hash = Buffer.alloc(32).toString('base64');
  return handNote([pruneOriginOf(logId), 4, hash, hash], key);
}

async function lift({ db, dialect }: TestDatabases, trigger: string, table: string): Promise<void> {
  const name = sql.id(trigger);
  await (dialect === 'postgres'
    ? sql`drop trigger ${name} on ${sql.table(table)}`
    : sql`drop trigger ${name}`
  ).execute(db);
}
