import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chainOf,
  flipped,
  type Log,
  leafOf,
  makeLog,
  makeRow,
  naiveRoot,
  prevAt,
  rechained,
  renumbered,
  replaced,
  rewritten,
  rowAt,
} from './verify.testing.ts';
import { type VerifyReason, verifyLog } from './verify.ts';

interface Tampered extends Log {
  readonly firstBadSeq: number | null;
  readonly reason: VerifyReason;
}

/** Changes a log at row `at` (1-based); null when the log is too short for it. */
type Tampering = (log: Log, at: number) => Tampered | null;

const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'a byte of a body': (log, at) => ({
    ...log,
    rows: replaced(log.rows, at, (row) => ({ ...row, body: flipped(row.body) })),
    firstBadSeq: at,
    reason: 'BODY_CHANGED',
  }),
  'a body with its leaf': (log, at) => ({
    ...log,
    rows: replaced(log.rows, at, (row) => {
      const body = rewritten(row.body, { outcome: 'failed' });
      return { ...row, outcome: 'failed', body, leaf: leafOf(body) };
    }),
    firstBadSeq: at,
    reason: 'CHAIN_BROKEN',
  }),
  'a body with its leaf and its chain value': (log, at) =>
    at === log.rows.length
      ? null
      : {
          ...log,
          rows: replaced(log.rows, at, (row) => {
            const body = rewritten(row.body, { outcome: 'failed' });
            const leaf = leafOf(body);
            return { ...row, outcome: 'failed', body, leaf, prev: chainOf(prevAt(log.rows, at - 1), leaf) };
          }),
          firstBadSeq: at + 1,
          reason: 'CHAIN_BROKEN',
        },
  'a whole log re-chained from a row on': (log, at) => ({
    head: log.head,
    rows: rechained(log.rows, at),
    firstBadSeq: null,
    reason: 'HEAD_DIFFERS',
  }),
  'a leaf': (log, at) => ({
    ...log,
    rows: replaced(log.rows, at, (row) => ({ ...row, leaf: flipped(row.leaf) })),
    firstBadSeq: at,
    reason: 'BODY_CHANGED',
  }),
  'a chain value': (log, at) => ({
    ...log,
    rows: replaced(log.rows, at, (row) => ({ ...row, prev: flipped(row.prev) })),
    firstBadSeq: at,
    reason: 'CHAIN_BROKEN',
  }),
  'a row deleted': (log, at) =>
    at === log.rows.length
      ? null
      : { ...log, rows: log.rows.toSpliced(at - 1, 1), firstBadSeq: at, reason: 'ROW_MISSING' },
  'a row deleted and the rest renumbered': (log, at) =>
    at === log.rows.length
      ? null
      : {
          ...log,
          rows: renumbered(log.rows.toSpliced(at - 1, 1)),
          firstBadSeq: at,
          reason: 'COLUMN_DIFFERS',
        },
  'the tail cut off': (log, at) => ({
    ...log,
    rows: log.rows.slice(0, at - 1),
    firstBadSeq: at,
    reason: 'TAIL_MISSING',
  }),
  'a row slipped in, the rest renumbered': (log, at) => {
    const body = rewritten(rowAt(log.rows, at).body, { action: 'image.failed' });
    const slipped = { ...rowAt(log.rows, at), body, action: 'image.failed', leaf: leafOf(body) };
    const chained = { ...slipped, prev: chainOf(prevAt(log.rows, at - 1), slipped.leaf) };
    const rows = renumbered(log.rows.toSpliced(at - 1, 0, chained));
    return { ...log, rows, firstBadSeq: at, reason: 'ROW_INSERTED' };
  },
  'a row slipped in with stale hashes': (log, at) => ({
    ...log,
    rows: renumbered(log.rows.toSpliced(at - 1, 0, { ...rowAt(log.rows, at), body: Buffer.from('{}') })),
    firstBadSeq: at,
    reason: 'BODY_CHANGED',
  }),
  'a row added past the head': (log) => ({
    head: log.head,
    rows: [...log.rows, makeRow(log.rows.length + 1, prevAt(log.rows, log.rows.length), {})],
    firstBadSeq: log.rows.length + 1,
    reason: 'BEYOND_HEAD',
  }),
  'two rows exchanged': (log, at) => {
    if (at === log.rows.length) return null;
    const [a, b] = [rowAt(log.rows, at), rowAt(log.rows, at + 1)];
    const rows = log.rows.with(at - 1, { ...b, seq: at }).with(at, { ...a, seq: at + 1 });
    return { ...log, rows, firstBadSeq: at, reason: 'COLUMN_DIFFERS' };
  },
  'two rows out of order': (log, at) => {
    if (at === log.rows.length) return null;
    const [a, b] = [rowAt(log.rows, at), rowAt(log.rows, at + 1)];
    return { ...log, rows: log.rows.with(at - 1, b).with(at, a), firstBadSeq: at, reason: 'ROW_MISSING' };
  },
  'a row twice': (log, at) => ({
    ...log,
    rows: log.rows.toSpliced(at, 0, rowAt(log.rows, at)),
    firstBadSeq: at,
    reason: 'ROW_REPEATED',
  }),
  'a row of another log': (log, at) => ({
    ...log,
    rows: replaced(log.rows, at, (row) => {
      const body = rewritten(row.body, { log_id: 'another' });
      const leaf = leafOf(body);
      return { ...row, log_id: 'another', body, leaf, prev: chainOf(prevAt(log.rows, at - 1), leaf) };
    }),
    firstBadSeq: at,
    reason: 'COLUMN_DIFFERS',
  }),
  'the size in the head': (log) => ({
    rows: log.rows,
    head: { ...log.head, size: log.head.size + 1 },
    firstBadSeq: log.head.size + 1,
    reason: 'TAIL_MISSING',
  }),
  'the tree in the head': (log) => ({
    rows: log.rows,
    head: { ...log.head, frontier: flipped(log.head.frontier) },
    firstBadSeq: null,
    reason: 'HEAD_DIFFERS',
  }),
  'the chain value in the head': (log) => ({
    rows: log.rows,
    head: { ...log.head, last_prev: flipped(log.head.last_prev) },
    firstBadSeq: null,
    reason: 'HEAD_DIFFERS',
  }),
  'the head of an earlier moment': (log) => ({
    rows: log.rows,
    head: makeLog(log.rows.length - 1).head,
    firstBadSeq: log.rows.length,
    reason: 'BEYOND_HEAD',
  }),
};

