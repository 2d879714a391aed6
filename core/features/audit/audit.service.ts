/** Appends to the audit log, inside the transaction of what it records. */
import type { Insertable, Kysely } from 'kysely';
import { AUDIT_ACTIONS, type AuditAction } from '../../../shared/audit/audit-actions.ts';
import { EaselError, type ErrorCode } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';
import { canonicalBytes, type JsonObject } from '../../ledger/canonical.ts';
import { CHAIN_START, chainHash } from '../../ledger/chain.ts';
import { appendLeaves, decodeFrontier, encodeFrontier, leafHash } from '../../ledger/merkle.ts';
import {
  type AuditOutcome,
  type AuditRole,
  type AuditSurface,
  actorRef,
  requestRef,
  resourceRef,
  sessionRef,
} from './audit.forms.ts';
import {
  type AuditHeadRow,
  insertDetails,
  insertHead,
  insertRows,
  lockHead,
  updateHead,
} from './audit.repository.ts';
import { SALT_BYTES, sealDetail } from './details.ts';

/** Rises when a field of the body is added or changes its meaning. */
const BODY_VERSION = 1;

/** What every row of one process has in common. */
export interface AuditContext {
  /** The log: the installation's id. */
  readonly logId: string;
  /** One run of the app. */
  readonly bootId: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds since the run began; not moved by clock changes. */
  readonly mono: () => number;
  readonly ids: Ids;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Told in the same transaction, so that nothing recorded is left out of the sync. */
  readonly onAppended: (trx: Kysely<Database>, bodies: readonly Buffer[]) => Promise<unknown>;
}

export interface AuditActor {
  /** `user:<id>`, `key:<id>`, `device:<install id>` or `system`. */
  readonly ref: string;
  readonly role: AuditRole;
  readonly session: string | null;
}

export interface AuditEvent {
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly actor: AuditActor;
  readonly surface: AuditSurface;
  /** Opaque id of what it happened to, without its kind; null: the installation as a whole. */
  readonly resourceId: string | null;
  /** Empty when no request caused it. */
  readonly requestId: string;
  readonly reason: ErrorCode | null;
  /** Names, paths and other personal data: kept beside the log and erasable. */
  readonly detail: AuditDetail | null;
}

export interface AuditDetail {
  /** Whose data this is, so that it can be erased; null when it is nobody's. */
  readonly subject: string | null;
  readonly data: JsonObject;
}

export interface AppendedAudit {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** The exact bytes stored, in order. */
  readonly bodies: readonly Buffer[];
}

/** What other features are given: the log of this process, already bound to its context. */
export interface AuditLog {
  readonly append: (trx: Kysely<Database>, events: readonly AuditEvent[]) => Promise<AppendedAudit>;
}

export function createAuditLog(ctx: AuditContext): AuditLog {
  return { append: (trx, events) => appendAudit(trx, ctx, events) };
}

/** Must run in a transaction: the rows and the head are only true together. */
export async function appendAudit(
  trx: Kysely<Database>,
  ctx: AuditContext,
  events: readonly AuditEvent[],
): Promise<AppendedAudit> {
  if (!trx.isTransaction) throw new TypeError('The audit log is appended to inside a transaction.');
  const head = await takeHead(trx, ctx.logId);
  const frontier = decodeFrontier(head.size, head.frontier);
  if (!frontier) throw new EaselError('INTERNAL', { reason: 'the head of the audit log is damaged' });

  const stamp = { ts: ctx.now(), mono: Math.round(ctx.mono()) };
  const rows: Insertable<Database['audit_logs']>[] = [];
  const details: Insertable<Database['audit_details']>[] = [];
  const bodies: Buffer[] = [];
  const leaves: Buffer[] = [];
  let prev: Uint8Array = head.last_prev;
  for (const event of events) {
    const seq = head.size + rows.length + 1;
    const sealed = event.detail && sealDetail(event.detail.data, ctx.randomBytes(SALT_BYTES));
    const fields = bodyFields(ctx, event, { ...stamp, seq, pii: sealed ? [sealed.commitment] : [] });
    const body = canonicalBytes(fields);
    const leaf = leafHash(body);
    prev = chainHash(prev, leaf);
    bodies.push(body);
    leaves.push(leaf);
    rows.push({ ...indexedColumns(fields), body, leaf, prev: Buffer.from(prev) });
    if (sealed) {
      details.push({
        id: ctx.ids.next(),
        log_id: ctx.logId,
        seq,
        subject: event.detail?.subject ?? null,
        detail: sealed.text,
        salt: Buffer.from(sealed.salt),
      });
    }
  }

  await insertRows(trx, rows);
  await insertDetails(trx, details);
  const grown = appendLeaves(frontier, leaves);
  await updateHead(trx, {
    log_id: ctx.logId,
    size: grown.size,
    frontier: encodeFrontier(grown),
    last_prev: Buffer.from(prev),
  });
  await ctx.onAppended(trx, bodies);
  return { firstSeq: head.size + 1, lastSeq: grown.size, bodies };
}

async function takeHead(trx: Kysely<Database>, logId: string): Promise<AuditHeadRow> {
  const head = await lockHead(trx, logId);
  if (head) return head;
  await insertHead(trx, { log_id: logId, size: 0, frontier: Buffer.alloc(0), last_prev: CHAIN_START });
  const made = await lockHead(trx, logId);
  if (!made) throw new EaselError('INTERNAL', { reason: 'the head of the audit log cannot be made' });
  return made;
}

interface RowStamp {
  readonly seq: number;
  readonly ts: number;
  readonly mono: number;
  readonly pii: readonly string[];
}

function bodyFields(ctx: AuditContext, event: AuditEvent, stamp: RowStamp) {
  return {
    v: BODY_VERSION,
    log_id: ctx.logId,
    boot_id: ctx.bootId,
    ...stamp,
    actor: actorRef(event.actor.ref),
    role: event.actor.role,
    session: sessionRef(event.actor.session),
    category: AUDIT_ACTIONS[event.action].category,
    action: event.action,
    outcome: event.outcome,
    reason: event.reason,
    resource: event.resourceId === null ? `device:${ctx.logId}` : resourceRef(event.action, event.resourceId),
    request_id: requestRef(event.requestId),
    surface: event.surface,
  };
}

/** The copies that queries filter by; verification compares them with the body. */
function indexedColumns(fields: ReturnType<typeof bodyFields>) {
  return {
    log_id: fields.log_id,
    seq: fields.seq,
    ts: fields.ts,
    actor_ref: fields.actor,
    role: fields.role,
    category: fields.category,
    action: fields.action,
    outcome: fields.outcome,
    resource: fields.resource,
    request_id: fields.request_id,
    surface: fields.surface,
  };
}
