/** Settings hold at once, say what they refuse, and can be taken back. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { untilShown } from '../testing/browser.ts';
import { filesBelow } from '../testing/files.ts';
import { journey } from '../testing/journey.ts';
import { manyPhotos } from '../testing/photos.ts';
import { workbench } from '../testing/workbench.ts';

describe('a setting', () => {
  journey('is changed, kept through a reload, and put back to its default', async ({ easel: { page } }) => {
    await openSettings(page);
    const seconds = page.getByRole('textbox', { name: 'Longest time for one image' });
    const usual = await seconds.inputValue();
    await seconds.fill('33');
    await seconds.press('Enter');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await untilShown(page);
    await expect.poll(() => seconds.inputValue()).toBe('33 s');

    await seconds.fill('0');
    await page.getByText('Between 1 and 3,600').waitFor();
    await seconds.press('Enter');
    await page.reload();
    await untilShown(page);
    await expect.poll(() => seconds.inputValue()).toBe('33 s');

    await page.getByRole('button', { name: /^Back to the default: / }).click();
    await expect.poll(() => seconds.inputValue()).toBe(usual);
    await page.reload();
    await untilShown(page);
    await expect.poll(() => seconds.inputValue()).toBe(usual);
  });

  journey(
    'for names is refused while it is wrong, and then holds for the next batch',
    async ({ served, easel: { page } }) => {
      await openSettings(page);
      const names = page.getByRole('textbox', { name: 'Names of results' });
      await names.fill('{nam}');
      await page.getByText('{nam} is not known; use one of those below').waitFor();
      await names.fill('../{name}');
      await page.getByText(/is not allowed: results stay inside the folder for results/).waitFor();
      await names.fill('small-{name}');
      await names.press('Enter');
      await page.getByText('Saved', { exact: true }).waitFor();

      await page.getByRole('link', { name: 'Workbench' }).click();
      const bench = workbench(page);
      await manyPhotos(join(served.folder, 'shoot'), 1);
      await bench.addFolder(join(served.folder, 'shoot'));
      await bench.tick('Web thumbnail');
      await bench.start();
      await bench.outcome();
      expect(await filesBelow(join(served.home, 'Pictures', 'Easel'))).toEqual(['small-photo-00000.webp']);
    },
  );
});

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
}