const COLUMNS = [
  'ts',
  'actor_ref',
  'role',
  'category',
  'action',
  'outcome',
  'resource',
  'request_id',
  'surface',
] as const;

describe('verifyLog', () => {
  test('never flags a clean log, and finds its RFC 6962 root', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), (size) => {
        const { rows, head } = makeLog(size);
        const root = naiveRoot(rows.map((row) => row.leaf)).toString('hex');
        expect(verifyLog(rows, head)).toEqual({ ok: true, firstBadSeq: null, reason: null, size, root });
      }),
    );
  });

  test.each(Object.entries(TAMPERINGS))('finds %s', (_name, tamper) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (size, pick) => {
        const tampered = tamper(makeLog(size), 1 + (pick % size));
        if (tampered === null) return;
        expect(verifyLog(tampered.rows, tampered.head)).toMatchObject({
          ok: false,
          firstBadSeq: tampered.firstBadSeq,
          reason: tampered.reason,
        });
      }),
    );
  });

  test.each(COLUMNS)('finds a column %s that no longer repeats the body', (column) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (size, pick) => {
        const at = 1 + (pick % size);
        const { rows, head } = makeLog(size);
        const drifted = replaced(rows, at, (row) => ({
          ...row,
          [column]: column === 'ts' ? row.ts + 1 : `${row[column]}x`,
        }));
        expect(verifyLog(drifted, head)).toMatchObject({
          ok: false,
          firstBadSeq: at,
          reason: 'COLUMN_DIFFERS',
        });
      }),
    );
  });
});
