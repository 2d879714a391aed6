/** Paths are cut where it does not hurt. */
import { expect, it } from 'vitest';
import { below, shortPath } from './short-path.ts';

it.each([
  ['/home/ana/Pictures/out', '…/Pictures/out'],
  ['/out', '/out'],
  ['C:\\Users\\Ana\\Pictures', '…\\Ana\\Pictures'],
])('%s', (path, short) => {
  expect(shortPath(path)).toBe(short);
});

it('finds what is below a folder', () => {
  expect(below('/out', '/out/web/c.webp')).toBe('web/c.webp');
});
