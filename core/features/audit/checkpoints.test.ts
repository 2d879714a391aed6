import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { describeDatabases, type TestDatabases } from '../../db/testing.ts';
import { type AuditContext, appendAudit } from './audit.service.ts';
import { openTreeNote, originOf } from './checkpoint-note.ts';
import { type Checkpoints, type CheckpointsDeps, createCheckpoints } from './checkpoints.ts';
import { handKey, testSigner } from './notes.testing.ts';
import type { Signer } from './signed-note.ts';
import { testAuditContext, testEvent } from './testing.ts';
import { naiveRoot } from './verify.testing.ts';

describeDatabases('checkpoints', (database) => {
  const HOUR_MS = 3_600_000;
  let clock = 1_790_000_000_000;
  let ctx: AuditContext;
  let signer: Signer;
  let checkpoints: Checkpoints;
  beforeEach(() => {
    ctx = testAuditContext();
    signer = testSigner(ctx.logId);
    checkpoints = make();
  });

  function make(overrides: Partial<CheckpointsDeps> = {}): Checkpoints {
    const now = () => clock;
    return createCheckpoints({ db: database.db, logId: ctx.logId, signer, now, ...overrides });
  }

  const append = (count: number) =>
    database.db.transaction().execute((trx) =>
      appendAudit(
        trx,
        ctx,
        Array.from({ length: count }, () => testEvent()),
      ),
    );
  const rootAt = async (size: number) => {
    const rows = await database.db
      .selectFrom('audit_logs')
      .select('leaf')
      .where('log_id', '=', ctx.logId)
      .where('seq', '<=', size)
      .orderBy('seq')
      .execute();
    return naiveRoot(rows.map(({ leaf }) => leaf));
  };

  test('say what the log is, signed, and are kept', async () => {
    await append(5);
    const first = await checkpoints.sign();
    await append(1_300);
    const second = await checkpoints.sign();
    expect([first.size, second.size]).toEqual([5, 1_305]);
    expect((await checkpoints.list()).map(({ note }) => note)).toEqual([first.note, second.note]);
    for (const { note, size, root } of [first, second]) {
      const { tree } = openTreeNote(note, [signer]);
      expect(tree).toEqual({ origin: originOf(ctx.logId), size, root: await rootAt(size), extension: [] });
      expect(root).toEqual(tree?.root);
    }
  });

  test('of an unchanged log are the one that is there', async () => {
    await append(3);
    const first = await checkpoints.sign();
    clock += HOUR_MS;
    expect(await checkpoints.sign()).toEqual(first);
  });

  test('of an empty log is the empty tree', async () => {
    expect((await checkpoints.sign()).size).toBe(0);
    await append(1);
    expect((await checkpoints.sign()).size).toBe(1);
  });

  test('several at once give one for each size', async () => {
    await append(7);
    const signed = await Promise.all(Array.from({ length: 6 }, () => checkpoints.sign()));
    expect(new Set(signed.map(({ note }) => note)).size).toBe(1);
    expect((await checkpoints.list()).length).toBe(1);
  });

  test('are due with any first event, after a thousand more, and after an hour with any more', async () => {
    expect(await checkpoints.isDue()).toBe(false);
    await append(1);
    expect(await checkpoints.isDue()).toBe(true);
    await checkpoints.sign();
    clock += 10 * HOUR_MS;
    expect(await checkpoints.isDue()).toBe(false);
    clock -= 10 * HOUR_MS;
    await append(999);
    expect(await checkpoints.isDue()).toBe(false);
    await append(1);
    expect(await checkpoints.isDue()).toBe(true);
    await checkpoints.sign();
    await append(1);
    clock += HOUR_MS - 1;
    expect(await checkpoints.isDue()).toBe(false);
    clock += 1;
    expect(await checkpoints.isDue()).toBe(true);
  });

  test('a new key goes on where a retired one ended, and nobody else does', async () => {
    await append(2);
    await checkpoints.sign();
    await append(2);
    const next = testSigner(ctx.logId);
    await expect(make({ signer: next }).sign()).rejects.toMatchObject({ code: 'AUDIT_LOG_DAMAGED' });
    expect((await make({ signer: next, retiredKeys: [signer] }).sign()).size).toBe(4);
  });

  test.each([
    ['a smaller log', (db: TestDatabases) => truncate(db, 3), 'it ends at event 2, and 4 were signed'],
    ['a changed event', change(sql`update audit_logs set body = leaf where seq = 6`), 'event 6 was changed'],
    ['a missing event', change(sql`delete from audit_logs where seq = 6`), 'event 6 is missing'],
    ['a missing end', change(sql`delete from audit_logs where seq >= 6`), 'event 6 is missing'],
    ['a head of another tree', change(sql`update audit_head set frontier = ${Buffer.alloc(96)}`), 'head'],
    ['another note', change(sql`update audit_checkpoints set note = 'x'`), 'signed at event 4'],
    [
      'a root of its own',
      change(sql`update audit_checkpoints set frontier = ${Buffer.alloc(32)}`),
      'signed at event 4',
    ],
  ])('are refused for %s', async (_name, tamper, reason) => {
    await append(4);
    await checkpoints.sign();
    await append(3);
    await liftTriggers(database);
    await tamper(database);
    await expect(checkpoints.sign()).rejects.toThrow(reason);
    expect((await checkpoints.list()).length).toBe(1);
  });

  test('cannot be changed or taken back through SQL, only cosigned', async () => {
    await append(1);
    await checkpoints.sign();
    const update = database.db.updateTable('audit_checkpoints');
    for (const attempt of [
      update.set({ note: 'x' }),
      update.set({ size: 2 }),
      update.set({ root: Buffer.alloc(32) }),
      database.db.deleteFrom('audit_checkpoints'),
    ])
      await expect(attempt.execute()).rejects.toThrow('append-only');
    await update.set({ cosignature: handKey('server').name }).execute();
    expect((await checkpoints.list())[0]?.cosignature).toBe('server');
  });
});

function change(statement: ReturnType<typeof sql>) {
  return async ({ db }: TestDatabases): Promise<void> => {
    await statement.execute(db);
  };
}

/** As if the file of an earlier moment had been put back, but for the checkpoint. */
async function truncate({ db }: TestDatabases, from: number): Promise<void> {
  await db.deleteFrom('audit_logs').where('seq', '>=', from).execute();
  const last = await db
    .selectFrom('audit_logs')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('audit_head')
    .set({ size: from - 1, last_prev: last.prev })
    .execute();
}

async function liftTriggers({ db, dialect }: TestDatabases): Promise<void> {
  for (const table of ['audit_logs', 'audit_checkpoints'])
    for (const event of ['update', 'delete']) {
      const trigger = sql.id(`${table}_no_${event}`);
      await (dialect === 'postgres'
        ? sql`drop trigger ${trigger} on ${sql.table(table)}`
        : sql`drop trigger ${trigger}`
      ).execute(db);
    }
}
