import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { appendAudit } from './audit.service.ts';
import { createCheckpoints } from './checkpoints.ts';
import { testSigner } from './notes.testing.ts';
import { testAuditContext, testEvent } from './testing.ts';
import { verifyInWorker } from './verify-in-worker.ts';
import { verifyStoredLog } from './verify-stored.ts';

describeDatabases('verifying in a thread', (database) => {
  const workerFile = new URL('./verify-worker.ts', import.meta.url);
  const ctx = testAuditContext();
  const signer = testSigner(ctx.logId);
  const deps = () => ({
    source: { url: database.url, platform: process.platform },
    logId: ctx.logId,
    workerFile,
  });
  const append = (count: number) =>
    database.db.transaction().execute((trx) =>
      appendAudit(
        trx,
        ctx,
        Array.from({ length: count }, () => testEvent()),
      ),
    );

  test('finds what it finds here, and tells how far it is', async () => {
    await append(1_500);
    const { note } = await createCheckpoints({
      db: database.db,
      logId: ctx.logId,
      signer,
      now: () => 1,
    }).sign();
    await append(10);
    const progress: number[] = [];
    const options = { keys: [signer], keptNotes: [note] };
    const found = await verifyInWorker(deps(), { ...options, onProgress: ({ done }) => progress.push(done) });
    expect(found).toEqual(await verifyStoredLog(database.db, ctx.logId, options));
    expect(found).toMatchObject({ ok: true, size: 1_510, checkpoints: 1, signaturesChecked: true });
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect([progress.length > 1, progress.at(-1)]).toEqual([true, 1_510]);
    expect(await verifyInWorker(deps())).toMatchObject({ ok: true, signaturesChecked: false });
  });

  test('finds damage', async () => {
    await append(3);
    await database.db.updateTable('audit_head').set({ size: 4 }).execute();
    expect(await verifyInWorker(deps())).toMatchObject({ ok: false, firstBadSeq: 4, reason: 'TAIL_MISSING' });
  });

  test('stops when it is told to', async () => {
    await append(2_500);
    const reason = new Error('enough');
    const controller = new AbortController();
    const stopped = verifyInWorker(deps(), {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(stopped).rejects.toBe(reason);
    await expect(verifyInWorker(deps(), { signal: controller.signal })).rejects.toBe(reason);
  });

  test('says what is wrong with what it was given', async () => {
    const wrongNote = verifyInWorker(deps(), { keptNotes: ['x'] });
    await expect(wrongNote).rejects.toMatchObject({ code: 'USAGE_INVALID' });
    const missing = new URL('./no-such.db', import.meta.url).href;
    const nowhere = { ...deps(), source: { url: missing, platform: process.platform } };
    await expect(verifyInWorker(nowhere)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await expect(verifyInWorker({ ...deps(), workerFile: '/nowhere.ts' })).rejects.toThrow('nowhere');
  });
});
