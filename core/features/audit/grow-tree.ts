/** The tree of the log at a later size, from the events themselves: no stored hash is believed. */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import { appendLeaves, type Frontier, leafHash } from '../../ledger/merkle.ts';
import { readRows } from './audit.repository.ts';

const PAGE_ROWS = 1_000;

/** AUDIT_LOG_DAMAGED when an event is missing or is not the one that was recorded. */
export async function growTree(
  db: Kysely<Database>,
  logId: string,
  { from, toSize }: { readonly from: Frontier; readonly toSize: number },
): Promise<Frontier> {
  let tree = from;
  while (tree.size < toSize) {
    const firstSeq = tree.size + 1;
    const limit = Math.min(PAGE_ROWS, toSize - tree.size);
    const rows = await readRows(db, { logId, afterSeq: tree.size, limit });
    if (rows.length === 0) throw damaged(`event ${firstSeq} is missing`);
    const leaves = rows.map((row, index) => {
      const expected = firstSeq + index;
      if (row.seq !== expected) throw damaged(`event ${expected} is missing`);
      const leaf = leafHash(row.body);
      if (!leaf.equals(row.leaf)) throw damaged(`event ${expected} was changed`);
      return leaf;
    });
    tree = appendLeaves(tree, leaves);
  }
  return tree;
}

export function damaged(reason: string): EaselError {
  return new EaselError('AUDIT_LOG_DAMAGED', { reason });
}
