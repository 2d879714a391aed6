import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNewest } from './newest.ts';

describe('the newest entries', () => {
  it('stay, and the ones used least recently make way', () => {
    const newest = createNewest<string, number>(2);
    expect([newest.set('a', 1), newest.set('b', 2)]).toEqual([[], []]);
    expect(newest.get('a')).toBe(1);
    expect(newest.set('c', 3)).toEqual([2]);
    expect([newest.get('a'), newest.get('b'), newest.get('c')]).toEqual([1, undefined, 3]);
  });

  it('are looked at without becoming newer', () => {
    const newest = createNewest<string, number>(2);
    newest.set('a', 1);
    newest.set('b', 2);
    expect(newest.peek('a')).toBe(1);
    expect(newest.set('c', 3)).toEqual([1]);
  });

  it('give back every value exactly once, when it is replaced or makes way', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), steps, (most, chosen) => {
        const newest = createNewest<string, number>(most);
        const gone: number[] = [];
        chosen.forEach(([key, isUse], value) => {
          if (isUse) newest.get(key);
          else gone.push(...newest.set(key, value));
        });
        const left = ['a', 'b', 'c', 'd'].map(newest.peek).filter((value) => value !== undefined);
        expect(left.length).toBeLessThanOrEqual(most);
        const added = chosen.flatMap(([, isUse], value) => (isUse ? [] : [value]));
        expect([...gone, ...left].toSorted((a, b) => a - b)).toEqual(added);
      }),
    );
  });
});
