import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bucket, effectiveMinute, fitsAt, MINUTE_MS, minuteOf, usedAt } from './window.ts';

const NOW_MINUTE = 29_000_000;

const buckets = fc
  .uniqueArray(
    fc.record({ minute: fc.integer({ min: NOW_MINUTE - 80, max: NOW_MINUTE }), used: fc.nat(9) }),
    {
      selector: (bucket) => bucket.minute,
      maxLength: 81,
    },
  )
  .map((made): readonly Bucket[] => made);

describe('the rolling hour', () => {
  test('counts the running minute and the sixty before it', () => {
    const all = Array.from({ length: 80 }, (_, ago) => ({ minute: NOW_MINUTE - ago, used: 1 }));
    expect(usedAt(all, NOW_MINUTE)).toBe(61);
    expect(usedAt([{ minute: NOW_MINUTE - 60, used: 1 }], NOW_MINUTE)).toBe(1);
    expect(usedAt([{ minute: NOW_MINUTE - 61, used: 1 }], NOW_MINUTE)).toBe(0);
  });

  test('a unit used in the last millisecond of a minute is free again 60 minutes and 1 ms later', () => {
    const usedAtMs = NOW_MINUTE * MINUTE_MS + 59_999;
    const used = [{ minute: minuteOf(usedAtMs), used: 1 }];
    expect(fitsAt(used, { minute: NOW_MINUTE, limit: 1, cost: 1 })).toBe(usedAtMs + 60 * MINUTE_MS + 1);
  });

  test('names exactly the first moment at which enough is free', () => {
    fc.assert(
      fc.property(buckets, fc.nat(40), fc.nat(45), (made, limit, cost) => {
        const fits = (minute: number) => usedAt(made, minute) + cost <= limit;
        const at = fitsAt(made, { minute: NOW_MINUTE, limit, cost });
        if (cost > limit) expect(at).toBeNull();
        else if (fits(NOW_MINUTE)) expect(at).toBe(0);
        else {
          let first = NOW_MINUTE;
          while (!fits(first)) first += 1;
          expect(at).toBe(first * MINUTE_MS);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('a clock that was set back stays at the last minute seen', () => {
    const seen = [{ minute: NOW_MINUTE, used: 1 }];
    expect(effectiveMinute(seen, (NOW_MINUTE - 600) * MINUTE_MS)).toBe(NOW_MINUTE);
    expect(effectiveMinute(seen, (NOW_MINUTE + 2) * MINUTE_MS + 1)).toBe(NOW_MINUTE + 2);
    expect(effectiveMinute([], 59_999)).toBe(0);
  });
});
