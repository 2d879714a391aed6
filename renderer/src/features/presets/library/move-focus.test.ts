/** Arrows go where the eye would. */
import { describe, expect, it } from 'vitest';
import { nearestIn } from './move-focus.ts';

/** Two groups: a row of three and one alone, then a row of two. */
const places = [
  { x: 100, y: 100 },
  { x: 300, y: 100 },
  { x: 500, y: 100 },
  { x: 100, y: 200 },
  { x: 100, y: 400 },
  { x: 300, y: 400 },
];
const from = (index: number) => places[index] ?? { x: 0, y: 0 };

describe('from the middle of the first row', () => {
  it.each([
    ['ArrowLeft', 0],
    ['ArrowRight', 2],
    ['ArrowDown', 5],
    ['ArrowUp', -1],
    ['Enter', -1],
  ])('%s goes to %i', (key, index) => expect(nearestIn(key, from(1), places)).toBe(index));
});

it('goes from the card alone to the group below, and back to it', () => {
  expect(nearestIn('ArrowDown', from(3), places)).toBe(4);
  expect(nearestIn('ArrowUp', from(4), places)).toBe(3);
});

it('stays at the edge', () => {
  expect(nearestIn('ArrowRight', from(2), places)).toBe(-1);
  expect(nearestIn('ArrowDown', from(5), places)).toBe(-1);
});
