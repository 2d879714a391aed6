import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.types.ts';
import { openPostgres } from '../../db/open-postgres.ts';
import { createTestDatabase, describeDatabases } from '../../db/testing.ts';
import {
  admitUpTo,
  nextFree,
  peek,
  pruneBuckets,
  type QuotaQuestion,
  release,
  reserve,
} from './reservations.ts';
import { MINUTE_MS } from './window.ts';

const NOW = 29_000_000 * MINUTE_MS;
const HOUR_MS = 3_600_000;
/** For tests that do much, or start processes, on a busy machine. */
const SLOW_TEST_MS = 60_000;

function question(overrides: Partial<QuotaQuestion> = {}): QuotaQuestion {
  return { subject: 'device', action: 'IMAGE_PROCESS', cost: 1, limit: 10, nowMs: NOW, ...overrides };
}

interface Step {
  /** True time that passes before the step. */
  readonly waitMs: number;
  /** How far the clock is set back before the step. */
  readonly backMs: number;
  readonly cost: number;
  readonly batch: boolean;
}

/** Waits that aim at the edges: of minutes, of the hour, and of what counters with other windows would forgive. */
const step: fc.Arbitrary<Step> = fc.record({
  waitMs: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(0, 1, 59_999, 60_000, 60_001) },
    { weight: 3, arbitrary: fc.constantFrom(HOUR_MS - 1, HOUR_MS, HOUR_MS + 1, HOUR_MS - 60_000) },
    { weight: 2, arbitrary: fc.constantFrom(HOUR_MS / 2, 61 * MINUTE_MS, 61 * MINUTE_MS - 1) },
    { weight: 2, arbitrary: fc.nat(HOUR_MS) },
  ),
  backMs: fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(60_000, HOUR_MS, 24 * HOUR_MS) },
  ),
  cost: fc.nat(14),
  batch: fc.boolean(),
});

const trace = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  startMs: fc.nat(MINUTE_MS).map((offset) => NOW + offset),
  steps: fc.array(step, { minLength: 5, maxLength: 25 }),
});

interface Admission {
  readonly atMs: number;
  readonly units: number;
}

function worstHour(admissions: readonly Admission[]): number {
  const sums = admissions.map(({ atMs }) =>
    admissions
      .filter((other) => other.atMs >= atMs && other.atMs <= atMs + HOUR_MS)
      .reduce((sum, { units }) => sum + units, 0),
  );
  return Math.max(0, ...sums);
}

