/** What goes wrong on real computers: a broken file, a full disk, an image engine that dies. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ERRORS } from '../../shared/errors.ts';
import { filesBelow } from '../testing/files.ts';
import { journey } from '../testing/journey.ts';
import { manyPhotos } from '../testing/photos.ts';
import { childrenOf } from '../testing/processes.ts';
import { canMountDisks, mountSmallDisk } from '../testing/small-disk.ts';
import { workbench } from '../testing/workbench.ts';

const onSmallDisk = journey.extend('disk', async ({ served }, { onCleanup }) => {
  const folder = join(served.folder, 'disk');
  const disk = mountSmallDisk(folder, 512);
  onCleanup(disk.remove);
  return { folder, grow: disk.grow };
});

describe('trouble', () => {
  journey(
    'with one file: told with its cause, and made good by trying again',
    async ({ served, easel: { page } }) => {
      const bench = workbench(page);
      const folder = join(served.folder, 'shoot');
      await manyPhotos(folder, 3);
      const healthy = await readFile(join(folder, 'photo-00000.png'));
      const broken = join(folder, 'broken.png');
      await writeFile(broken, healthy.subarray(0, healthy.length / 2));

      await bench.addFolder(folder);
      await bench.tick('Web thumbnail');
      await bench.start();
      expect(await bench.outcome()).toEqual({ written: 3, skipped: 0, failed: 1, waiting: 0 });
      const group = bench.failures.getByRole('article');
      await group.getByRole('heading', { name: ERRORS.INPUT_TRUNCATED.message }).waitFor();
      await group.getByText(ERRORS.INPUT_TRUNCATED.remedy).waitFor();
      await group.getByRole('button', { name: 'broken.png' }).click();
      await bench
        .image(/^broken\.png/)
        .and(page.locator('[aria-selected="false"]'))
        .waitFor();

      await writeFile(broken, healthy);
      await bench.failures.getByRole('button', { name: 'Try all again' }).click();
      await bench.failures.waitFor({ state: 'hidden' });
      expect(await bench.outcome()).toEqual({ written: 1, skipped: 0, failed: 0, waiting: 0 });
      expect(await filesBelow(join(served.home, 'Pictures', 'Easel'))).toHaveLength(4);
    },
  );

  onSmallDisk.skipIf(!canMountDisks())(
    'with a full disk: the batch stops, nothing is half-written, and it goes on when there is space (needs root to mount a disk)',
    async ({ served, disk, easel: { page } }) => {
      const bench = workbench(page);
      const folder = join(served.folder, 'shoot');
      await manyPhotos(folder, 20, { side: 700 });

      await bench.addFolder(folder);
      await bench.tick('Web hero', 'Instagram square');
      await bench.chooseResultsFolder(disk.folder);
      await bench.start();
      const { written, waiting, failed } = await bench.outcome();
      expect(failed).toBe(0);
      expect(waiting).toBeGreaterThan(0);
      expect(written + waiting).toBe(20);
      await bench.result
        .getByText(ERRORS.OUTPUT_DISK_FULL.message.replace('{folder}', disk.folder))
        .waitFor();
      const complete = await filesBelow(disk.folder);
      expect(complete.filter((path) => !/\.(?:webp|jpg)$/.test(path))).toEqual([]);
      expect(complete).toHaveLength(written * 2);

      disk.grow(64 * 1024);
      await bench.goOn();
      expect(await bench.outcome()).toEqual({ written: 20, skipped: 0, failed: 0, waiting: 0 });
      expect(await filesBelow(disk.folder)).toHaveLength(40);
    },
  );

  journey.skipIf(process.platform !== 'linux')(
    'with the image engine: it is killed twice, the batch finishes and the page stays (finds it through /proc)',
    async ({ served, easel: { page } }) => {
      const bench = workbench(page);
      await manyPhotos(join(served.folder, 'shoot'), 24, { side: 700 });
      await bench.addFolder(join(served.folder, 'shoot'));
      await bench.tick('Web hero', 'Instagram square');
      await bench.start();
      const killed = new Set<number>();
      for (const share of [1, 8]) {
        await bench.untilDone(share);
        const engine = childrenOf(served.process.pid ?? 0).find((pid) => !killed.has(pid));
        expect(engine).toBeDefined();
        process.kill(engine ?? 0, 'SIGKILL');
        killed.add(engine ?? 0);
      }
      expect(await bench.outcome()).toEqual({ written: 24, skipped: 0, failed: 0, waiting: 0 });
      expect(killed.size).toBe(2);
      expect(await filesBelow(join(served.home, 'Pictures', 'Easel'))).toHaveLength(48);
      // The engine that came after it makes pictures of new images too.
      await manyPhotos(join(served.folder, 'more'), 1);
      await bench.button('Done').click();
      await bench.addFolder(join(served.folder, 'more'));
      await page.getByText('25 images', { exact: true }).waitFor();
    },
  );
});
