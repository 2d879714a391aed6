/** Logs for verification tests, built from the definition and not with the code under test. */
import { createHash } from 'node:crypto';
import type { VerifiableHead, VerifiableRow } from './verify.ts';

export const LOG_ID = '01990000-0000-7000-8000-000000000001';

export interface Log {
  readonly rows: readonly VerifiableRow[];
  readonly head: VerifiableHead;
}

const logs = new Map<number, Log>();

export function makeLog(size: number): Log {
  const made = logs.get(size);
  if (made) return made;
  const rows: VerifiableRow[] = [];
  for (let seq = 1; seq <= size; seq += 1) rows.push(makeRow(seq, prevAt(rows, seq - 1), {}));
  const log = { rows, head: makeHead(rows) };
  logs.set(size, log);
  return log;
}

export function makeRow(seq: number, before: Uint8Array, overrides: Partial<VerifiableRow>): VerifiableRow {
  const columns = {
    log_id: LOG_ID,
    seq,
    ts: 1_790_000_000_000 + seq,
    actor_ref: 'system',
    role: 'SYSTEM',
    category: 'processing',
    action: 'image.processed',
    outcome: 'success',
    resource: `image:${seq}`,
    request_id: `request-${seq}`,
    surface: 'cli',
    ...overrides,
  };
  const { actor_ref, ...rest } = columns;
  const body = sortedJson({ ...rest, actor: actor_ref, v: 1 });
  const leaf = leafOf(body);
  return { ...columns, body, leaf, prev: chainOf(before, leaf) };
}

export function makeHead(rows: readonly VerifiableRow[]): VerifiableHead {
  const frontier = makeFrontier(rows.map((row) => row.leaf));
  return { log_id: LOG_ID, size: rows.length, frontier, last_prev: prevAt(rows, rows.length) };
}

export function makeFrontier(leaves: readonly Uint8Array[]): Buffer {
  const roots: Buffer[] = [];
  let at = 0;
  for (const bit of [...leaves.length.toString(2)].map((digit, index, all) =>
    digit === '1' ? 2 ** (all.length - 1 - index) : 0,
  )) {
    if (bit > 0) roots.push(naiveRoot(leaves.slice(at, at + bit)));
    at += bit;
  }
  return Buffer.concat(roots);
}

export function rechained(rows: readonly VerifiableRow[], from: number): VerifiableRow[] {
  const result = rows.slice(0, from - 1);
  for (const row of rows.slice(from - 1)) {
    const overrides = row.seq === from ? { outcome: 'failed' } : {};
    result.push(makeRow(row.seq, prevAt(result, row.seq - 1), overrides));
  }
  return result;
}

export function replaced(
  rows: readonly VerifiableRow[],
  at: number,
  change: (row: VerifiableRow) => VerifiableRow,
): VerifiableRow[] {
  return rows.with(at - 1, change(rowAt(rows, at)));
}

export function renumbered(rows: readonly VerifiableRow[]): VerifiableRow[] {
  return rows.map((row, index) => ({ ...row, seq: index + 1 }));
}

export function rowAt(rows: readonly VerifiableRow[], seq: number): VerifiableRow {
  const row = rows[seq - 1];
  if (!row) throw new RangeError(`There is no row ${seq}.`);
  return row;
}

export function prevAt(rows: readonly VerifiableRow[], seq: number): Uint8Array {
  return seq === 0 ? Buffer.alloc(32) : rowAt(rows, seq).prev;
}

export function rewritten(body: Uint8Array, change: Record<string, unknown>): Buffer {
  return sortedJson({ ...JSON.parse(Buffer.from(body).toString()), ...change });
}

export function sortedJson(value: Record<string, unknown>): Buffer {
  return Buffer.from(JSON.stringify(value, Object.keys(value).sort()));
}

export function flipped(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

export function leafOf(body: Uint8Array): Buffer {
  return digest(Buffer.from([0]), body);
}

export function chainOf(before: Uint8Array, leaf: Uint8Array): Buffer {
  return digest(Buffer.from([2]), before, leaf);
}

export function naiveRoot(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length <= 1) return leaves[0] ? Buffer.from(leaves[0]) : digest();
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return digest(Buffer.from([1]), naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

function digest(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
