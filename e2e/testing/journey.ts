/**
 * What a journey stands on: a host on a folder of its own, a browser shared by the tests of one file, and a page that
 * must not have said anything on its console when the test ends.
 */
import { expect, test } from 'vitest';
import { openEasel, startBrowser } from './browser.ts';
import { serve } from './served.ts';

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
  .extend('easel', async ({ browser, served }, { onCleanup }) => {
    const easel = await openEasel(browser, served);
    onCleanup(async () => {
      await easel.close();
      expect(easel.complaints).toEqual([]);
    });
    return easel;
  });
