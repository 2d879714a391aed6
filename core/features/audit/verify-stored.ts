/** Verifies the log in the database, a page at a time. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import { CHAIN_START } from '../../ledger/chain.ts';
import { readExtent, readHead, readRows } from './audit.repository.ts';
import { createLogVerifier, type Verification } from './verify.ts';

const PAGE_ROWS = 2_000;

/**
 * Safe while others append: the head is read first and rows past it are only bad if the log itself, seen in a single
 * statement, ends after its head.
 */
export async function verifyStoredLog(db: Kysely<Database>, logId: string): Promise<Verification> {
  const head = (await readHead(db, logId)) ?? emptyHead(logId);
  const verifier = createLogVerifier(head);
  let afterSeq = 0;
  for (let more = true; more; ) {
    const page = await readRows(db, { logId, afterSeq, limit: Math.min(PAGE_ROWS, head.size - afterSeq) });
    more = page.length > 0 && page.every((row) => verifier.accept(row));
    afterSeq = page.at(-1)?.seq ?? afterSeq;
    if (afterSeq >= head.size) more = false;
  }
  const verification = verifier.finish();
  if (!verification.ok) return verification;
  const extent = await readExtent(db, logId);
  if (extent.lastSeq <= extent.size) return verification;
  return { ...verification, ok: false, firstBadSeq: extent.size + 1, reason: 'BEYOND_HEAD' };
}

function emptyHead(logId: string) {
  return { log_id: logId, size: 0, frontier: Buffer.alloc(0), last_prev: CHAIN_START };
}
