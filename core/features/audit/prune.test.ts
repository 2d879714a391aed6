import { type KyselyPlugin, sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { describeDatabases, type TestDatabases } from '../../db/testing.ts';
import { originOf, pruneOriginOf } from './checkpoint-note.ts';
import { handKey, handNote } from './notes.testing.ts';
import { openReader } from './open-reader.ts';
import { assembleRetention, BY, type RetentionParts } from './retention.testing.ts';
import { getAuditEvent } from './search.ts';
import { type Signer, signNote } from './signed-note.ts';
import { TEST_IDS } from './testing.ts';
import { verifyStoredLog } from './verify-stored.ts';

describeDatabases('pruning', (database) => {
  const detailed = { detail: { subject: `user:${TEST_IDS.next()}`, data: { path: '/a' } } };
  let { ctx, signer, checkpoints, retention, append, appendMany, verify, seqs } = {} as RetentionParts;
  beforeEach(() => {
    ({ ctx, signer, checkpoints, retention, append, appendMany, verify, seqs } = assembleRetention(database));
  });

  test('prunes from the beginning, and what remains verifies', async () => {
    await append([detailed, {}, {}, detailed, {}, {}]);
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

  test.each<[string, (end: LogEnd) => string | Promise<string>]>([
    ['a prune signed by somebody else', ({ lines, logId }) => handNote(lines, handKey(originOf(logId)))],
    [
      'a prune of another log',
      ({ lines, by }) => signNote(textOf(['easel/another/prune', ...lines.slice(1)]), by),
    ],
    [
      'a prune with another chain value',
      ({ lines, by }) => signNote(textOf(lines.with(3, lines[2] ?? '')), by),
    ],
    ['a prune of another size', ({ lines, by }) => signNote(textOf(lines.with(1, '5')), by)],
    ['a checkpoint passed off as a prune', ({ checkpoint }) => checkpoint],
    ['no note at all', () => 'x'],
  ])('%s is found', async (_name, noteFor) => {
    await appendMany(4);
    const { note: checkpoint } = await checkpoints.sign();
    await appendMany(2);
    const { db } = database;
    const { frontier, root } = await db.selectFrom('audit_checkpoints').selectAll().executeTakeFirstOrThrow();
    const last = await db
      .selectFrom('audit_logs')
      .select('prev')
      .where('seq', '=', 4)
      .executeTakeFirstOrThrow();
    const { logId } = ctx;
    const lines = [pruneOriginOf(logId), '4', root.toString('base64'), last.prev.toString('base64')];
    const note = await noteFor({ logId, lines, checkpoint, by: signer });
    await db
      .insertInto('audit_prunes')
      .values({ log_id: logId, size: 4, frontier, last_prev: last.prev, note, created_at: 1 })
      .execute();
    await db.deleteFrom('audit_logs').where('seq', '<=', 4).execute();
    const found = await verify();
    expect(found).toMatchObject({ ok: false, firstBadSeq: 1 });
    expect(found.reason).toMatch(/^PRUNE_/);
  });

  test('a prune made by hand with the right key is one', async () => {
    await appendMany(4);
    await checkpoints.sign();
    const { db } = database;
    const { frontier, root } = await db.selectFrom('audit_checkpoints').selectAll().executeTakeFirstOrThrow();
    const { prev } = await db
      .selectFrom('audit_logs')
      .select('prev')
      .where('seq', '=', 4)
      .executeTakeFirstOrThrow();
    const lines = [pruneOriginOf(ctx.logId), '4', root.toString('base64'), prev.toString('base64')];
    const note = await signNote(textOf(lines), signer);
    const row = { log_id: ctx.logId, size: 4, frontier, last_prev: prev, note, created_at: 1 };
    await db.insertInto('audit_prunes').values(row).execute();
    await db.deleteFrom('audit_logs').execute();
    await appendMany(1);
    expect(await verify()).toMatchObject({ ok: true, prunedTo: 4, size: 5 });
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
    await appendMany(600);
    const reader = await openReader({ url: database.url, platform: process.platform });
    let pages = 0;
    const pruneAfterFirstPage: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        const isPage = result.rows.some((row) => 'body' in row);
        if (isPage && ++pages === 1) await retention.prune(500, BY);
        return result;
      },
    };
    try {
      const db = reader.db.withPlugin(pruneAfterFirstPage);
      const found = await verifyStoredLog(db, ctx.logId, { keys: [signer] });
      expect(found).toMatchObject({ ok: true, prunedTo: 499 });
      expect(pages).toBeGreaterThan(2);
    } finally {
      await reader.close();
    }
  });
});

/** What a prune of the first four events says, and what there is to make a false one of. */
interface LogEnd {
  readonly logId: string;
  readonly lines: readonly string[];
  readonly checkpoint: string;
  readonly by: Signer;
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

async function lift({ db, dialect }: TestDatabases, trigger: string, table: string): Promise<void> {
  const name = sql.id(trigger);
  await (dialect === 'postgres'
    ? sql`drop trigger ${name} on ${sql.table(table)}`
    : sql`drop trigger ${name}`
  ).execute(db);
}
