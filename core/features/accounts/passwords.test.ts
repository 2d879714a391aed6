import { compareSync, hashSync } from 'bcryptjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EaselError } from '../../../shared/errors.ts';
import { BCRYPT_COST, createPasswordHasher, MOST_WAITING } from './password-hasher.ts';
import { hashOfNobody, hashPassword, isOutdated, verifyPassword } from './passwords.ts';

const CHEAP = 4;
const WORKER = new URL('./password-worker.ts', import.meta.url);

const anyPassword = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 130 }),
  fc.string({ unit: 'grapheme', maxLength: 64 }),
  fc.string({ unit: fc.constantFrom('a', '\0', 'é', '😀', '\u0301'), maxLength: 130 }),
);

describe('hashes of passwords', () => {
  test('raw bcrypt takes everything past 72 bytes as equal; ours does not', () => {
    const start = 'a'.repeat(72);
    expect(compareSync(`${start}b`, hashSync(`${start}c`, CHEAP))).toBe(true);
    expect(verifyPassword(`${start}b`, hashPassword(`${start}c`, CHEAP))).toBe(false);
  });

  test('match the same password and no other', () => {
    fc.assert(
      fc.property(anyPassword, anyPassword, (one, other) => {
        const made = hashPassword(one, CHEAP);
        expect(verifyPassword(one, made)).toBe(true);
        expect(verifyPassword(other, made)).toBe(one.normalize('NFC') === other.normalize('NFC'));
      }),
      { numRuns: 400 },
    );
  });

  test('match no password that differs in one place, wherever that is', () => {
    const places = fc.tuple(fc.integer({ min: 0, max: 127 }), fc.constantFrom('x', '\0', 'é', '😀'));
    fc.assert(
      fc.property(places, ([at, other]) => {
        const characters = Array.from({ length: 128 }, () => 'a');
        const made = hashPassword(characters.join(''), CHEAP);
        expect(verifyPassword(characters.with(at, other).join(''), made)).toBe(false);
        expect(verifyPassword(characters.toSpliced(at, 1).join(''), made)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test('match however an accent was typed, and nothing with half a character', () => {
    expect(verifyPassword('cafe\u0301', hashPassword('café', CHEAP))).toBe(true);
    const half = '\ud83d';
    expect(verifyPassword(half, hashPassword('\ufffd', CHEAP))).toBe(false);
  });

  test('of the old scheme are verified and found outdated, as are cheaper ones', () => {
    const old = { scheme: 'v1', hash: hashSync('Tr0ub4dor&3', CHEAP) };
    expect(verifyPassword('Tr0ub4dor&3', old)).toBe(true);
    expect(verifyPassword('Tr0ub4dor&4', old)).toBe(false);
    expect(isOutdated(old, CHEAP)).toBe(true);
    const made = hashPassword('x', CHEAP);
    expect(isOutdated(made, CHEAP)).toBe(false);
    expect(isOutdated(made, CHEAP + 1)).toBe(true);
  });

  test('of an unknown scheme match nothing', () => {
    const { hash } = hashPassword('x', CHEAP);
    for (const scheme of ['', 'none', 'v3', 'V2']) expect(verifyPassword('x', { scheme, hash })).toBe(false);
    expect(verifyPassword('', { scheme: 'v2', hash: '' })).toBe(false);
  });

  test('that belong to nobody cost as much and match nothing', () => {
    fc.assert(
      fc.property(anyPassword, (password) => {
        expect(verifyPassword(password, hashOfNobody(CHEAP))).toBe(false);
      }),
      { numRuns: 100 },
    );
    expect(hashOfNobody(12).hash).toMatch(/^\$2b\$12\$.{53}$/);
  });
});

describe('the password worker', () => {
  test('hashes at the real cost while the event loop turns', async () => {
    const hasher = createPasswordHasher({ worker: WORKER, threads: 1, cost: BCRYPT_COST });
    let turns = 0;
    let isDone = false;
    const turn = () => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    turn();
    const made = await hasher.hash('correct horse');
    isDone = true;
    expect(made).toMatchObject({ scheme: 'v2', hash: expect.stringMatching(/^\$2b\$12\$/) });
    // On this thread, bcrypt would leave it three: one per slice of 100 ms.
    expect(turns).toBeGreaterThan(50);
    expect(await hasher.verify('correct horse', made)).toEqual({ matches: true, outdated: false });
    expect(await hasher.verify('correct house', made)).toEqual({ matches: false, outdated: false });
    expect(await hasher.verify('correct horse', null)).toEqual({ matches: false, outdated: false });
    await hasher.close();
  });

  test('takes a bounded number of passwords at once, and more when those are done', async () => {
    const hasher = createPasswordHasher({ worker: WORKER, threads: 2, cost: CHEAP });
    const results = await Promise.allSettled(
      Array.from({ length: MOST_WAITING + 5 }, (_, at) => hasher.hash(`password ${at}`)),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const { reason } of refused) expect(reason).toEqual(new EaselError('SIGN_IN_BUSY'));
    expect((await hasher.hash('one more')).scheme).toBe('v2');
    await hasher.close();
  });

  test('tells that a hash should be made again', async () => {
    const hasher = createPasswordHasher({ worker: WORKER, threads: 1, cost: CHEAP + 1 });
    const cheaper = hashPassword('x', CHEAP);
    expect(await hasher.verify('x', cheaper)).toEqual({ matches: true, outdated: true });
    expect(await hasher.verify('y', cheaper)).toEqual({ matches: false, outdated: false });
    await hasher.close();
  });
});
