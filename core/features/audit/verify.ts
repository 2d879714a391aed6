/**
 * Checks an audit log row by row against its head and against the trees that were signed, without trusting any stored
 * hash.
 * The first bad row is the first that does not follow from the rows before it. When somebody rewrote a row together
 * with all of its own hashes, the chain breaks at the row after it: nothing in the log says which of the two changed.
 * Rows rewritten together with everything after them only contradict the signed trees: the first bad row is then the
 * one after the last tree that still holds, the first that nothing vouches for.
 */
import { CHAIN_START, chainHash } from '../../ledger/chain.ts';
import { decodeFrontier, encodeFrontier, leafHash, pushLeaf, rootOf } from '../../ledger/merkle.ts';

export interface VerifiableRow {
  readonly log_id: string;
  readonly seq: number;
  readonly ts: number;
  readonly actor_ref: string;
  readonly role: string;
  readonly category: string;
  readonly action: string;
  readonly outcome: string;
  readonly resource: string;
  readonly request_id: string;
  readonly surface: string;
  readonly body: Uint8Array;
  readonly leaf: Uint8Array;
  readonly prev: Uint8Array;
}

export interface VerifiableHead {
  readonly log_id: string;
  readonly size: number;
  readonly frontier: Uint8Array;
  readonly last_prev: Uint8Array;
}

/** Where the rows begin: what the log was when those before were pruned. */
export interface LogBase {
  readonly size: number;
  readonly frontier: Uint8Array;
  readonly last_prev: Uint8Array;
}

