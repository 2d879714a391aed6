/**
 * What a journey stands on: a host on a folder of its own, a browser shared by the tests of one file, and a page that
 * must not have said anything on its console when the test ends. A failed one leaves what it saw in `.cache/e2e/`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openEasel, startBrowser } from './browser.ts';
import { serve } from './served.ts';

const SEEN = join(import.meta.dirname, '..', '..', '.cache', 'e2e');

export const journey = test
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads from this pattern what else is needed.
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await startBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  // biome-ignore lint/correctness/noEmptyPattern: the same.
  .extend('served', async ({}, { onCleanup }) => {
    const served = await serve();
    onCleanup(served.remove);
    return served;
  })
  .extend('easel', async ({ browser, served, task }, { onCleanup }) => {
    const easel = await openEasel(browser, served);
    onCleanup(async () => {
      if (task.result?.state === 'fail') await keepWhatIsSeen(easel.page, task.name);
      await easel.close();
      expect(easel.complaints).toEqual([]);
    });
    return easel;
  });

async function keepWhatIsSeen(page: Page, test: string): Promise<void> {
  if (page.isClosed()) return;
  await mkdir(SEEN, { recursive: true });
  const file = join(SEEN, test.replaceAll(/[^\w]+/g, '-').slice(0, 80));
  await page.screenshot({ path: `${file}.png` });
  await writeFile(`${file}.aria.txt`, await page.locator('body').ariaSnapshot());
}
