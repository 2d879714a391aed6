/**
 * Slows down guessing without shutting the owner out. An attempt counts as failed before its password is looked at, so
 * that a thousand at once are not a thousand guesses; a success takes that back.
 * Devices the owner signed in on before are counted apart: strangers who guess do not use up the owner's attempts.
 * Addresses without an account are guarded the same way, so that nobody learns which ones have one.
 */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import {
  ACCOUNT_RATE,
  admittedAt,
  furthestTat,
  LONGEST_WAIT_MS,
  MOST_FAILURES,
  type Rate,
  SOURCE_RATE,
  tatAfter,
  waitAfter,
} from './login-backoff.ts';
import {
  clearFailures,
  deleteGuards,
  deleteGuardsBefore,
  type GuardRow,
  lockGuard,
  lowerTat,
  readGuards,
  writeGuard,
} from './login-guards.repository.ts';

export interface LoginGuardsDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface Attempt {
  /** The normalised address; null for attempts that cannot be guessed and only must not flood. */
  readonly account: string | null;
  /** A device or session that belongs to the owner; null when that is not known. */
  readonly knownPlace: string | null;
  /** Network address or computer it comes from; null when it is the known place itself. */
  readonly source: string | null;
}

export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly locked: boolean; readonly waitMs: number };

export interface LoginGuards {
  /** Also counts the attempt as failed. */
  readonly admit: (attempt: Attempt) => Promise<Admission>;
  /** The attempt was right: it does not count, and all failures of its account are over. */
  readonly succeeded: (trx: Kysely<Database>, attempt: Attempt) => Promise<void>;
  /** Ends every wait and lock of an account. */
  readonly unlock: (trx: Kysely<Database>, account: string) => Promise<void>;
  readonly forget: (trx: Kysely<Database>, account: string) => Promise<void>;
  /** Drops what has not been tried for a month. */
  readonly prune: () => Promise<void>;
}

const KEEP_MS = 30 * 86_400_000;

export function createLoginGuards({ db, now }: LoginGuardsDeps): LoginGuards {
  async function admit(attempt: Attempt): Promise<Admission> {
    const at = now();
    const guards = guardsOf(attempt);
    const keys = guards.map(({ key }) => key);
    // Most attempts of a flood end here, without a write.
    const rows = new Map((await readGuards(db, keys)).map((row) => [row.key, row]));
    for (const guard of guards) {
      const row = rows.get(guard.key);
      const refusal = row && !isFromTheFuture(row, guard.rate, at) ? refusalBy(row, guard, at) : null;
      if (refusal) return refusal;
    }
    return await db.transaction().execute((trx) => count(trx, attempt, at));
  }

  async function count(trx: Kysely<Database>, attempt: Attempt, at: number): Promise<Admission> {
    await lockAccountOf(trx, attempt);
    const held: { readonly guard: Guard; readonly row: GuardRow }[] = [];
    for (const guard of guardsOf(attempt)) {
      held.push({ guard, row: withinReach(await lockGuard(trx, guard.key), guard.rate, at) });
    }
    const refusal = held.map(({ guard, row }) => refusalBy(row, guard, at)).find((one) => one !== null);
    for (const { guard, row } of held) await writeGuard(trx, refusal ? row : counted(row, guard, at));
    return refusal ?? { admitted: true };
  }

  return {
    admit,
    succeeded: async (trx, attempt) => {
      await lockAccountOf(trx, attempt);
      for (const { key, rate } of guardsOf(attempt)) await lowerTat(trx, key, rate.intervalMs);
      if (attempt.account !== null) await clearFailures(trx, accountKey(attempt.account));
    },
    unlock: async (trx, account) => {
      await lockGuard(trx, accountKey(account));
      await clearFailures(trx, accountKey(account));
    },
    forget: async (trx, account) => {
      await lockGuard(trx, accountKey(account));
      await deleteGuards(trx, accountKey(account));
    },
    prune: () => deleteGuardsBefore(db, { time: now() - KEEP_MS, lockedFrom: MOST_FAILURES }),
  };
}

/** SIGN_IN_WAIT or SIGN_IN_LOCKED. */
export function refusalError({ locked, waitMs }: Extract<Admission, { admitted: false }>): EaselError {
  return locked
    ? new EaselError('SIGN_IN_LOCKED')
    : new EaselError('SIGN_IN_WAIT', { seconds: Math.ceil(waitMs / 1000) });
}

interface Guard {
  readonly key: string;
  readonly rate: Rate;
  readonly countsFailures: boolean;
}

/** Rows are locked in this order, so that two transactions never wait for each other. */
function guardsOf({ account, knownPlace, source }: Attempt): readonly Guard[] {
  const guards: Guard[] = [];
  if (account !== null) {
    const key = accountKey(account) + (knownPlace === null ? '' : `@${digestOf(knownPlace)}`);
    guards.push({ key, rate: ACCOUNT_RATE, countsFailures: true });
  }
  if (source !== null) {
    guards.push({ key: `source:${digestOf(source)}`, rate: SOURCE_RATE, countsFailures: false });
  }
  return guards;
}

/** Before the row of a known place, that of the account: a success writes to all of them. */
async function lockAccountOf(trx: Kysely<Database>, { account, knownPlace }: Attempt): Promise<void> {
  if (account !== null && knownPlace !== null) await lockGuard(trx, accountKey(account));
}

function counted(row: GuardRow, { rate, countsFailures }: Guard, at: number): GuardRow {
  const tat = tatAfter(row.tat, at, rate);
  if (!countsFailures) return { ...row, tat };
  const failures = row.consecutive_failures + 1;
  return { ...row, tat, consecutive_failures: failures, locked_until: at + waitAfter(failures) };
}

function refusalBy(row: GuardRow, { rate, countsFailures }: Guard, at: number): Admission | null {
  const locked = countsFailures && row.consecutive_failures >= MOST_FAILURES;
  const waitMs = Math.max(row.locked_until, admittedAt(row.tat, at, rate)) - at;
  return locked || waitMs > 0 ? { admitted: false, locked, waitMs } : null;
}

/** Times that can only stand there because the clock was set back since. */
function isFromTheFuture(row: GuardRow, rate: Rate, at: number): boolean {
  return row.tat > furthestTat(at, rate) || row.locked_until > at + LONGEST_WAIT_MS;
}

/** Then the longest wait begins now, instead of lasting until the old time comes again. */
function withinReach(row: GuardRow, rate: Rate, at: number): GuardRow {
  return {
    ...row,
    tat: Math.min(row.tat, furthestTat(at, rate)),
    locked_until: Math.min(row.locked_until, at + LONGEST_WAIT_MS),
  };
}

function accountKey(account: string): string {
  return `account:${digestOf(account)}`;
}

/** Of one length, and no address in plain sight. */
function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
