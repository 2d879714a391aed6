/**
 * The rolling hour, in one-minute buckets. The oldest minute, which the hour only partly covers, counts whole: so no
 * 3,600 s ever hold more than the limit, and a unit becomes free at most one minute late.
 */

export const MINUTE_MS = 60_000;
/** The minute that runs, and the sixty before it. */
const BUCKETS = 61;

export interface Bucket {
  /** Minutes since the epoch. */
  readonly minute: number;
  readonly used: number;
}

export function minuteOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}

/** Buckets up to this minute no longer count at `minute`. */
export function lastExpired(minute: number): number {
  return minute - BUCKETS;
}

/** The minute to count in: a clock that was set back stays at the last minute it was seen at. */
export function effectiveMinute(buckets: readonly Bucket[], nowMs: number): number {
  return buckets.reduce((latest, bucket) => Math.max(latest, bucket.minute), minuteOf(nowMs));
}

export function usedAt(buckets: readonly Bucket[], minute: number): number {
  return buckets.reduce((sum, bucket) => (bucket.minute > lastExpired(minute) ? sum + bucket.used : sum), 0);
}

/**
 * The first moment, in epoch milliseconds, at which `cost` more fits if nothing else is used until then; 0 when it
 * fits already, null when it never does.
 */
export function fitsAt(
  buckets: readonly Bucket[],
  question: { readonly minute: number; readonly limit: number; readonly cost: number },
): number | null {
  const { minute, limit, cost } = question;
  if (cost > limit) return null;
  let used = usedAt(buckets, minute);
  if (used + cost <= limit) return 0;
  const counted = buckets.filter((bucket) => bucket.minute > lastExpired(minute));
  for (const bucket of counted.toSorted((a, b) => a.minute - b.minute)) {
    used -= bucket.used;
    if (used + cost <= limit) return (bucket.minute + BUCKETS) * MINUTE_MS;
  }
  return null;
}
