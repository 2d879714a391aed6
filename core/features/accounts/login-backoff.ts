/** The arithmetic of guarding a login: how long to wait after failures, and how often at all. Milliseconds. */

const SECOND = 1_000;
const FREE_FAILURES = 5;
export const LONGEST_WAIT_MS = 15 * 60 * SECOND;
/** In a row, without a success in between: then only a recovery code or an admin helps. */
export const MOST_FAILURES = 100;

/** Nothing for the first five, then 1, 2, 4 … seconds up to fifteen minutes. */
export function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT_MS, SECOND * 2 ** (failures - FREE_FAILURES));
}

/** A generic cell rate: one attempt per interval, of which some may come at once. */
export interface Rate {
  readonly intervalMs: number;
  readonly burst: number;
}

/** Within any hour 20 + 80 = 100 guesses at one account, even when its owner keeps signing in between them. */
export const ACCOUNT_RATE: Rate = { intervalMs: 45 * SECOND, burst: 20 };
/** Attempts from one address or computer, whatever accounts they name. */
export const SOURCE_RATE: Rate = { intervalMs: 6 * SECOND, burst: 20 };

/** The theoretical arrival time after an attempt that is admitted now. */
export function tatAfter(tat: number, now: number, { intervalMs }: Rate): number {
  return Math.max(tat, now) + intervalMs;
}

/** When the next attempt is admitted: now, or later. */
export function admittedAt(tat: number, now: number, { intervalMs, burst }: Rate): number {
  return Math.max(now, tat - (burst - 1) * intervalMs);
}

/** The furthest any theoretical arrival time can be from now, unless the clock was set back. */
export function furthestTat(now: number, { intervalMs, burst }: Rate): number {
  return now + burst * intervalMs;
}
