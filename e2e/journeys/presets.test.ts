/** Presets of one's own: made, corrected, copied, deleted and brought back, carried to a file and in from one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { filesBelow } from '../testing/files.ts';
import { journey } from '../testing/journey.ts';
import { manyPhotos } from '../testing/photos.ts';
import { workbench } from '../testing/workbench.ts';

describe('a preset', () => {
  journey('is made, refused while it is wrong, and used', async ({ served, easel: { page } }) => {
    await openLibrary(page);
    await page.getByRole('button', { name: 'New preset' }).click();
    const create = page.getByRole('button', { name: 'Create' });
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Shop tile');
    expect(await page.getByRole('textbox', { name: 'Short name' }).inputValue()).toBe('shop-tile');
    await page.getByRole('textbox', { name: 'Short name' }).fill('Shop Tile');
    await page.getByText('Use lower-case letters, digits and single hyphens').waitFor();
    expect(await create.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Short name' }).fill('web-hero');
    await page.getByText('Another preset has this short name').waitFor();
    await page.getByRole('textbox', { name: 'Short name' }).fill('shop-tile');
    await expect.poll(() => create.isEnabled()).toBe(true);
    await create.click();
    await page.getByRole('heading', { name: 'Shop tile', level: 1 }).waitFor();

    // A size of nothing cannot be saved; the field says why.
    await page.getByRole('button', { name: /^Size / }).click();
    const side = page.getByRole('textbox', { name: 'Pixels' });
    await side.fill('0');
    await page.getByText('At least 1', { exact: true }).waitFor();
    const save = page.getByRole('button', { name: 'Save', exact: true });
    expect(await save.isDisabled()).toBe(true);
    await side.fill('48');
    await expect.poll(() => save.isEnabled()).toBe(true);
    await save.click();
    await page.getByText('Saved', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Use in the workbench' }).click();
    const bench = workbench(page);
    await manyPhotos(join(served.folder, 'shoot'), 2);
    await bench.addFolder(join(served.folder, 'shoot'));
    expect(await page.getByRole('checkbox', { name: 'Make Shop tile' }).isChecked()).toBe(true);
    await page
      .getByText(/48 × 48/)
      .first()
      .waitFor();
    await bench.start();
    expect(await bench.outcome()).toMatchObject({ written: 2, failed: 0 });
    const files = await filesBelow(join(served.home, 'Pictures', 'Easel', 'shop-tile'));
    expect(files).toHaveLength(2);
  });

  journey(
    'that is built in is copied to be changed; the copy is deleted and brought back',
    async ({ easel: { page } }) => {
      await openLibrary(page);
      await page.getByRole('button', { name: 'Web hero', exact: true }).click();
      await page.getByText('This preset comes with Easel and stays as it is.').waitFor();
      await page.getByRole('button', { name: 'Duplicate to change it' }).click();
      await page.getByRole('heading', { name: 'Web hero copy', level: 1 }).waitFor();
      await page.getByRole('textbox', { name: 'What it is for' }).fill('Changed');
      await page.getByRole('link', { name: 'History' }).click();
      const question = page.getByRole('dialog', { name: 'Leave “Web hero copy” unsaved?' });
      await question.getByRole('button', { name: 'Cancel' }).click();
      expect(await page.getByRole('textbox', { name: 'What it is for' }).inputValue()).toBe('Changed');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved', { exact: true }).waitFor();

      await page.getByRole('button', { name: 'All presets' }).click();
      const card = page.getByRole('button', { name: 'Web hero copy', exact: true });
      await page.getByRole('button', { name: 'More for Web hero copy' }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await card.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Undo' }).click();
      await card.waitFor();
      await page.getByText('“Web hero copy” is back.').waitFor();
    },
  );

  journey('is exported, and asks before an import replaces it', async ({ served, easel }) => {
    const { page } = easel;
    const file = join(served.home, 'presets.json');
    await openLibrary(page);
    await page.getByRole('button', { name: 'More for Web card' }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await page.getByRole('heading', { name: 'Web card copy', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'More for Web card copy' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export' }).click();
    await (await download).saveAs(file);
    expect((await download).suggestedFilename()).toBe('web-card-copy.json');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('Web card copy', 'Web card from a colleague'),
    );

    await page.getByRole('button', { name: 'All presets' }).click();
    // The browser reports the refusal that the question comes from.
    easel.allow(/status of 409/);
    await importFile(page, file);
    const question = page.getByRole('dialog', { name: 'Replace presets of yours?' });
    await question.getByText('“Web card copy”').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Web card copy', exact: true }).waitFor();
    await importFile(page, file);
    await question.getByRole('button', { name: 'Replace' }).click();
    await page.getByRole('button', { name: 'Web card from a colleague', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Web card copy', exact: true }).count()).toBe(0);

    await writeFile(file, '{ "presets": [{ "id": "NO" }] }');
    easel.allow(/status of 4\d\d/);
    await importFile(page, file);
    await page.getByRole('alert').waitFor();
  });
});

async function openLibrary(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Presets', exact: true }).click();
  await page.getByRole('heading', { name: 'Presets', level: 1 }).waitFor();
}

async function importFile(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Import from a file' }).click();
  await (await chooser).setFiles(path);
}
