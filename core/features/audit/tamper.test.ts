/**
 * Everything somebody could do to a log without the key, on real databases: each is found, at the number it has to be
 * found at, and logs that nobody touched raise no alarm. EASEL_TAMPER_CASES sets how many random cases each gets.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { appendAudit } from './audit.service.ts';
import { originOf } from './checkpoint-note.ts';
import { handKey, handNote } from './notes.testing.ts';
import {
  checkpointOf,
  KEY,
  type SignedLog,
  signedLog,
  vouchedBefore,
  withHeadOf,
  withRows,
  withStored,
} from './tamper.testing.ts';
import { testAuditContext, testEvent } from './testing.ts';
import {
  chainOf,
  flipped,
  LOG_ID,
  leafOf,
  makeRow,
  prevAt,
  rechained,
  renumbered,
  replaced,
  rewritten,
  rowAt,
} from './verify.testing.ts';
import { verifyStoredLog } from './verify-stored.ts';

interface Tampered {
  readonly log: SignedLog;
  readonly firstBadSeq: number;
  readonly keptNotes?: readonly string[];
}

/** Does something to a log at row `at`. Every log has a checkpoint at its end. */
type Tampering = (log: SignedLog, at: number) => Tampered;

const STRANGER = handKey(originOf(LOG_ID));

const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'an event edited': (log, at) => {
    const rows = replaced(log.rows, at, (row) => ({
      ...row,
      outcome: 'failed',
      body: rewritten(row.body, { outcome: 'failed' }),
    }));
    return { log: withRows(log, rows), firstBadSeq: at };
  },
  'an event deleted': (log, at) => ({
    log: withRows(log, log.rows.toSpliced(at - 1, 1)),
    firstBadSeq: at,
  }),
  'an event inserted, the rest renumbered': (log, at) => {
    const made = makeRow(at, prevAt(log.rows, at - 1), { action: 'image.failed' });
    const rows = renumbered(log.rows.toSpliced(at - 1, 0, made));
    return { log: withRows(log, rows), firstBadSeq: at };
  },
  'two events exchanged': (log, at) => {
    const first = Math.min(at, log.rows.length - 1);
    const [a, b] = [rowAt(log.rows, first), rowAt(log.rows, first + 1)];
    const rows = log.rows.with(first - 1, { ...b, seq: first }).with(first, { ...a, seq: first + 1 });
    return { log: withRows(log, rows), firstBadSeq: first };
  },
  'the end cut off, and the head made to fit': (log, at) => ({
    log: withHeadOf(log, log.rows.slice(0, at - 1)),
    firstBadSeq: at,
  }),
  'everything set back to an earlier state': (log, at) => {
    const rows = log.rows.slice(0, at - 1);
    const checkpoints = log.checkpoints.filter(({ size }) => size < at);
    const keptNotes = [log.checkpoints.at(-1)?.note ?? ''];
    return { log: { ...withHeadOf(log, rows), checkpoints }, keptNotes, firstBadSeq: at };
  },
  'all written anew from an event on': (log, at) => ({
    log: withHeadOf(log, rechained(log.rows, at)),
    firstBadSeq: vouchedBefore(log, at) + 1,
  }),
  'a checkpoint exchanged for that of another size': (log, at) => {
    const index = at % log.checkpoints.length;
    const wrong = checkpointOf(log.rows.slice(0, (log.checkpoints[index]?.size ?? 0) - 1), KEY);
    return atCheckpoint(log, index, wrong.note);
  },
  'a checkpoint exchanged for that of another log': (log, at) => {
    const { root = Buffer.alloc(32), size = 0 } = log.checkpoints[at % log.checkpoints.length] ?? {};
    const note = handNote(['easel/another', size, root.toString('base64')], KEY);
    return atCheckpoint(log, at % log.checkpoints.length, note);
  },
  'an event of another log spliced in': (log, at) => {
    const rows = replaced(log.rows, at, (row) => {
      const body = rewritten(row.body, { log_id: '01990000-0000-7000-8000-000000000002' });
      const leaf = leafOf(body);
      return { ...row, body, leaf, prev: chainOf(prevAt(log.rows, at - 1), leaf) };
    });
    return { log: withRows(log, rows), firstBadSeq: at };
  },
  'an event twice': (log, at) => ({
    log: withRows(log, log.rows.toSpliced(at, 0, rowAt(log.rows, at))),
    firstBadSeq: at,
  }),
  'a column that says something else than its body': (log, at) => ({
    log: withRows(
      log,
      replaced(log.rows, at, (row) => ({ ...row, actor_ref: 'user:somebody-else' })),
    ),
    firstBadSeq: at,
  }),
  'a checkpoint without its signature': (log, at) => {
    const index = at % log.checkpoints.length;
    const note = log.checkpoints[index]?.note ?? '';
    return atCheckpoint(log, index, note.slice(0, note.indexOf('\n\n') + 2));
  },
  'all signed anew with another key': (log, at) => {
    const rows = rechained(log.rows, at);
    const checkpoints = log.checkpoints.map(({ size }) => checkpointOf(rows.slice(0, size), STRANGER));
    return { log: { ...withHeadOf(log, rows), checkpoints }, firstBadSeq: 1 };
  },
  'a time edited, with the hash of the event': (log, at) => {
    const rows = replaced(log.rows, at, (row) => {
      const body = rewritten(row.body, { ts: row.ts + 60_000 });
      return { ...row, ts: row.ts + 60_000, body, leaf: leafOf(body) };
    });
    return { log: withRows(log, rows), firstBadSeq: at };
  },
};

