/** Counting against a limit: read the hour, decide, write, in one transaction that nobody else can interleave. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import type { QuotaAction, QuotaLimit } from './quota.ts';
import { addUsed, deleteBuckets, lockBuckets, readBuckets, subtractUsed } from './quotas.repository.ts';
import { type Bucket, effectiveMinute, fitsAt, minuteOf, usedAt } from './window.ts';

export interface QuotaQuestion {
  readonly subject: string;
  readonly action: QuotaAction;
  /** Whole units. */
  readonly cost: number;
  /** Units per hour; null for none. */
  readonly limit: QuotaLimit;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

export interface QuotaAnswer {
  /** Units used within the hour, this reservation included. */
  readonly used: number;
  /** Null when there is no limit. */
  readonly remaining: number | null;
  /** The clock must show at least this for what was refused to fit; null when nothing was, or when it never fits. */
  readonly freesAtMs: number | null;
}

export interface Reservation extends QuotaAnswer {
  /** Units counted now. */
  readonly units: number;
  /** The bucket they were counted in, for giving them back. */
  readonly minute: number;
}

/** All of `cost` or nothing. */
export async function reserve(
  db: Kysely<Database>,
  question: QuotaQuestion,
): Promise<Reservation & { readonly admitted: boolean }> {
  const reservation = await count(db, question, {
    unitsFor: (free) => (question.cost <= free ? question.cost : 0),
    worthWaitingFor: question.cost,
  });
  return { ...reservation, admitted: reservation.units === question.cost };
}

/** As many of `cost` units as fit; `freesAtMs` is when one more does. */
export async function admitUpTo(db: Kysely<Database>, question: QuotaQuestion): Promise<Reservation> {
  return await count(db, question, {
    unitsFor: (free) => Math.max(0, Math.min(question.cost, free)),
    worthWaitingFor: 1,
  });
}

/** Gives units back whose work never started. */
export async function release(
  db: Kysely<Database>,
  reservation: {
    readonly subject: string;
    readonly action: QuotaAction;
    readonly minute: number;
    readonly cost: number;
  },
): Promise<void> {
  assertUnits(reservation.cost);
  if (reservation.cost > 0) await subtractUsed(db, reservation);
}

/** Looks without counting; `freesAtMs` answers for `cost`. */
export async function peek(db: Kysely<Database>, question: QuotaQuestion): Promise<QuotaAnswer> {
  assertUnits(question.cost);
  const buckets = await readBuckets(db, question);
  const minute = effectiveMinute(buckets, question.nowMs);
  return answer(buckets, { ...question, minute });
}

/** When `cost` fits: 0 for now, null for never. */
export async function nextFree(db: Kysely<Database>, question: QuotaQuestion): Promise<number | null> {
  assertUnits(question.cost);
  if (question.limit === null) return 0;
  const buckets = await readBuckets(db, question);
  const minute = effectiveMinute(buckets, question.nowMs);
  return fitsAt(buckets, { minute, limit: question.limit, cost: question.cost });
}

/** Buckets this old count nowhere; twice the window leaves room for clocks that differ. */
const KEEP_MINUTES = 120;

export async function pruneBuckets(db: Kysely<Database>, nowMs: number): Promise<void> {
  await deleteBuckets(db, minuteOf(nowMs) - KEEP_MINUTES);
}

interface CountingRule {
  readonly unitsFor: (free: number) => number;
  /** The least that must become free before asking again makes sense. */
  readonly worthWaitingFor: number;
}

async function count(
  db: Kysely<Database>,
  question: QuotaQuestion,
  { unitsFor, worthWaitingFor }: CountingRule,
): Promise<Reservation> {
  assertUnits(question.cost);
  return await inTransaction(db, async (trx) => {
    await lockBuckets(trx, question);
    const buckets = await readBuckets(trx, question);
    const minute = effectiveMinute(buckets, question.nowMs);
    const { limit } = question;
    const units = unitsFor(limit === null ? question.cost : limit - usedAt(buckets, minute));
    if (units > 0) await addUsed(trx, { ...question, minute, cost: units });
    const after = [...buckets, { minute, used: units }];
    const cost = units === question.cost ? 0 : worthWaitingFor;
    return { units, minute, ...answer(after, { minute, limit, cost }) };
  });
}

function answer(
  buckets: readonly Bucket[],
  question: { readonly minute: number; readonly limit: QuotaLimit; readonly cost: number },
): QuotaAnswer {
  const { minute, limit, cost } = question;
  const used = usedAt(buckets, minute);
  if (limit === null) return { used, remaining: null, freesAtMs: null };
  const at = cost === 0 ? 0 : fitsAt(buckets, { minute, limit, cost });
  return { used, remaining: Math.max(0, limit - used), freesAtMs: at === 0 ? null : at };
}

async function inTransaction<T>(
  db: Kysely<Database>,
  work: (trx: Kysely<Database>) => Promise<T>,
): Promise<T> {
  return db.isTransaction ? await work(db) : await db.transaction().execute(work);
}

function assertUnits(units: number): void {
  if (!Number.isSafeInteger(units) || units < 0)
    throw new RangeError('Quota units are whole and not negative.');
}
