/**
 * What may leave the log, and what may not. Rows leave from its beginning only, behind a signed prune from which the
 * rest still verifies; what is known about a person leaves on its own, and the rows stay; a legal hold stops both.
 */
import type { Kysely } from 'kysely';
import type { AuditAction, AuditCategory } from '../../../shared/audit/audit-actions.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import type { DatabaseHandle } from '../../db/handle.ts';
import type { Ids } from '../../ids.ts';
import type { JsonObject } from '../../ledger/canonical.ts';
import { decodeFrontier, EMPTY_FRONTIER, encodeFrontier, rootOf } from '../../ledger/merkle.ts';
import { actorRef } from './audit.forms.ts';
import { eraseDetails, lockHead, readHead, readRows } from './audit.repository.ts';
import type { AuditLog } from './audit.service.ts';
import { pruneOriginOf, treeText } from './checkpoint-note.ts';
import { insertPrune, readNewestPrune } from './checkpoints.repository.ts';
import { damaged, growTree } from './grow-tree.ts';
import {
  compact,
  deleteDetails,
  deleteRows,
  firstSeqSince,
  insertHold,
  readHolds,
  releaseHold,
  scrub,
} from './retention.repository.ts';
import { type NoteKey, type Signer, signNote } from './signed-note.ts';
import { verifyStoredLog } from './verify-stored.ts';

