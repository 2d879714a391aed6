/** Twenty thousand files: all are there, every one can be reached, and the page stays small. */
import { linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { makePhotos } from '../../core/testing/photos.ts';
import { journey } from '../testing/journey.ts';
import { tabTo } from '../testing/keyboard.ts';
import { workbench } from '../testing/workbench.ts';

const FILES = 20_000;
const DIFFERENT = 4;

describe('twenty thousand files', () => {
  journey('are listed, scrolled through and selected', async ({ served, easel: { page } }) => {
    const bench = workbench(page);
    const { keyboard } = page;
    const folder = join(served.folder, 'archive');
    const originals = await makePhotos(join(served.folder, 'originals'), DIFFERENT, { side: 16 });
    mkdirSync(folder);
    for (let at = 0; at < FILES; at += 1) linkSync(originals[at % DIFFERENT] ?? '', join(folder, nameOf(at)));

    await bench.addFolder(folder);
    await page.getByText('20,000 images', { exact: true }).waitFor();
    await bench.tick('Web thumbnail');
    await page.getByText('20,000 images → 20,000 files').waitFor();
    await tabTo(page, bench.images, 'Shift+Tab');

    await keyboard.press('End');
    await expectCurrent(FILES - 1);
    await keyboard.press('ArrowLeft');
    await expectCurrent(FILES - 2);
    const columns = await columnsOf();
    await keyboard.press('ArrowUp');
    await expectCurrent(FILES - 2 - columns);
    await keyboard.press('PageUp');
    await keyboard.press('PageDown');
    await expectCurrent(FILES - 2 - columns);
    await keyboard.press('Home');
    await expectCurrent(0);
    await keyboard.press('ArrowDown');
    await expectCurrent(columns);
    await keyboard.press('Space');
    await page.getByText('· 1 selected').waitFor();
    await keyboard.press('Shift+End');
    await page.getByText(`· ${(FILES - columns).toLocaleString('en')} selected`).waitFor();
    await keyboard.press('Control+A');
    await page.getByText('· 20,000 selected').waitFor();

    await keyboard.press('Home');
    await expectCurrent(0);
    await bench.images.hover();
    await page.mouse.wheel(0, 10_000_000);
    await bench.image(new RegExp(`^${nameOf(FILES - 1)}`)).waitFor();
    expect(await bench.images.getByRole('option').count()).toBeLessThan(120);
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(3000);

    /** It is drawn, it is the one the list box says is active, and it knows its place. */
    async function expectCurrent(index: number): Promise<void> {
      const option = bench.image(new RegExp(`^${nameOf(index)}`));
      await option.waitFor();
      await expect
        .poll(() => bench.images.getAttribute('aria-activedescendant'))
        .toBe(await option.getAttribute('id'));
      expect(await option.getAttribute('aria-posinset')).toBe(String(index + 1));
      expect(await option.getAttribute('aria-setsize')).toBe(String(FILES));
    }

    /** Tiles whose tops are at one height. */
    async function columnsOf(): Promise<number> {
      const tops = await bench.images
        .getByRole('option')
        .evaluateAll((tiles) => tiles.map((tile) => Math.round(tile.getBoundingClientRect().top)));
      return tops.filter((top) => top === tops[0]).length;
    }
  });
});

function nameOf(index: number): string {
  return `photo-${String(index).padStart(5, '0')}.png`;
}
