/** What was done can be found again, looked at, done once more and taken along as a table. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { filesBelow } from '../testing/files.ts';
import { journey } from '../testing/journey.ts';
import { manyPhotos } from '../testing/photos.ts';
import type { Served } from '../testing/served.ts';
import { workbench } from '../testing/workbench.ts';

describe('the history', () => {
  journey('is filtered by its address', async ({ served, easel }) => {
    const { page } = easel;
    easel.allow(/status of 422/);
    await runBatch(page, served);
    await openHistory(page);
    await page.getByText('8 results').waitFor();

    await chooseFrom(page, 'Preset', 'Instagram square');
    await page.getByText('4 results').waitFor();
    await chooseFrom(page, 'Outcome', 'Written');
    await page.getByText('3 results').waitFor();
    await page.getByRole('searchbox', { name: 'File name' }).fill('00002');
    await page.getByText('1 result', { exact: true }).waitFor();
    await chooseFrom(page, 'When', 'Today');
    expect(new URL(page.url()).searchParams.get('outcome')).toBe('written');

    // The address alone brings the same list back, and the window's own way back does too.
    await page.reload();
    await page.getByText('1 result', { exact: true }).waitFor();
    expect(await page.getByRole('searchbox', { name: 'File name' }).inputValue()).toBe('00002');
    await page.getByRole('searchbox', { name: 'File name' }).fill('nothing is called so');
    await page.getByRole('heading', { name: 'Nothing matches these filters' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await page.getByText('8 results').waitFor();
    await chooseFrom(page, 'Outcome', 'Failed');
    await page.getByText('2 results').waitFor();
  });

  journey('tells all of one result, and makes it once more', async ({ served, easel }) => {
    const { page } = easel;
    easel.allow(/status of 422/);
    await runBatch(page, served);
    const results = join(served.home, 'Pictures', 'Easel');
    const written = await filesBelow(results);
    await openHistory(page);
    await chooseFrom(page, 'Outcome', 'Written');
    await chooseFrom(page, 'Preset', 'Web thumbnail');
    await page.getByRole('table').getByRole('button', { name: 'photo-00001.png' }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('heading', { name: 'photo-00001.png' }).waitFor();
    await details.getByText(join(served.folder, 'shoot', 'photo-00001.png')).waitFor();
    await details
      .getByText(/^[0-9a-f]{64}$/)
      .first()
      .waitFor();

    const gone = written.find((path) => path.startsWith('web-thumb') && path.includes('00001')) ?? '';
    await rm(join(results, gone));
    await page.reload();
    await details.getByText('The file is not there any more.').waitFor();
    await details.getByRole('button', { name: 'Run again' }).click();
    expect(await workbench(page).outcome()).toEqual({ written: 1, skipped: 0, failed: 0, waiting: 0 });
    expect(await filesBelow(results)).toEqual(written);
  });

  journey('is exported as a table, as it is filtered', async ({ served, easel }) => {
    const { page } = easel;
    easel.allow(/status of 422/);
    await runBatch(page, served);
    await openHistory(page);
    await chooseFrom(page, 'Outcome', 'Written');
    await page.getByText('6 results').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const path = join(served.home, 'history.csv');
    await (await download).saveAs(path);
    expect((await download).suggestedFilename()).toMatch(/^easel-history-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
    expect(lines).toHaveLength(7);
    expect(lines.slice(1).every((line) => line.includes('written'))).toBe(true);
    await page.getByText('6 results were exported.').waitFor();
  });
});

/** Three photos and a broken one, by two presets. */
async function runBatch(page: Page, { folder }: Served): Promise<void> {
  const shoot = join(folder, 'shoot');
  await manyPhotos(shoot, 3);
  const photo = await readFile(join(shoot, 'photo-00000.png'));
  await writeFile(join(shoot, 'broken.png'), photo.subarray(0, photo.length / 2));
  const bench = workbench(page);
  await bench.addFolder(shoot);
  await bench.tick('Web thumbnail', 'Instagram square');
  await bench.start();
  expect(await bench.outcome()).toMatchObject({ written: 3, failed: 1 });
}

async function openHistory(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('heading', { name: 'History', level: 1 }).waitFor();
}

async function chooseFrom(page: Page, field: string, choice: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: choice, exact: true }).click();
}