/** A bad note leaves the events after the one before it without a word for them. */
function atCheckpoint(log: SignedLog, index: number, note: string): Tampered {
  const checkpoint = log.checkpoints[index];
  if (checkpoint === undefined) throw new RangeError(`There is no checkpoint ${index}.`);
  const checkpoints = log.checkpoints.with(index, { ...checkpoint, note });
  return { log: { ...log, checkpoints }, firstBadSeq: (log.checkpoints[index - 1]?.size ?? 0) + 1 };
}

const CASES = Number(process.env.EASEL_TAMPER_CASES ?? 25);

const logs = fc
  .record({
    size: fc.integer({ min: 2, max: 40 }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { maxLength: 3 }),
  })
  .map(({ size, cuts }) =>
    signedLog(
      size,
      [...cuts.filter((cut) => cut < size), size].sort((a, b) => a - b),
    ),
  );

describeDatabases('a log in the database', (database) => {
  const keys = [KEY];

  test.each(Object.entries(TAMPERINGS))('shows %s', { timeout: 600_000 }, async (_name, tamper) => {
    await fc.assert(
      fc.asyncProperty(logs, fc.nat(), async (log, pick) => {
        const { log: tampered, firstBadSeq, keptNotes } = tamper(log, 1 + (pick % log.rows.length));
        await withStored(database, tampered, async (db) => {
          const found = await verifyStoredLog(db, LOG_ID, { keys, keptNotes });
          expect(found).toMatchObject({ ok: false, firstBadSeq });
        });
      }),
      { numRuns: CASES },
    );
  });

  test('raises no alarm when nobody touched it', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        await withStored(database, log, async (db) => {
          const keptNotes = log.checkpoints.map(({ note }) => note);
          const found = await verifyStoredLog(db, LOG_ID, { keys, keptNotes });
          expect(found).toMatchObject({ ok: true, size: log.rows.length, signaturesChecked: true });
          expect(found.checkpoints).toBe(log.checkpoints.length);
        });
      }),
      { numRuns: CASES * 2 },
    );
  });

  test('shows what was changed in the same span as a bad checkpoint at the checkpoint', async () => {
    const log = signedLog(20, [5, 15, 20]);
    const edited = withRows(
      log,
      replaced(log.rows, 9, (row) => ({ ...row, body: flipped(row.body) })),
    );
    await withStored(database, atCheckpoint(edited, 1, 'x').log, async (db) => {
      const found = await verifyStoredLog(db, LOG_ID, { keys });
      expect(found).toMatchObject({ ok: false, firstBadSeq: 6, reason: 'CHECKPOINT_CHANGED' });
    });
    await withStored(database, atCheckpoint(edited, 2, 'x').log, async (db) => {
      const found = await verifyStoredLog(db, LOG_ID, { keys });
      expect(found).toMatchObject({ ok: false, firstBadSeq: 9, reason: 'BODY_CHANGED' });
    });
  });

  test('shows an event that comes twice wherever the pages end', async () => {
    const log = signedLog(600, [600]);
    for (const at of [249, 250, 251, 500, 600]) {
      const twice = withRows(log, log.rows.toSpliced(at, 0, rowAt(log.rows, at)));
      await withStored(database, twice, async (db) => {
        const found = await verifyStoredLog(db, LOG_ID, { keys });
        expect(found).toMatchObject({ ok: false, firstBadSeq: at, reason: 'ROW_REPEATED' });
      });
    }
  });

  test('shows a detail that is not the one its event committed to', async () => {
    const ctx = testAuditContext();
    const detail = { subject: null, data: { path: '/a' } };
    await database.db
      .transaction()
      .execute((trx) => appendAudit(trx, ctx, [{}, { detail }, { detail }].map(testEvent)));
    const verify = () => verifyStoredLog(database.db, ctx.logId);
    expect(await verify()).toMatchObject({ ok: true });
    const update = database.db.updateTable('audit_details').where('seq', '=', 3);
    await update.set({ detail: '{"path":"/b"}' }).execute();
    expect(await verify()).toMatchObject({ ok: false, firstBadSeq: 3, reason: 'DETAIL_CHANGED' });
    await update.set({ detail: '{"path":"/a"}', seq: 1 }).execute();
    expect(await verify()).toMatchObject({ ok: false, firstBadSeq: 1, reason: 'DETAIL_CHANGED' });
  });

  test('says that it checked no signature when it was given no key', async () => {
    const log = signedLog(6, [6]);
    const forged = { ...log, checkpoints: [checkpointOf(log.rows, STRANGER)] };
    await withStored(database, forged, async (db) => {
      expect(await verifyStoredLog(db, LOG_ID)).toMatchObject({ ok: true, signaturesChecked: false });
      expect(await verifyStoredLog(db, LOG_ID, { keys })).toMatchObject({
        ok: false,
        reason: 'CHECKPOINT_UNSIGNED',
      });
    });
  });

  test('refuses a kept checkpoint that is not one of its own', async () => {
    const log = signedLog(6, [6]);
    const note = log.checkpoints[0]?.note ?? '';
    await withStored(database, log, async (db) => {
      for (const wrong of ['', note.replace(LOG_ID, 'another'), checkpointOf(log.rows, STRANGER).note])
        await expect(verifyStoredLog(db, LOG_ID, { keys, keptNotes: [wrong] })).rejects.toMatchObject({
          code: 'USAGE_INVALID',
        });
    });
  });

  test('can be left half-way', async () => {
    const reason = new Error('enough');
    await withStored(database, signedLog(6, [6]), async (db) => {
      const signal = AbortSignal.abort(reason);
      await expect(verifyStoredLog(db, LOG_ID, { signal })).rejects.toBe(reason);
    });
  });
});
