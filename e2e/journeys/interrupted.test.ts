/** Batches that are paused, cancelled, lost sight of or cut off: nothing is lost, and everything can go on. */
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { openEasel, untilShown } from '../testing/browser.ts';
import { filesBelow } from '../testing/files.ts';
import { journey } from '../testing/journey.ts';
import { manyPhotos } from '../testing/photos.ts';
import type { Served } from '../testing/served.ts';
import { type Workbench, workbench } from '../testing/workbench.ts';

/** Enough work to be met in the middle of it. */
const PHOTOS = 30;
const PRESETS = ['Web hero', 'Instagram square'];
const ALL = { written: PHOTOS, skipped: 0, failed: 0, waiting: 0 };

describe('a batch', () => {
  journey('pauses, stays paused through a reload, and goes on', async ({ served, easel: { page } }) => {
    const bench = workbench(page);
    await startLongBatch(bench, served);
    await bench.button('Pause').click();
    await page.getByText('Paused').waitFor();
    await page.reload();
    await page.getByText('Paused').waitFor();
    expect(await bench.done()).toBeLessThan(PHOTOS);
    await bench.goOn();
    await expectAllWritten(bench, served, ALL);
  });

  journey('is cancelled, and goes on where it stopped', async ({ served, easel: { page } }) => {
    const bench = workbench(page);
    await startLongBatch(bench, served);
    await bench.button('Cancel').click();
    const { written, waiting, failed } = await bench.outcome();
    expect(failed).toBe(0);
    expect(waiting).toBeGreaterThan(0);
    expect(written + waiting).toBe(PHOTOS);
    expect(await filesBelow(resultsOf(served))).toHaveLength(written * PRESETS.length);
    await bench.goOn();
    await expectAllWritten(bench, served, ALL);
  });

  journey(
    'goes on while the page is reloaded, which then shows it again',
    async ({ served, easel: { page } }) => {
      const bench = workbench(page);
      await startLongBatch(bench, served);
      await page.reload();
      await bench.button('Pause').waitFor();
      await page.getByText(`${PHOTOS} images`, { exact: true }).waitFor();
      await expectAllWritten(bench, served, ALL);
    },
  );

  journey(
    'is offered again after Easel was closed in the middle of it',
    async ({ browser, served, easel }) => {
      const bench = workbench(easel.page);
      await startLongBatch(bench, served);
      // The browser itself reports that nobody answers any more.
      easel.allow(/net::ERR_/);
      await served.stop();
      await easel.page.getByText('Connection lost, trying again').waitFor();

      const { page, complaints, close } = await openEasel(browser, await served.again());
      const second = workbench(page);
      const offer = page.getByText(/^A batch of .+ stopped after \d+ of 30 images\.$/);
      await offer.waitFor();
      const done = Number(/after (\d+)/.exec(await offer.innerText())?.[1]);
      expect(done).toBeLessThan(PHOTOS);
      await second.goOn();
      await expectAllWritten(second, served, { ...ALL, written: PHOTOS - done });
      await page.reload();
      await untilShown(page);
      expect(await offer.isVisible()).toBe(false);
      await close();
      expect(complaints).toEqual([]);
    },
  );

  journey('that was cut off can be given up', async ({ browser, served, easel }) => {
    const bench = workbench(easel.page);
    await startLongBatch(bench, served);
    await easel.close();
    served.process.kill('SIGKILL');

    const { page, complaints, close } = await openEasel(browser, await served.again());
    const offer = page.getByText(/^A batch of .+ stopped after \d+ of 30 images\.$/);
    await workbench(page).button('Give up').click();
    const question = page.getByRole('dialog', { name: 'Give this batch up?' });
    await question.getByRole('button', { name: 'Give up' }).click();
    await offer.waitFor({ state: 'hidden' });
    await page.reload();
    await untilShown(page);
    expect(await offer.isVisible()).toBe(false);
    await close();
    expect(complaints).toEqual([]);
  });
});

/** Until the first files are done. */
async function startLongBatch(bench: Workbench, { folder }: Served): Promise<void> {
  await manyPhotos(join(folder, 'shoot'), PHOTOS, { side: 800 });
  await bench.addFolder(join(folder, 'shoot'));
  await bench.tick(...PRESETS);
  await bench.start();
  await bench.untilDone(1);
}

async function expectAllWritten(
  bench: Workbench,
  served: Served,
  told: Awaited<ReturnType<Workbench['outcome']>>,
): Promise<void> {
  expect(await bench.outcome()).toEqual(told);
  const files = await filesBelow(resultsOf(served));
  expect(files.filter((path) => !/\.(?:webp|jpg)$/.test(path))).toEqual([]);
  expect(files).toHaveLength(PHOTOS * PRESETS.length);
}

function resultsOf({ home }: Served): string {
  return join(home, 'Pictures', 'Easel');
}
