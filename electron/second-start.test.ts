/** A second start while Easel runs: it hands over and leaves without touching anything. */
import { readdir } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { type Launched, launch } from './testing/launch.ts';

let easel: Launched;
afterAll(() => easel.end());

it('ends at once, without a window, a database or a log', async () => {
  easel = await launch({ isSecond: true, args: ['/photos/a.jpg'] });
  expect(easel.electron.app.ended).toBe(0);
  expect(easel.electron.BrowserWindow.all).toEqual([]);
  expect(await readdir(easel.dataFolder)).toEqual([]);
  // The lock is that of the data folder, not of the computer.
  expect(easel.electron.app.paths.get('userData')).toBe(`${easel.dataFolder}/desktop`);
});
