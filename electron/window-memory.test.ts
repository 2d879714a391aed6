/** The window comes back where it was, and device facts hold nothing else. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Launched, launch } from './testing/launch.ts';

const SAVED = { x: 2000, y: 120, width: 1200, height: 800 };
let easel: Launched;

beforeAll(async () => {
  easel = await launch({
    prepare: async ({ electron, dataFolder }) => {
      electron.screen.workAreas = [
        { x: 0, y: 0, width: 1920, height: 1040 },
        { x: 1920, y: 0, width: 2560, height: 1400 },
      ];
      const facts = {
        window: { bounds: SAVED, maximised: true },
        lastFolder: '/photos',
        apiBase: 'http://plain',
      };
      await writeFile(join(dataFolder, 'device-facts.json'), JSON.stringify(facts));
    },
  });
});
afterAll(() => easel.end());

async function storedFacts(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(easel.dataFolder, 'device-facts.json'), 'utf8'));
}

it('opens where it was closed, on the second screen, maximised', async () => {
  const window = await easel.window();
  expect(window.options).toMatchObject(SAVED);
  expect(window.isMaximized()).toBe(true);
});

it('remembers where it was moved to, and nothing beyond the facts', async () => {
  const window = await easel.window();
  window.unmaximize();
  window.setBounds({ x: 40, y: 50, width: 1000, height: 700 });
  await vi.waitFor(async () => {
    expect((await storedFacts()).window).toEqual({
      bounds: { x: 40, y: 50, width: 1000, height: 700 },
      maximised: false,
    });
  });
  expect(Object.keys(await storedFacts()).sort()).toEqual(['apiBase', 'lastFolder', 'window']);
});

it('remembers its last place even when it closes at once', async () => {
  const window = await easel.window();
  window.setBounds({ x: 60, y: 70 });
  window.close();
  expect((await storedFacts()).window).toMatchObject({ bounds: { x: 60, y: 70 } });
});