export interface RetentionDeps {
  readonly database: DatabaseHandle;
  readonly logId: string;
  readonly ids: Ids;
  readonly signer: Signer;
  /** Keys that signed for this log before. */
  readonly retiredKeys?: readonly NoteKey[];
  readonly audit: AuditLog;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface LegalHold {
  readonly id: string;
  /** Whose details it keeps; null: everybody's. */
  readonly subject: string | null;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

export interface Removal {
  readonly removed: number;
  /** False: the database still has to let go of the last copy on the drive, which it does when it is closed. */
  readonly scrubbed: boolean;
}

export interface Retention {
  /** The first event that has to stay when each category stays this many days; all before it may be pruned. */
  readonly firstToKeep: (days: Readonly<Record<AuditCategory, number>>) => Promise<number>;
  /**
   * Removes all events before this one, and what is known beside them. Export them first: this cannot be undone.
   * AUDIT_ON_HOLD under any legal hold, AUDIT_LOG_DAMAGED when the log does not verify.
   */
  readonly prune: (beforeSeq: number, by: Caller) => Promise<Removal>;
  /** Makes the database smaller after a prune. Takes seconds for each gigabyte, and as much free space again. */
  readonly compact: () => Promise<void>;
  /** Removes everything recorded about a person beside the log. AUDIT_ON_HOLD under a hold that covers it. */
  readonly erase: (subject: string, by: Caller) => Promise<Removal>;
  readonly holds: () => Promise<readonly LegalHold[]>;
  readonly hold: (order: Pick<LegalHold, 'subject' | 'reason'>, by: Caller) => Promise<LegalHold>;
  /** AUDIT_HOLD_NOT_FOUND when it is not in force. */
  readonly release: (id: string, by: Caller) => Promise<void>;
}

/** PCI DSS 10.5.1 asks for twelve months of what concerns security. */
export const RETENTION_DAYS: Readonly<Record<AuditCategory, number>> = {
  authentication: 400,
  security: 400,
  processing: 90,
  system: 30,
};

const DAY_MS = 86_400_000;
/** So that no single statement runs into the time limit of a server. */
const ROWS_PER_DELETE = 50_000;

export function createRetention(deps: RetentionDeps): Retention {
  const { database, logId, signer, audit, now } = deps;
  const { db } = database;
  const keys = [signer, ...(deps.retiredKeys ?? [])];

  async function firstToKeep(days: Readonly<Record<AuditCategory, number>>): Promise<number> {
    let first = ((await readHead(db, logId))?.size ?? 0) + 1;
    for (const [category, kept] of Object.entries(days)) {
      const since = now() - kept * DAY_MS;
      first = Math.min(first, (await firstSeqSince(db, { logId, category, since })) ?? first);
    }
    return first;
  }

  async function prune(beforeSeq: number, by: Caller): Promise<Removal> {
    const size = beforeSeq - 1;
    const before = await readNewestPrune(db, logId);
    if (!Number.isSafeInteger(size) || size > ((await readHead(db, logId))?.size ?? 0))
      throw new EaselError('USAGE_INVALID', { reason: `There is no event ${beforeSeq} to prune up to.` });
    if (size <= (before?.size ?? 0)) return { removed: 0, scrubbed: true };

    const statement = await stateOfLog(size, before ?? null);
    const removed = await db.transaction().execute(async (trx) => {
      await refuseOnHold(trx, null);
      if ((await readNewestPrune(trx, logId))?.size !== before?.size)
        throw new EaselError('USAGE_INVALID', { reason: 'The audit log is being pruned already.' });
      await insertPrune(trx, { ...statement, created_at: now() });
      const rows = await removeRows(trx, { firstSeq: (before?.size ?? 0) + 1, lastSeq: size });
      await record(trx, by, { action: 'audit.pruned', data: { to: size, events: rows } });
      return rows;
    });
    return { removed, scrubbed: await scrub(database) };
  }

  /** What the log was when it ended there, signed: the beginning of what remains. */
  async function stateOfLog(size: number, before: { size: number; frontier: Buffer } | null) {
    const verification = await verifyStoredLog(db, logId, { keys });
    if (!verification.ok)
      throw damaged(`event ${verification.firstBadSeq ?? verification.size} does not verify`);
    const from = before === null ? EMPTY_FRONTIER : decodeFrontier(before.size, before.frontier);
    if (from === null) throw damaged('its last prune is not as it was');
    const tree = await growTree(db, logId, { from, toSize: size });
    const [last] = await readRows(db, { logId, afterSeq: size - 1, limit: 1 });
    if (last?.seq !== size) throw damaged(`event ${size} is missing`);
    const text = treeText({
      origin: pruneOriginOf(logId),
      size,
      root: rootOf(tree.hashes),
      extension: [last.prev.toString('base64')],
    });
    return {
      log_id: logId,
      size,
      frontier: encodeFrontier(tree),
      last_prev: last.prev,
      note: await signNote(text, signer),
    };
  }

  async function removeRows(
    trx: Kysely<Database>,
    { firstSeq, lastSeq }: { readonly firstSeq: number; readonly lastSeq: number },
  ): Promise<number> {
    let removed = 0;
    for (let at = firstSeq; at <= lastSeq; at += ROWS_PER_DELETE) {
      const span = { logId, firstSeq: at, lastSeq: Math.min(at + ROWS_PER_DELETE - 1, lastSeq) };
      await deleteDetails(trx, span);
      removed += await deleteRows(trx, span);
    }
    return removed;
  }

  async function erase(subject: string, by: Caller): Promise<Removal> {
    assertPseudonym(subject);
    const removed = await db.transaction().execute(async (trx) => {
      await refuseOnHold(trx, subject);
      const details = await eraseDetails(trx, subject);
      await record(trx, by, { action: 'audit.erased', data: { subject, details } });
      return details;
    });
    return { removed, scrubbed: await scrub(database) };
  }

  async function hold(order: Pick<LegalHold, 'subject' | 'reason'>, by: Caller): Promise<LegalHold> {
    if (order.subject !== null) assertPseudonym(order.subject);
    const placed = { id: deps.ids.next(), subject: order.subject, reason: order.reason, since: now() };
    await db.transaction().execute(async (trx) => {
      // Not between the look of a prune and its deed.
      await lockHead(trx, logId);
      const { since, ...row } = placed;
      await insertHold(trx, { ...row, log_id: logId, created_at: since, released_at: null });
      await record(trx, by, { action: 'audit.held', data: { ...row } });
    });
    return placed;
  }

  async function release(id: string, by: Caller): Promise<void> {
    await db.transaction().execute(async (trx) => {
      if (!(await releaseHold(trx, { logId, id, at: now() }))) throw new EaselError('AUDIT_HOLD_NOT_FOUND');
      await record(trx, by, { action: 'audit.released', data: { id } });
    });
  }

  async function refuseOnHold(trx: Kysely<Database>, subject: string | null): Promise<void> {
    await lockHead(trx, logId);
    const holds = await readHolds(trx, logId);
    const inTheWay = holds.some(
      (held) => subject === null || held.subject === null || held.subject === subject,
    );
    if (inTheWay) throw new EaselError('AUDIT_ON_HOLD');
  }

  async function record(
    trx: Kysely<Database>,
    { actor, surface, requestId }: Caller,
    { action, data }: { readonly action: AuditAction; readonly data: JsonObject },
  ): Promise<void> {
    const event = { action, actor, surface, requestId, outcome: 'success', reason: null } as const;
    await audit.append(trx, [{ ...event, resourceId: logId, detail: { subject: null, data } }]);
  }

  return {
    firstToKeep,
    prune,
    compact: () => compact(database),
    erase,
    holds: async () =>
      (await readHolds(db, logId)).map(({ id, subject, reason, created_at }) => ({
        id,
        subject,
        reason,
        since: created_at,
      })),
    hold,
    release,
  };
}

/** What is recorded of an erasure stays for ever, so it must not say more than the log itself does. */
function assertPseudonym(subject: string): void {
  try {
    actorRef(subject);
  } catch (cause) {
    throw new EaselError('USAGE_INVALID', { reason: 'Not a pseudonym of the audit log.' }, { cause });
  }
}
