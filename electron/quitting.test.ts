/** Quitting while a batch runs: asked once, nothing lost. */

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestApp } from '../core/testing/app.ts';
import { makePhotos } from '../core/testing/photos.ts';
import { type Launched, launch, type PageClient } from './testing/launch.ts';

let easel: Launched;
let page: PageClient;
let job: string;

beforeAll(async () => {
  easel = await launch();
  page = await easel.page();
  const inputs = await makePhotos(join(easel.dataFolder, 'photos'), 40, { side: 64 });
  const outputFolder = join(easel.dataFolder, 'out');
  const started = await page.jobs.start({ inputs: [...inputs], outputFolder, presets: ['web-thumb'] });
  job = started.id;
  // Paused, so that it surely runs when the app is asked to quit.
  await page.jobs.pause({ id: job });
});
afterAll(() => rm(easel.dataFolder, { recursive: true, force: true }));

it('asks before it stops a batch, once for all attempts, and stays when told to', async () => {
  const { app, dialog } = easel.electron;
  const window = await easel.window();
  app.quit();
  app.quit();
  window.close();
  await vi.waitFor(() => expect(dialog.asked).toHaveLength(1));
  expect(dialog.asked[0]).toMatchObject({
    buttons: ['Keep working', 'Stop and quit'],
    defaultId: 0,
    cancelId: 0,
  });
  await page.system.info();
  expect(app.ended).toBeNull();
  expect(window.isDestroyed()).toBe(false);
});

it('closes in good order when told to, and the rest can be resumed', async () => {
  const { app, dialog } = easel.electron;
  // A page listens as long as it lives, also now.
  const listening = (async () => {
    for await (const _ of await page.desktop.events()) expect.fail('nothing was said');
  })();
  listening.catch(() => undefined);
  await page.system.info();
  dialog.presses.push(1);
  (await easel.window()).close();
  await vi.waitFor(() => expect(app.ended).toBe(0));
  expect(dialog.asked).toHaveLength(2);
  const later = await startTestApp(easel.dataFolder);
  try {
    expect(await later.client.jobs.list()).toMatchObject([{ id: job, state: 'stopped', total: 40 }]);
  } finally {
    await later.close();
  }
  await listening.catch(() => undefined);
  expect(dialog.errors).toEqual([]);
  expect(await readdir(join(easel.dataFolder, 'logs'))).not.toContain('crashes.log');
});
