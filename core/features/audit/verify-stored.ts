/** Verifies the log in the database in one pass, a page at a time, with what was signed about it. */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import { CHAIN_START } from '../../ledger/chain.ts';
import {
  type AuditRow,
  firstRepeatedSeq,
  readDetailsBetween,
  readExtent,
  readHead,
  readRows,
} from './audit.repository.ts';
import { openTreeNote, originOf } from './checkpoint-note.ts';
import { readCheckpoints, readNewestPrune, readPrunes } from './checkpoints.repository.ts';
import { isCommittedTo } from './details.ts';
import type { NoteKey } from './signed-note.ts';
import { readSignedTrees } from './signed-trees.ts';
import { createLogVerifier, type Fault, type SignedTree, type Verification } from './verify.ts';

export interface VerifyStoredOptions {
  /** Whose signatures are believed; without, notes are compared with the rows but anybody may have signed them. */
  readonly keys?: readonly NoteKey[] | undefined;
  /** Checkpoints of this log that somebody kept elsewhere. */
  readonly keptNotes?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined;
}

/** In sequence numbers. */
export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
}

export interface StoredVerification extends Verification {
  /** Rows up to this number were pruned. */
  readonly prunedTo: number;
  readonly checkpoints: number;
  /** False: nothing was found wrong, but who signed the checkpoints cannot be told. */
  readonly signaturesChecked: boolean;
}

/** Larger pages are no faster and take more memory: 158 MB for a million rows, 276 MB with 2,000. */
const PAGE_ROWS = 250;

/** Safe while others append and prune. Throws the signal's reason when it is aborted. */
export async function verifyStoredLog(
  db: Kysely<Database>,
  logId: string,
  options: VerifyStoredOptions = {},
): Promise<StoredVerification> {
  for (;;) {
    const before = await readNewestPrune(db, logId);
    const verification = await verifyOnce(db, logId, options);
    if (verification.ok) return verification;
    // Rows that were pruned while they were read look as if they were missing.
    if ((await readNewestPrune(db, logId))?.size === before?.size) return verification;
  }
}

/**
 * What is signed is read first, the head next: both are then covered by the rows. Rows past the head are only bad if
 * the log itself, seen in a single statement, ends after its head.
 */
async function verifyOnce(
  db: Kysely<Database>,
  logId: string,
  { keys, keptNotes = [], signal, onProgress }: VerifyStoredOptions,
): Promise<StoredVerification> {
  const prunes = await readPrunes(db, logId);
  const checkpoints = await readCheckpoints(db, logId);
  const head = (await readHead(db, logId)) ?? emptyHead(logId);
  const signed = readSignedTrees({ logId, prunes, checkpoints, keys: keys ?? null });
  const prunedTo = signed.base?.size ?? 0;
  const kept = keptNotes.map((note) => readKept(note, { logId, prunedTo, keys: keys ?? null }));
  const trees = [...signed.trees, ...kept].sort((a, b) => a.size - b.size);
  const verifier = createLogVerifier(head, signed.base ? { base: signed.base, trees } : { trees });

  // Past a bad note there is nothing to look for: it comes first.
  const lastSeq = Math.min(head.size, (signed.fault?.seq ?? Number.POSITIVE_INFINITY) - 1);
  let afterSeq = prunedTo;
  let detailFault: Fault | null = null;
  for (let more = afterSeq < lastSeq; more; ) {
    signal?.throwIfAborted();
    const page = await readRows(db, { logId, afterSeq, limit: Math.min(PAGE_ROWS, lastSeq - afterSeq) });
    const bad = page.find((row) => !verifier.accept(row));
    detailFault = await faultOfDetails(db, bad === undefined ? page : page.slice(0, page.indexOf(bad)));
    afterSeq = page.at(-1)?.seq ?? lastSeq;
    more = afterSeq < lastSeq && bad === undefined && detailFault === null;
    onProgress?.({ done: Math.min(afterSeq, head.size), total: head.size });
    await nextTurn();
  }

  if (verifier.wantsAnotherRow())
    (await readRows(db, { logId, afterSeq: lastSeq, limit: 1 })).forEach(verifier.accept);

  const found = verifier.finish();
  const fault =
    earliest([detailFault, signed.fault, found.reason && { seq: found.firstBadSeq, reason: found.reason }]) ??
    (await faultOfExtent(db, { logId, prunedTo }));
  return {
    ...found,
    ok: fault === null,
    firstBadSeq: fault?.seq ?? null,
    reason: fault?.reason ?? null,
    prunedTo,
    checkpoints: checkpoints.length,
    signaturesChecked: keys !== undefined,
  };
}

/** USAGE_INVALID for a note that says nothing about this log, or about rows that are gone. */
function readKept(
  note: string,
  options: { readonly logId: string; readonly prunedTo: number; readonly keys: readonly NoteKey[] | null },
): SignedTree {
  const { tree } = openTreeNote(note, options.keys);
  if (tree === null || tree.origin !== originOf(options.logId))
    throw new EaselError('USAGE_INVALID', { reason: 'The checkpoint that was kept is not one of this log.' });
  if (tree.size < options.prunedTo)
    throw new EaselError('USAGE_INVALID', {
      reason: `The events up to ${options.prunedTo} were pruned, and the checkpoint that was kept is about these.`,
    });
  return tree;
}

/** A detail that is not what its row committed to. Erased ones are no fault. */
async function faultOfDetails(db: Kysely<Database>, page: readonly AuditRow[]): Promise<Fault | null> {
  const [first, last] = [page[0], page.at(-1)];
  if (first === undefined || last === undefined) return null;
  const details = await readDetailsBetween(db, {
    logId: first.log_id,
    firstSeq: first.seq,
    lastSeq: last.seq,
  });
  const bad = details.find((detail) => {
    const row = page[detail.seq - first.seq];
    return row === undefined || !isCommittedTo(row.body, detail);
  });
  return bad ? { seq: bad.seq, reason: 'DETAIL_CHANGED' } : null;
}

/** What pages of rows in order cannot show: rows past the head, before the base, or twice at the edge of a page. */
async function faultOfExtent(
  db: Kysely<Database>,
  { logId, prunedTo }: { readonly logId: string; readonly prunedTo: number },
): Promise<Fault | null> {
  const { size, rows, firstSeq, lastSeq } = await readExtent(db, logId);
  if (firstSeq > 0 && firstSeq <= prunedTo) return { seq: firstSeq, reason: 'ROW_REPEATED' };
  const repeated = rows > lastSeq - prunedTo ? await firstRepeatedSeq(db, logId) : null;
  if (repeated !== null) return { seq: repeated, reason: 'ROW_REPEATED' };
  return lastSeq > size ? { seq: size + 1, reason: 'BEYOND_HEAD' } : null;
}

/** Faults without a number come last; of equals the first one listed. */
function earliest(faults: readonly (Fault | null)[]): Fault | null {
  const found = faults.filter((fault) => fault !== null);
  const place = ({ seq }: Fault) => seq ?? Number.POSITIVE_INFINITY;
  return found.reduce<Fault | null>(
    (best, fault) => (best && place(best) <= place(fault) ? best : fault),
    null,
  );
}

/** SQLite answers within one turn: without this, nobody else would get one until the last page. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function emptyHead(logId: string) {
  return { log_id: logId, size: 0, frontier: Buffer.alloc(0), last_prev: CHAIN_START };
}
