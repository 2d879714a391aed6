/** The time left is honest: nothing at first, recent speed later. */
import { expect, it } from 'vitest';
import { addSample, type PaceSample, paceOf } from './pace.ts';

const run = (...samples: [at: number, done: number][]) =>
  samples.reduce<readonly PaceSample[]>((sum, [at, done]) => addSample(sum, { at, done }), []);

it('says nothing before it can know', () => {
  expect(paceOf([], 10)).toBeNull();
  expect(paceOf(run([0, 0], [500, 4]), 10)).toBeNull();
  expect(paceOf(run([0, 0], [5000, 0]), 10)).toBeNull();
});

it('tells speed and time left', () => {
  expect(paceOf(run([0, 0], [2000, 10]), 60)).toEqual({ perSecond: 5, left: 10_000 });
});

it('forgets how fast it was long ago', () => {
  expect(paceOf(run([0, 0], [1000, 1000], [20_000, 1000], [22_000, 1002]), 1012)?.perSecond).toBe(1);
});

it('begins again when the count goes back', () => {
  expect(paceOf(run([0, 0], [2000, 10], [3000, 2]), 20)).toBeNull();
});
