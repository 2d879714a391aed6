import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { parse, validate, version } from 'uuid';
import { describe, expect, test } from 'vitest';
import { createIds } from './ids.ts';

describe('createIds', () => {
  test('carries the time in its first 48 bits and the version and variant of a UUIDv7', () => {
    const id = createIds({ now: () => 0x0192_8f6e_4a10, randomBytes }).next();
    expect(id.startsWith('01928f6e-4a10-7')).toBe(true);
    expect(validate(id)).toBe(true);
    expect(version(id)).toBe(7);
    expect((parse(id)[8] ?? 0) >> 6).toBe(0b10);
  });

  test('the same time and random give the same id', () => {
    const deps = {
      now: () => 1_700_000_000_000,
      randomBytes: (size: number) => new Uint8Array(size).fill(7),
    };
    expect(createIds(deps).next()).toBe(createIds(deps).next());
  });

  test('ids rise strictly, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 2 ** 45 }), { minLength: 2 }), (times) => {
        let at = 0;
        const ids = createIds({ now: () => times[at++] ?? 0, randomBytes });
        const made = times.map(() => ids.next());
        expect(new Set(made).size).toBe(made.length);
        expect([...made].sort()).toEqual(made);
      }),
    );
  });

  test('10,000 ids within one millisecond are distinct and ordered', () => {
    const ids = createIds({ now: () => 1_700_000_000_000, randomBytes });
    const made = Array.from({ length: 10_000 }, () => ids.next());
    expect(new Set(made).size).toBe(10_000);
    expect([...made].sort()).toEqual(made);
  });

  test('a sequence that starts at its highest value still rises', () => {
    const ids = createIds({ now: () => 5, randomBytes: (size) => new Uint8Array(size).fill(0xff) });
    const made = Array.from({ length: 100 }, () => ids.next());
    expect([...made].sort()).toEqual(made);
  });
});
