/** From the first sight of Easel to finished files without a mouse. */
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { filesBelow } from '../testing/files.ts';
import { journey } from '../testing/journey.ts';
import { focusIsVisible, hasFocus, tabTo } from '../testing/keyboard.ts';
import { manyPhotos } from '../testing/photos.ts';
import { workbench } from '../testing/workbench.ts';

describe('the keyboard alone', () => {
  journey(
    'brings images in, picks presets, runs the batch and takes it back',
    async ({ served, easel: { page } }) => {
      const bench = workbench(page);
      const { keyboard } = page;
      const results = join(served.home, 'Pictures', 'Easel');
      await manyPhotos(join(served.folder, 'shoot'), 12);

      await keyboard.press('Control+Shift+O');
      const dialog = page.getByRole('dialog', { name: 'Add a folder of this computer' });
      await tabTo(page, dialog.getByRole('textbox', { name: 'Folder' }));
      await keyboard.type(join(served.folder, 'shoot'));
      await keyboard.press('Enter');
      await dialog.getByText('12 images directly in this folder').waitFor();
      await tabTo(page, dialog.getByRole('button', { name: 'Add this folder' }));
      expect(await focusIsVisible(page)).toBe(true);
      await keyboard.press('Enter');
      await bench.images.waitFor();

      await tabTo(page, bench.images);
      expect(await focusIsVisible(page)).toBe(true);
      await keyboard.press('Home');
      await keyboard.press('Space');
      await keyboard.press('ArrowRight');
      await keyboard.press('Space');
      await keyboard.press('Shift+ArrowRight');
      await page.getByText('· 2 selected').waitFor();
      await keyboard.press('Control+A');
      await page.getByText('· 12 selected').waitFor();
      await keyboard.press('Escape');
      await page.getByText('· 12 selected').waitFor({ state: 'hidden' });

      await keyboard.press('1');
      await keyboard.press('3');
      await page.getByText('2 ticked').waitFor();
      await keyboard.press('1');
      await page.getByText('1 ticked').waitFor();
      await expect
        .poll(() => page.getByRole('checkbox', { name: 'Make Web thumbnail' }).isChecked())
        .toBe(true);

      await keyboard.press('Enter');
      await bench.button('Back to the grid').waitFor();
      await keyboard.press('\\');
      await expect.poll(() => page.getByRole('radio', { name: 'Single' }).isChecked()).toBe(true);
      await page.getByRole('img', { name: 'Before' }).waitFor();
      await keyboard.press('\\');
      await page.getByRole('img', { name: 'After' }).waitFor();
      await keyboard.press('z');
      await page.getByRole('button', { name: /^100\s?%$/, pressed: true }).waitFor();
      await keyboard.press('Enter');
      await bench.button('Larger preview').waitFor();

      await keyboard.press('Control+Enter');
      expect(await bench.outcome()).toEqual({ written: 12, skipped: 0, failed: 0, waiting: 0 });
      expect(await filesBelow(results)).toHaveLength(12);

      await keyboard.press('Control+K');
      const search = page.getByRole('textbox', { name: 'Find a command, page or preset' });
      await expect.poll(() => hasFocus(search)).toBe(true);
      await keyboard.type('undo');
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await page.getByText('12 files moved to the trash').waitFor();
      expect(await filesBelow(results)).toEqual([]);
    },
  );

  journey('reaches every page and every shortcut', async ({ easel: { page } }) => {
    const { keyboard } = page;
    const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
    await keyboard.press('?');
    await heading('Keyboard shortcuts').waitFor();
    await keyboard.press('Control+,');
    await heading('Settings').waitFor();
    for (const [typed, name] of [
      ['history', 'History'],
      ['presets', 'Presets'],
      ['about', 'About Easel'],
    ] as const) {
      await keyboard.press('Control+K');
      await keyboard.type(typed);
      await page
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .first()
        .waitFor();
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await heading(name).waitFor();
    }
    await keyboard.press('Control+K');
    await keyboard.type('qqqq');
    await page.getByText('Nothing is called that.').waitFor();
    await keyboard.press('Escape');
    const skip = page.getByRole('button', { name: 'Skip to the page' });
    await page.reload();
    await tabTo(page, skip);
    expect(await focusIsVisible(page)).toBe(true);
    await keyboard.press('Enter');
    expect(await hasFocus(page.getByRole('main'))).toBe(true);
  });
});