/** A tree that somebody signed, or kept a note of. */
export interface SignedTree {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface LogVerifierOptions {
  readonly base?: LogBase;
  /** Larger than the base, smallest first. */
  readonly trees?: readonly SignedTree[];
}

export type VerifyReason =
  | 'ROW_MISSING'
  | 'ROW_REPEATED'
  | 'ROW_INSERTED'
  | 'BODY_CHANGED'
  | 'CHAIN_BROKEN'
  | 'COLUMN_DIFFERS'
  | 'TAIL_MISSING'
  | 'BEYOND_HEAD'
  | 'HEAD_DIFFERS'
  | 'ROLLED_BACK'
  | 'CHECKPOINT_DIFFERS'
  | 'CHECKPOINT_CHANGED'
  | 'CHECKPOINT_UNSIGNED'
  | 'PRUNE_CHANGED'
  | 'PRUNE_UNSIGNED'
  | 'DETAIL_CHANGED';

export interface Verification {
  readonly ok: boolean;
  /** Null when every row holds and only the head does not. */
  readonly firstBadSeq: number | null;
  readonly reason: VerifyReason | null;
  /** The last row that was found good, and the Merkle root up to it, hex. */
  readonly size: number;
  readonly root: string;
}

export interface LogVerifier {
  /** False once it is clear which row was bad; further rows are then ignored. */
  readonly accept: (row: VerifiableRow) => boolean;
  /** A signed tree is not that of the rows; the row after it may show which one is bad. */
  readonly wantsAnotherRow: () => boolean;
  readonly finish: () => Verification;
}

export interface Fault {
  readonly seq: number | null;
  readonly reason: VerifyReason;
}

/** Columns that repeat a field of the body. */
const COPIES: readonly (readonly [
  column: Exclude<keyof VerifiableRow, 'body' | 'leaf' | 'prev'>,
  field: string,
])[] = [
  ['log_id', 'log_id'],
  ['seq', 'seq'],
  ['ts', 'ts'],
  ['actor_ref', 'actor'],
  ['role', 'role'],
  ['category', 'category'],
  ['action', 'action'],
  ['outcome', 'outcome'],
  ['resource', 'resource'],
  ['request_id', 'request_id'],
  ['surface', 'surface'],
];

export function verifyLog(rows: Iterable<VerifiableRow>, head: VerifiableHead): Verification {
  const verifier = createLogVerifier(head);
  for (const row of rows) if (!verifier.accept(row)) break;
  return verifier.finish();
}

/** Throws RangeError for a base that is none. */
export function createLogVerifier(head: VerifiableHead, options: LogVerifierOptions = {}): LogVerifier {
  const { base, trees = [] } = options;
  const hashes = base === undefined ? [] : hashesOf(base);
  let size = base?.size ?? 0;
  let prev: Uint8Array = base?.last_prev ?? CHAIN_START;
  let prevBefore: Uint8Array | null = null;
  let fault: Fault | null = null;
  let headHolds = head.size === size && holdsAtSize();
  let treesSeen = 0;
  let vouchedFor = size;
  let treeFault: Fault | null = null;

  function holdsAtSize(): boolean {
    return sameBytes(prev, head.last_prev) && sameBytes(encodeFrontier({ size, hashes }), head.frontier);
  }

  function faultOf(row: VerifiableRow, leaf: Buffer): Fault | null {
    const expected = size + 1;
    if (row.seq < expected) return { seq: row.seq, reason: 'ROW_REPEATED' };
    if (row.seq > expected) return { seq: expected, reason: 'ROW_MISSING' };
    if (!sameBytes(leaf, row.leaf)) return { seq: expected, reason: 'BODY_CHANGED' };
    const chained = sameBytes(chainHash(prev, leaf), row.prev);
    // It follows the row before the last one: the last one was slipped in between.
    if (!chained && prevBefore !== null && sameBytes(chainHash(prevBefore, leaf), row.prev)) {
      return { seq: size, reason: 'ROW_INSERTED' };
    }
    if (!columnsMatch(row, head.log_id)) return { seq: expected, reason: 'COLUMN_DIFFERS' };
    return chained ? null : { seq: expected, reason: 'CHAIN_BROKEN' };
  }

  function accept(row: VerifiableRow): boolean {
    if (fault) return false;
    const leaf = leafHash(row.body);
    fault = faultOf(row, leaf);
    if (treeFault !== null && (fault?.seq ?? Infinity) > size) fault = treeFault;
    if (fault) return false;
    pushLeaf(hashes, size, leaf);
    size += 1;
    prevBefore = prev;
    prev = row.prev;
    if (size === head.size) headHolds = holdsAtSize();
    treeFault = faultOfTrees();
    return true;
  }

  /** Several may be of one size: the log's own, and one that somebody kept. */
  function faultOfTrees(): Fault | null {
    for (let tree = trees[treesSeen]; tree?.size === size; tree = trees[++treesSeen]) {
      if (!sameBytes(rootOf(hashes), tree.root)) return { seq: vouchedFor + 1, reason: 'CHECKPOINT_DIFFERS' };
    }
    if (trees[treesSeen - 1]?.size === size) vouchedFor = size;
    return null;
  }

  function finish(): Verification {
    const found = fault ?? treeFault ?? faultOfEnd();
    return {
      ok: found === null,
      firstBadSeq: found?.seq ?? null,
      reason: found?.reason ?? null,
      size,
      root: rootOf(hashes).toString('hex'),
    };
  }

  function faultOfEnd(): Fault | null {
    if (size < head.size) return { seq: size + 1, reason: 'TAIL_MISSING' };
    if (trees.some((tree) => tree.size > size)) return { seq: size + 1, reason: 'ROLLED_BACK' };
    if (!headHolds) return { seq: null, reason: 'HEAD_DIFFERS' };
    return size > head.size ? { seq: head.size + 1, reason: 'BEYOND_HEAD' } : null;
  }

  return { accept, wantsAnotherRow: () => fault === null && treeFault !== null, finish };
}

function hashesOf(base: LogBase): Buffer[] {
  const frontier = decodeFrontier(base.size, base.frontier);
  if (frontier === null) throw new RangeError(`The tree of size ${base.size} has other hashes.`);
  return [...frontier.hashes];
}

function columnsMatch(row: VerifiableRow, logId: string): boolean {
  if (row.log_id !== logId) return false;
  const fields = parseObject(row.body);
  return fields !== null && COPIES.every(([column, field]) => fields[field] === row[column]);
}

function parseObject(body: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'),
    );
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
