/** A messy folder, as designers have them, from the first sight of Easel to finished files, and back. */
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { makePhotos } from '../../core/testing/photos.ts';
import { ERRORS } from '../../shared/errors.ts';
import { endingOf, formatsOfEnding } from '../../shared/source-endings.ts';
import { generateCorpus } from '../../tools/corpus/corpus.ts';
import type { CorpusFile, Outcome } from '../../tools/corpus/corpus-file.ts';
import { dropOnPage } from '../testing/drop.ts';
import { filesBelow, hashesBelow } from '../testing/files.ts';
import { journey } from '../testing/journey.ts';
import { type Workbench, workbench } from '../testing/workbench.ts';

let home: string;
let messy: string;
let corpus: readonly CorpusFile[];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'easel-messy-'));
  messy = join(home, 'messy');
  corpus = await generateCorpus(messy, { count: 1, seed: 7 });
  const [photo = ''] = await makePhotos(home, 1);
  await rename(photo, join(home, 'single.png'));
});
afterAll(() => rm(home, { recursive: true }));

describe('a messy folder', () => {
  journey(
    'where it lies: every file gets the outcome the page tells, and can be taken back',
    async ({ served, easel: { page } }) => {
      const bench = workbench(page);
      const folder = join(served.folder, 'messy');
      const results = join(served.home, 'Pictures', 'Easel');
      await cp(messy, folder, { recursive: true });
      const before = await hashesBelow(folder);

      const listed = corpus.filter(({ path }) => looksLikeAnImage(basename(path)));
      const healthy = listed.filter(isOf('ok'));
      const failing = listed.filter((file) => !healthy.includes(file));
      await bench.addFolder(folder);
      await page.getByText(`${listed.length} images`, { exact: true }).waitFor();
      await page.getByText(`${corpus.length - listed.length} other files left out`).waitFor();
      await bench.tick('Web thumbnail');
      await page.getByText(`${listed.length} images → ${listed.length} files`).waitFor();
      await bench.start();
      expect(await bench.outcome()).toEqual({
        written: healthy.length,
        skipped: 0,
        failed: failing.length,
        waiting: 0,
      });
      await expectFailuresTold(bench, failing);
      expect(await hashesBelow(folder)).toEqual(before);
      const written = await filesBelow(results);
      expect(written.filter((path) => !/\/?web-thumb\/[^/]+\.webp$/.test(path))).toEqual([]);
      expect(written).toHaveLength(healthy.length);

      await bench.button('Undo').click();
      await page.getByText(`${healthy.length} files moved to the trash`).waitFor();
      expect(await filesBelow(results)).toEqual([]);
      const trash = join(served.home, '.local', 'share', 'Trash', 'files');
      expect(await filesBelow(trash)).toHaveLength(healthy.length);
      expect(await hashesBelow(folder)).toEqual(before);
      await bench.startButton.waitFor();
    },
  );

  journey('dropped on the page, beside a single photo', async ({ served, easel: { page } }) => {
    const bench = workbench(page);
    const single = join(home, 'single.png');
    const before = await hashesBelow(home);
    // A folder that is dropped brings what looks like an image; what is hidden stays where it is.
    const brought = corpus.filter(({ path }) => {
      const name = basename(path);
      return looksLikeAnImage(name) && !name.startsWith('.') && endingOf(name) !== '';
    });

    await dropOnPage(page, [messy, single]);
    await page.getByText(`${brought.length + 1} images`).waitFor();
    await bench.tick('Web thumbnail', 'Instagram square');
    await bench.start();
    const outcome = await bench.outcome();

    const healthy = brought.filter(isOf('ok'));
    const failing = brought.filter((file) => !healthy.includes(file));
    expect(outcome).toEqual({
      written: healthy.length + 1,
      skipped: 0,
      failed: failing.length,
      waiting: 0,
    });
    await expectFailuresTold(bench, failing);
    const written = await filesBelow(join(served.home, 'Pictures', 'Easel'));
    expect(written).toHaveLength(2 * (healthy.length + 1));
    expect(await hashesBelow(home)).toEqual(before);
  });
});

/** By its name: what else it is nobody knows before it is opened. */
function looksLikeAnImage(name: string): boolean {
  if (name.startsWith('._')) return false;
  const ending = endingOf(name);
  return ending === '' ? !name.startsWith('.') : formatsOfEnding(ending) !== undefined;
}

function isOf(outcome: Outcome): (file: CorpusFile) => boolean {
  return (file) => file.outcome === outcome;
}

/** Each cause once, with what to do about it, and under it the files it stopped. */
async function expectFailuresTold(bench: Workbench, failing: readonly CorpusFile[]): Promise<void> {
  const expected = [...Map.groupBy(failing, ({ outcome }) => outcome)].map(([outcome, files]) => ({
    remedy: outcome === 'ok' ? '' : ERRORS[outcome].remedy,
    files: files.map(({ path }) => basename(path)).toSorted(),
  }));
  const groups = bench.failures.getByRole('article');
  await expect.poll(() => groups.count()).toBe(expected.length);
  const told = [];
  for (const group of await groups.all()) {
    const more = group.getByRole('button', { name: /^\d+ more$/ });
    if (await more.isVisible()) await more.click();
    const files = await group.getByRole('listitem').getByRole('button').allInnerTexts();
    told.push({ remedy: await group.getByRole('paragraph').innerText(), files: files.toSorted() });
  }
  const byFiles = (a: { files: string[] }, b: { files: string[] }) =>
    String(a.files) < String(b.files) ? -1 : 1;
  expect(told.toSorted(byFiles)).toEqual(expected.toSorted(byFiles));
}
