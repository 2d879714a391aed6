import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestWithin, type SizeSearch } from './size-search.ts';

/** Sizes that rise with the step, by any mix of small and large jumps. */
const sizes = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 100, maxLength: 100 }).map((steps) => {
  let total = 300;
  return steps.map((step) => (total += step));
});

function search(list: readonly number[], cap: number, first = 80): SizeSearch & { tried: number[] } {
  const tried: number[] = [];
  return {
    tried,
    least: 1,
    most: 100,
    first,
    cap,
    curve: (step) => step * 0.03,
    sizeAt(step) {
      tried.push(step);
      return Promise.resolve(list[step - 1] ?? 0);
    },
  };
}

describe('largestWithin', () => {
  it('finds a fit whenever there is one, close to the cap or the last step before it', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 100, max: 300_000 }),
        fc.integer({ min: 1, max: 100 }),
        async (list, cap, first) => {
          const run = search(list, cap, first);
          const { fit, over } = await largestWithin(run);
          const possible = list.filter((size) => size <= cap);
          if (possible.length === 0) {
            expect(fit).toBeNull();
            expect(over).toEqual({ step: 1, size: list[0] });
            return;
          }
          const best = Math.max(...possible);
          expect(fit?.size).toBeLessThanOrEqual(cap);
          if (fit !== null && fit.size < cap * 0.95) expect(fit.size).toBe(best);
          expect(new Set(run.tried).size).toBe(run.tried.length);
          expect(run.tried.length).toBeLessThanOrEqual(13);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('needs three encodings where sizes behave as the curve says', async () => {
    const list = Array.from({ length: 100 }, (_, index) => Math.round(1000 * Math.exp(0.03 * index)));
    for (const cap of [1500, 4000, 9000, 15_000]) {
      const run = search(list, cap);
      await largestWithin(run);
      expect(run.tried.length).toBeLessThanOrEqual(3);
    }
  });
});
