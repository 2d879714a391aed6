import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { createFloodGate, RECORDED_PER_MINUTE } from './flood-gate.ts';
import { LONGEST_WAIT_MS, MOST_FAILURES, waitAfter } from './login-backoff.ts';
import { type Attempt, createLoginGuards } from './login-guards.ts';

const HOUR = 3_600_000;
const START = 1_790_000_000_000;
const ACCOUNT = 'ana@studio.example';

/** From a computer of its own each time, as by a botnet. */
function guess(overrides: Partial<Attempt> = {}): Attempt {
  return { account: ACCOUNT, knownPlace: null, source: null, ...overrides };
}

test('waits double from one second to fifteen minutes after five free failures', () => {
  expect([1, 4, 5, 6, 7, 14, 15, 99].map(waitAfter)).toEqual([
    0, 0, 1_000, 2_000, 4_000, 512_000, 900_000, 900_000,
  ]);
});

/** The most of these moments that any hour holds. */
function mostInAnHour(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? 0) > HOUR) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describeDatabases('login guards', (database) => {
  function start() {
    const clock = { ms: START };
    const guards = createLoginGuards({ db: database.db, now: () => clock.ms });
    const succeed = (attempt: Attempt) =>
      database.db.transaction().execute((trx) => guards.succeeded(trx, attempt));
    const unlock = (account: string) =>
      database.db.transaction().execute((trx) => guards.unlock(trx, account));
    return { clock, guards, succeed, unlock };
  }

  test('of two hundred guesses at once, five are evaluated', async () => {
    const { guards } = start();
    const admissions = await Promise.all(
      Array.from({ length: 200 }, (_, at) => guards.admit(guess({ source: `bot ${at}` }))),
    );
    expect(admissions.filter(({ admitted }) => admitted)).toHaveLength(5);
  });

  test('10,000 guesses at one account: the owner is back within fifteen minutes, less than a hundred an hour count', async () => {
    const { clock, guards, succeed } = start();
    const evaluated: number[] = [];
    for (let at = 0; at < 10_000; at += 1) {
      // Ten hours of it.
      clock.ms = START + at * 3_600;
      if ((await guards.admit(guess({ source: `bot ${at % 50}` }))).admitted) evaluated.push(clock.ms);
    }
    expect(mostInAnHour(evaluated)).toBeLessThanOrEqual(100);
    expect(evaluated.length).toBeLessThan(MOST_FAILURES);

    // At a device of their own they need not even wait for the attack to end.
    const own = guess({ knownPlace: 'own laptop', source: 'home' });
    expect(await guards.admit(own)).toEqual({ admitted: true });

    // At a new one, no longer than the longest wait after it.
    const elsewhere = guess({ source: 'hotel' });
    const answer = await guards.admit(elsewhere);
    if (!answer.admitted) {
      expect(answer.locked).toBe(false);
      expect(answer.waitMs).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      clock.ms += answer.waitMs;
      expect(await guards.admit(elsewhere)).toEqual({ admitted: true });
    }
    await succeed(elsewhere);
    expect(await guards.admit(guess({ source: 'hotel' }))).toEqual({ admitted: true });
  });

  test('no hour holds more than a hundred guesses, even if the owner signs in whenever failures add up', async () => {
    const trace = fc.array(
      fc.record({
        afterMs: fc.oneof(fc.constant(0), fc.nat(2_000), fc.nat(60_000)),
        ownerFirst: fc.integer({ min: 0, max: 3 }).map((die) => die === 0),
      }),
      { minLength: 250, maxLength: 250 },
    );
    await fc.assert(
      fc.asyncProperty(trace, fc.uuid(), async (steps, account) => {
        const { clock, guards, succeed } = start();
        const evaluated: number[] = [];
        const owner = guess({ account, knownPlace: 'own laptop' });
        for (const { afterMs, ownerFirst } of steps) {
          clock.ms += afterMs;
          if (ownerFirst && (await guards.admit(owner)).admitted) await succeed(owner);
          if ((await guards.admit(guess({ account }))).admitted) evaluated.push(clock.ms);
        }
        expect(mostInAnHour(evaluated)).toBeLessThanOrEqual(100);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test('a hundred failures in a row lock until somebody with a right to it unlocks', async () => {
    const { clock, guards, unlock } = start();
    for (let failure = 1; failure <= MOST_FAILURES; failure += 1) {
      expect(await guards.admit(guess()), String(failure)).toEqual({ admitted: true });
      clock.ms += LONGEST_WAIT_MS;
    }
    expect(await guards.admit(guess())).toMatchObject({ admitted: false, locked: true });
    clock.ms += 365 * 24 * HOUR;
    await guards.prune();
    expect(await guards.admit(guess())).toMatchObject({ admitted: false, locked: true });
    expect(await guards.admit(guess({ account: 'somebody@else.example' }))).toEqual({ admitted: true });
    await unlock(ACCOUNT);
    expect(await guards.admit(guess())).toEqual({ admitted: true });
  });

  test('a success ends the failures before it, everywhere', async () => {
    const { clock, guards, succeed } = start();
    const own = guess({ knownPlace: 'own laptop' });
    for (let failure = 0; failure < 4; failure += 1) await guards.admit(guess());
    expect(await guards.admit(own)).toEqual({ admitted: true });
    await succeed(own);
    for (let failure = 0; failure < 5; failure += 1) {
      expect(await guards.admit(guess())).toEqual({ admitted: true });
    }
    expect(await guards.admit(guess())).toEqual({ admitted: false, locked: false, waitMs: 1_000 });
    clock.ms += 1_000;
    expect(await guards.admit(guess())).toEqual({ admitted: true });
    expect(await guards.admit(guess())).toEqual({ admitted: false, locked: false, waitMs: 2_000 });
  });

  test('successes use nothing up', async () => {
    const { guards, succeed } = start();
    const own = guess({ source: 'office' });
    for (let time = 0; time < 60; time += 1) {
      expect(await guards.admit(own)).toEqual({ admitted: true });
      await succeed(own);
    }
  });

  test('one source cannot try many accounts', async () => {
    const { clock, guards } = start();
    const spray = (at: number) =>
      guards.admit(guess({ account: `person${at}@studio.example`, source: 'bot' }));
    let admitted = 0;
    for (let at = 0; at < 400; at += 1) {
      clock.ms = START + at * 150;
      if ((await spray(at)).admitted) admitted += 1;
    }
    // Twenty at once, and one every six seconds of the minute.
    expect(admitted).toBe(20 + 9);
    expect(await guards.admit(guess({ account: 'new@studio.example', source: 'office' }))).toEqual({
      admitted: true,
    });
  });

  test('what a source is refused does not count against the account', async () => {
    const { guards } = start();
    for (let at = 0; at < 20; at += 1) {
      await guards.admit(guess({ account: `person${at}@studio.example`, source: 'bot' }));
    }
    for (let at = 0; at < 30; at += 1) {
      expect((await guards.admit(guess({ source: 'bot' }))).admitted).toBe(false);
    }
    expect(await guards.admit(guess({ source: 'home' }))).toEqual({ admitted: true });
  });

  test('a clock that was set back by a year does not lock anybody out for a year', async () => {
    const { clock, guards } = start();
    for (let failure = 0; failure < 20; failure += 1) {
      await guards.admit(guess({ source: 'home' }));
      clock.ms += LONGEST_WAIT_MS;
    }
    await guards.admit(guess({ source: 'home' }));
    clock.ms -= 365 * 24 * HOUR;
    const answer = await guards.admit(guess({ source: 'home' }));
    expect(answer).toMatchObject({ admitted: false, locked: false });
    clock.ms += LONGEST_WAIT_MS;
    expect(await guards.admit(guess({ source: 'home' }))).toEqual({ admitted: true });
  });

  test('no address or source stands in the table, and old rows go', async () => {
    const { clock, guards } = start();
    await guards.admit(guess({ source: '203.0.113.7' }));
    const read = () => database.db.selectFrom('login_guards').selectAll().execute();
    expect(JSON.stringify(await read())).not.toMatch(/ana|studio|203/);
    clock.ms += 31 * 24 * HOUR;
    await guards.prune();
    expect(await read()).toEqual([]);
  });

  test('attempts that share accounts, places and sources never wait for each other for ever', async () => {
    const { guards, succeed } = start();
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        const attempt = guess({
          account: `person${at % 3}@studio.example`,
          knownPlace: at % 2 === 0 ? `laptop ${at % 5}` : null,
          source: `office ${at % 4}`,
        });
        if ((await guards.admit(attempt)).admitted) await succeed(attempt);
      }),
    );
  });
});

describe('records of denials', () => {
  test('are kept for the first of a minute, counted for the rest, and nothing gets lost', () => {
    const clock = { ms: START };
    const gate = createFloodGate<string>(() => clock.ms);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5_000), fc.constantFrom('a', 'b')), { maxLength: 500 }),
        (notes) => {
          let accounted = 0;
          const perMinute = new Map<string, number>();
          for (const [afterMs, key] of notes) {
            clock.ms += afterMs;
            const { record, suppressed } = gate.note(key, key);
            const minute = `${key} ${Math.floor(clock.ms / 60_000)}`;
            if (record) perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
            accounted += suppressed + (record ? 1 : 0);
          }
          for (const { suppressed } of gate.drain('all')) accounted += suppressed;
          expect(accounted).toBe(notes.length);
          for (const count of perMinute.values()) expect(count).toBeLessThanOrEqual(RECORDED_PER_MINUTE);
          clock.ms += 60_000;
        },
      ),
    );
  });

  test('of a flood that stopped are drained once, of one that goes on not yet', () => {
    const clock = { ms: START };
    const gate = createFloodGate<string>(() => clock.ms);
    for (let at = 0; at < 50; at += 1) gate.note('a', 'about a');
    expect(gate.drain('over')).toEqual([]);
    clock.ms += 60_000;
    expect(gate.drain('over')).toEqual([{ about: 'about a', suppressed: 30 }]);
    expect(gate.drain('all')).toEqual([]);
  });

  test('of more keys than fit are counted together', () => {
    const gate = createFloodGate<number>(() => START);
    let recorded = 0;
    for (let at = 0; at < 20_000; at += 1) if (gate.note(`key ${at}`, at).record) recorded += 1;
    expect(recorded).toBe(10_000 + RECORDED_PER_MINUTE);
    expect(gate.drain('all')).toEqual([
      { about: expect.any(Number), suppressed: 10_000 - RECORDED_PER_MINUTE },
    ]);
  });
});
