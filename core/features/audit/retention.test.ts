import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, describeDatabases } from '../../db/testing.ts';
import type { AuditEvent } from './audit.service.ts';
import { assembleRetention, BY, type RetentionParts } from './retention.testing.ts';
import { RETENTION_DAYS } from './retention.ts';
import { getAuditEvent, searchAudit } from './search.ts';
import { TEST_IDS } from './testing.ts';

const DAY_MS = 86_400_000;
const ANNA = `user:${TEST_IDS.next()}`;

describeDatabases('retention', (database) => {
  let { ctx, checkpoints, retention, append, verify, seqs } = {} as RetentionParts;
  beforeEach(() => {
    ({ ctx, checkpoints, retention, append, verify, seqs } = assembleRetention(database));
  });

  const detailOf = (event: Partial<AuditEvent> = {}) => ({
    ...event,
    detail: { subject: ANNA, data: { path: '/a' } },
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

describe('on the drive', () => {
  test('erasing leaves nothing of a person in any file of the database', async () => {
    const test = await createTestDatabase('sqlite');
    try {
      const { handle } = test;
      const { retention, append, verify } = assembleRetention({ db: handle.db, handle });
      const planted = Array.from({ length: 50 }, (_, index) => `Secret-${index}-${TEST_IDS.next()}`);
      for (const name of planted) await append([{ detail: { subject: ANNA, data: { name } } }]);
      expect(found(handle.path, planted)).toBe(50);
      expect(await retention.erase(ANNA, BY)).toEqual({ removed: 50, scrubbed: true });
      expect(found(handle.path, planted)).toBe(0);
      expect(await verify()).toMatchObject({ ok: true });
    } finally {
      await test.drop();
    }
  });

  test('a prune leaves nothing of its events, and room that can be given back', async () => {
    const test = await createTestDatabase('sqlite');
    try {
      const { handle } = test;
      const { retention, appendMany, append, verify } = assembleRetention({ db: handle.db, handle });
      const id = TEST_IDS.next();
      await append([{ resourceId: id }]);
      await appendMany(2_000);
      await retention.prune(2_000, BY);
      expect(found(handle.path, [id])).toBe(0);
      const before = statSync(handle.path).size;
      await retention.compact();
      handle.raw.pragma('wal_checkpoint(truncate)');
      expect(statSync(handle.path).size).toBeLessThan(before / 2);
      expect(await verify()).toMatchObject({ ok: true, prunedTo: 1_999 });
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
