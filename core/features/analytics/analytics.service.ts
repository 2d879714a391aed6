/** Daily sums for the dashboards, kept up with the history and checkable against it. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import { addSums, deleteSums, readSums, sumHistory } from './daily.repository.ts';
import { type DailySum, keyOf, type ProcessingFacts, sumByDay } from './daily.ts';

/** Must run in the transaction that inserts these rows into the history. */
export async function recordDaily(
  trx: Kysely<Database>,
  processings: readonly ProcessingFacts[],
): Promise<void> {
  await addSums(trx, sumByDay(processings));
}

/** Makes the sums anew from the history. Must run in a transaction in which nobody else adds to the history. */
export async function rebuildDaily(trx: Kysely<Database>): Promise<void> {
  await deleteSums(trx);
  await addSums(trx, await sumHistory(trx));
}

export interface DailyDifference {
  readonly stored: DailySum | null;
  readonly expected: DailySum | null;
}

/** Empty when the stored sums are exactly those of the history. */
export async function dailyDifferences(db: Kysely<Database>): Promise<DailyDifference[]> {
  const stored = new Map((await readSums(db)).map((sum) => [keyOf(sum), sum]));
  const expected = new Map((await sumHistory(db)).map((sum) => [keyOf(sum), sum]));
  return [...new Set([...stored.keys(), ...expected.keys()])]
    .map((key) => ({ stored: stored.get(key) ?? null, expected: expected.get(key) ?? null }))
    .filter((pair) => !sameSum(pair.stored, pair.expected));
}

function sameSum(a: DailySum | null, b: DailySum | null): boolean {
  return (
    a !== null &&
    b !== null &&
    a.count === b.count &&
    a.bytes_in === b.bytes_in &&
    a.bytes_out === b.bytes_out &&
    a.pixels === b.pixels &&
    a.ms_total === b.ms_total
  );
}
