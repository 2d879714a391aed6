/** What is shown before is what is written after: the very bytes, also with a recipe changed for this batch or this image. */
import { createHash } from 'node:crypto';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { filesBelow } from '../testing/files.ts';
import { journey } from '../testing/journey.ts';
import { type Workbench, workbench } from '../testing/workbench.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'resources', 'samples');
const NAMES = ['dusk.jpg', 'logo.png'];

describe('the preview', () => {
  journey('shows the very bytes that are written', async ({ served, easel: { page } }) => {
    const bench = await withSamples(page, served.folder);
    const results = join(served.home, 'Pictures', 'Easel');
    await bench.tick('Instagram square');
    const shown: Record<string, string> = {};
    for (const name of NAMES) {
      await bench.image(new RegExp(`^${name}`)).click();
      shown[name] = await hashOfResult(page, name);
    }
    await bench.start();
    expect(await bench.outcome()).toMatchObject({ written: NAMES.length, failed: 0 });
    const written = await filesBelow(results);
    expect(await Promise.all(written.map((path) => hashOf(join(results, path))))).toEqual(
      NAMES.map((name) => shown[name]),
    );
  });

  journey(
    'follows a recipe changed for this batch, and a point kept in one image alone',
    async ({ served, easel: { page } }) => {
      const bench = await withSamples(page, served.folder);
      const results = join(served.home, 'Pictures', 'Easel');
      await bench.tick('Instagram square');
      await bench.image(/^dusk\.jpg/).click();
      const before = await hashOfResult(page, 'dusk.jpg');

      await page.getByRole('button', { name: /^Format and quality / }).click();
      await page.getByRole('textbox', { name: 'Quality, 1 to 100' }).fill('40');
      await page.getByText('quality 40', { exact: true }).waitFor();
      const coarser = await hashOfResult(page, 'dusk.jpg', before);
      await page.getByText('edited', { exact: true }).waitFor();

      await page.getByRole('button', { name: 'Focus point' }).click();
      const point = page.getByRole('button', { name: /^Point to keep: / });
      await point.focus();
      for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowLeft');
      await page
        .getByRole('button', { name: 'Point to keep: 10 % from the left, 50 % from the top' })
        .waitFor();
      await page.getByRole('button', { name: 'Focus point' }).click();
      await hashOfResult(page, 'dusk.jpg', coarser);

      await bench.start();
      expect(await bench.outcome()).toMatchObject({ written: NAMES.length, failed: 0 });
      const written = await filesBelow(results);
      const dusk = written.find((path) => path.includes('dusk')) ?? '';
      // The preview may still have been on its way from point to point.
      await expect.poll(() => hashOfResult(page, 'dusk.jpg')).toBe(await hashOf(join(results, dusk)));

      // The library keeps the preset as it was.
      await bench.button('Done').click();
      await page.getByRole('button', { name: 'Reset', exact: true }).click();
      await page.getByText('quality 90', { exact: true }).waitFor();
    },
  );
});

async function withSamples(page: Page, folder: string): Promise<Workbench> {
  for (const name of NAMES) await cp(join(SAMPLES, name), join(folder, 'shoot', name));
  const bench = workbench(page);
  await bench.addFolder(join(folder, 'shoot'));
  return bench;
}

/** SHA-256 of the result as the page got it; `before` is what it must no longer be. */
async function hashOfResult(page: Page, name: string, before?: string): Promise<string> {
  await page.getByTitle(join('shoot', name)).waitFor();
  const result = page.getByRole('img', { name: 'After' });
  await expect.poll(read).not.toBe(before ?? '');
  return read();

  async function read(): Promise<string> {
    await page.getByRole('img', { name: 'becomes' }).waitFor();
    return result.evaluate(async (image) => {
      const answer = await fetch(image.getAttribute('src') ?? '');
      const digest = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer());
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    });
  }
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