describeDatabases('reservations', (database) => {
  test(
    'no hour ever holds more than the limit, on adversarial traces with a clock that is set back',
    async () => {
      let traces = 0;
      // One transaction over all: reservations join it, and the disk is not waited for.
      await database.db.transaction().execute(async (trx) => {
        await fc.assert(
          fc.asyncProperty(trace, async ({ limit, startMs, steps }) => {
            traces += 1;
            const subject = `trace-${traces}`;
            const admissions = await play(trx, { subject, limit, startMs, steps });
            expect(worstHour(admissions)).toBeLessThanOrEqual(limit);
          }),
          { numRuns: database.dialect === 'sqlite' ? 1_000 : 150, endOnFailure: true },
        );
      });
    },
    SLOW_TEST_MS,
  );

  test('admits exactly up to the limit, and says what is left and when more fits', async () => {
    const { db } = database;
    expect(await reserve(db, question({ cost: 4 }))).toMatchObject({
      admitted: true,
      used: 4,
      remaining: 6,
      freesAtMs: null,
    });
    const later = NOW + 5 * MINUTE_MS + 17;
    expect(await reserve(db, question({ cost: 6, nowMs: later }))).toMatchObject({
      admitted: true,
      remaining: 0,
    });
    expect(await reserve(db, question({ nowMs: later }))).toMatchObject({
      admitted: false,
      used: 10,
      remaining: 0,
      freesAtMs: NOW + 61 * MINUTE_MS,
    });
    expect(await reserve(db, question({ nowMs: later, cost: 5 }))).toMatchObject({
      freesAtMs: NOW + 66 * MINUTE_MS,
    });
    expect(await reserve(db, question({ nowMs: later, cost: 11 }))).toMatchObject({
      admitted: false,
      freesAtMs: null,
    });
    expect(await peek(db, question({ nowMs: later }))).toMatchObject({ used: 10, remaining: 0 });
  });

  test('what is refused fits at the moment that was named and not a millisecond earlier', async () => {
    const { db } = database;
    await reserve(db, question({ cost: 3, nowMs: NOW + 1 }));
    await reserve(db, question({ cost: 7, nowMs: NOW + 7 * MINUTE_MS }));
    for (const cost of [1, 3, 4, 10]) {
      const at = (await reserve(db, question({ cost, nowMs: NOW + 9 * MINUTE_MS }))).freesAtMs ?? 0;
      expect(await nextFree(db, question({ cost, nowMs: NOW + 9 * MINUTE_MS }))).toBe(at);
      expect((await peek(db, question({ cost, nowMs: at - 1 }))).freesAtMs).toBe(at);
      expect((await peek(db, question({ cost, nowMs: at }))).freesAtMs).toBeNull();
      expect(await nextFree(db, question({ cost, nowMs: at }))).toBe(0);
    }
    const first = NOW + 61 * MINUTE_MS;
    expect((await reserve(db, question({ cost: 3, nowMs: first - 1 }))).admitted).toBe(false);
    expect((await reserve(db, question({ cost: 3, nowMs: first }))).admitted).toBe(true);
  });

  test('a batch gets what fits', async () => {
    const { db } = database;
    expect(await admitUpTo(db, question({ cost: 4 }))).toMatchObject({ units: 4, freesAtMs: null });
    expect(await admitUpTo(db, question({ cost: 50 }))).toMatchObject({
      units: 6,
      used: 10,
      remaining: 0,
      freesAtMs: NOW + 61 * MINUTE_MS,
    });
    expect(await admitUpTo(db, question({ cost: 50 }))).toMatchObject({ units: 0, used: 10 });
    expect(await admitUpTo(db, question({ cost: 50, limit: 3 }))).toMatchObject({ units: 0, remaining: 0 });
  });

  test('without a limit everything is admitted and counted', async () => {
    const { db } = database;
    const unlimited = { limit: null, cost: 5_000 };
    expect(await reserve(db, question(unlimited))).toMatchObject({ admitted: true, remaining: null });
    expect(await admitUpTo(db, question(unlimited))).toMatchObject({ units: 5_000, used: 10_000 });
    expect(await nextFree(db, question(unlimited))).toBe(0);
    expect(await peek(db, question({ limit: 100 }))).toMatchObject({ used: 10_000, remaining: 0 });
  });

  test('a limit of zero admits nothing and names no time', async () => {
    expect(await reserve(database.db, question({ limit: 0 }))).toMatchObject({
      admitted: false,
      freesAtMs: null,
    });
    expect(await admitUpTo(database.db, question({ limit: 0 }))).toMatchObject({ units: 0, freesAtMs: null });
  });

  test('units are given back to the minute they were counted in, and never more than were', async () => {
    const { db } = database;
    const given = await reserve(db, question({ cost: 6 }));
    await reserve(db, question({ cost: 2, nowMs: NOW + MINUTE_MS }));
    const key = { subject: 'device', action: 'IMAGE_PROCESS', minute: given.minute } as const;
    await release(db, { ...key, cost: 4 });
    expect((await peek(db, question())).used).toBe(4);
    await release(db, { ...key, cost: 99 });
    expect((await peek(db, question())).used).toBe(2);
  });

  test('subjects and actions are counted apart', async () => {
    const { db } = database;
    await reserve(db, question({ cost: 10 }));
    expect((await reserve(db, question({ subject: 'other' }))).admitted).toBe(true);
    expect((await reserve(db, question({ action: 'API_CALL' }))).admitted).toBe(true);
    expect((await reserve(db, question())).admitted).toBe(false);
  });

  test('a clock that is set back gains nothing', async () => {
    const { db } = database;
    await reserve(db, question({ cost: 10 }));
    for (const backMs of [1, MINUTE_MS, HOUR_MS, 48 * HOUR_MS, NOW]) {
      const answer = await reserve(db, question({ nowMs: NOW - backMs }));
      expect(answer).toMatchObject({ admitted: false, freesAtMs: NOW + 61 * MINUTE_MS });
    }
  });

  test('what is used while the clock is back counts in the last minute that was seen', async () => {
    const { db } = database;
    const { minute } = await reserve(db, question({ cost: 4 }));
    const back = await reserve(db, question({ cost: 6, nowMs: NOW - 50 * MINUTE_MS }));
    expect(back).toMatchObject({ admitted: true, minute });
    expect((await peek(db, question({ nowMs: NOW + 61 * MINUTE_MS - 1 }))).used).toBe(10);
    expect((await peek(db, question({ nowMs: NOW + 61 * MINUTE_MS }))).used).toBe(0);
  });

  test('a reservation of a transaction that fails is not counted', async () => {
    const attempt = database.db.transaction().execute(async (trx) => {
      await reserve(trx, question({ cost: 9 }));
      throw new Error('rolled back');
    });
    await expect(attempt).rejects.toThrow('rolled back');
    expect((await peek(database.db, question())).used).toBe(0);
  });

  test('pruning drops only what counts nowhere', async () => {
    const { db } = database;
    await reserve(db, question({ cost: 3 }));
    await pruneBuckets(db, NOW + 120 * MINUTE_MS);
    expect((await peek(db, question())).used).toBe(3);
    await pruneBuckets(db, NOW + 121 * MINUTE_MS);
    expect((await peek(db, question())).used).toBe(0);
  });

  test.each([-1, 0.5, Number.NaN])('refuses %d units', async (cost) => {
    await expect(reserve(database.db, question({ cost }))).rejects.toThrow(RangeError);
    await expect(peek(database.db, question({ cost }))).rejects.toThrow(RangeError);
  });
});

