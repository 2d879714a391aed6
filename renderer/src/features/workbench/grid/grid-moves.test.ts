/** Arrow keys never leave the grid and never get stuck in it. */
import { expect, it } from 'vitest';
import { moveInGrid } from './grid-moves.ts';

const shape = { columns: 4, count: 10, rowsInView: 2 };

it.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 3, 4],
  ['ArrowRight', 9, 9],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 5],
  ['ArrowDown', 7, 9],
  ['ArrowDown', 8, 8],
  ['ArrowUp', 6, 2],
  ['ArrowUp', 2, 2],
  ['PageDown', 1, 9],
  ['PageUp', 9, 1],
  ['Home', 7, 0],
  ['End', 2, 9],
])('%s from %i leads to %i', (key, from, to) => {
  expect(moveInGrid(key, from, shape)).toBe(to);
});

it('begins at the first image', () => {
  expect(moveInGrid('ArrowDown', -1, shape)).toBe(0);
});

it('leaves other keys and an empty grid alone', () => {
  expect(moveInGrid('a', 0, shape)).toBeNull();
  expect(moveInGrid('ArrowDown', 0, { ...shape, count: 0 })).toBeNull();
});