describe('many at once', () => {
  test(
    '8 processes on one SQLite file are admitted exactly the limit',
    async () => {
      const database = await createTestDatabase('sqlite');
      try {
        const admitted = await race(database.url, { processes: 8, attempts: 60, limit: 101 });
        expect(admitted.reduce((sum, count) => sum + count, 0)).toBe(101);
        expect((await peek(database.handle.db, question({ limit: 101 }))).used).toBe(101);
      } finally {
        await database.drop();
      }
    },
    SLOW_TEST_MS,
  );

  test(
    '24 connections on PostgreSQL are admitted exactly the limit',
    async () => {
      const database = await createTestDatabase('postgres');
      const handle = await openPostgres({ url: database.url, maxConnections: 24 });
      try {
        const answers = await Promise.all(
          Array.from({ length: 24 }, async (_, connection) => {
            const admitted: boolean[] = [];
            for (let attempt = 0; attempt < 12; attempt += 1) {
              // Half of them in the next minute, whose bucket is another row.
              const nowMs = NOW + (connection % 2) * MINUTE_MS;
              admitted.push((await reserve(handle.db, question({ limit: 101, nowMs }))).admitted);
            }
            return admitted;
          }),
        );
        expect(handle.pool.totalCount).toBe(24);
        expect(answers.flat().filter(Boolean).length).toBe(101);
      } finally {
        await handle.close();
        await database.drop();
      }
    },
    SLOW_TEST_MS,
  );
});

async function play(
  db: Kysely<Database>,
  {
    subject,
    limit,
    startMs,
    steps,
  }: { subject: string; limit: number; startMs: number; steps: readonly Step[] },
): Promise<Admission[]> {
  const admissions: Admission[] = [];
  let trueMs = startMs;
  let behindMs = 0;
  for (const { waitMs, backMs, cost, batch } of steps) {
    trueMs += waitMs;
    behindMs += backMs;
    const asked = question({ subject, limit, cost, nowMs: trueMs - behindMs });
    const { units } = await (batch ? admitUpTo(db, asked) : reserve(db, asked));
    admissions.push({ atMs: trueMs, units });
  }
  return admissions;
}

async function race(
  url: string,
  { processes, attempts, limit }: { processes: number; attempts: number; limit: number },
): Promise<number[]> {
  const script = fileURLToPath(new URL('./racer.testing.ts', import.meta.url));
  const racers = Array.from({ length: processes }, () =>
    spawn(process.execPath, [script, url, `${attempts}`, `${limit}`, `${NOW}`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  try {
    await Promise.all(racers.map((racer) => once(racer.stdout, 'data')));
    const results = racers.map(async (racer) => {
      const [line] = await once(racer.stdout, 'data');
      return Number(line);
    });
    for (const racer of racers) racer.stdin.write('go\n');
    return await Promise.all(results);
  } finally {
    for (const racer of racers) racer.kill();
  }
}
