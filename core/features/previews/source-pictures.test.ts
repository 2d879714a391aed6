/** Thumbnails and before-pictures of real files, kept on a real disk. */
import { appendFile, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_INPUT_LIMITS as limits } from '../../../shared/engine.ts';
import { startTestEngine } from '../../engine/engine.testing.ts';
import type { Engine } from '../../engine/engine.ts';
import { makePhotos } from '../../testing/photos.ts';
import { createPreviewBench, formatOf, type PreviewBench } from './previews.testing.ts';

let engine: Engine;
let bench: PreviewBench;
let photo: string;
let id: string;

beforeAll(() => {
  engine = startTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  bench = await createPreviewBench(engine);
  [photo = ''] = await makePhotos(join(bench.folder, 'in'), 1, { side: 800 });
  [id = ''] = await bench.idsOf(photo);
});
afterEach(() => bench.remove());

const probe = (path: string) => engine.run('probe', { path, limits });

describe('a thumbnail', () => {
  it('is a small WebP, made once and found again by the next run', async () => {
    const { path, contentType } = await bench.previews.open('thumbnail', id);
    expect(path).toBe(join(bench.cacheFolder, 'thumbnails', `${id}.webp`));
    expect([contentType, formatOf(await readFile(path))]).toEqual(['image/webp', 'image/webp']);
    expect(await probe(path)).toMatchObject({ width: 320, height: 320 });
    const { ino } = await stat(path);
    await bench.previews.close();
    expect(await bench.previews.open('thumbnail', id)).toEqual({ path, contentType });
    expect((await stat(path)).ino).toBe(ino);
  });

  it('leaves nothing but itself on the disk', async () => {
    await Promise.all([1, 2, 3].map(() => bench.previews.open('thumbnail', id)));
    expect(await readdir(join(bench.cacheFolder, 'thumbnails'))).toEqual([`${id}.webp`]);
    const [run = ''] = await readdir(join(bench.cacheFolder, 'previews'));
    expect(await readdir(join(bench.cacheFolder, 'previews', run))).toEqual([]);
  });

  it('is never of another file than the page was shown', async () => {
    await bench.previews.open('thumbnail', id);
    await appendFile(photo, 'x');
    await expect(bench.previews.open('thumbnail', id)).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
    const [renewed = ''] = await bench.idsOf(photo);
    expect(renewed).not.toBe(id);
    await bench.previews.open('thumbnail', renewed);
  });

  it('is not shown once its file has been moved out of the allowed folders', async () => {
    const own = await createPreviewBench(engine, { roots: ['in'] });
    try {
      const [file = ''] = await makePhotos(join(own.folder, 'in'), 1);
      const [known = ''] = await own.idsOf(file);
      await own.previews.open('thumbnail', known);
      await rename(file, join(own.folder, 'secret.png'));
      await symlink(join(own.folder, 'secret.png'), file);
      await expect(own.previews.open('thumbnail', known)).rejects.toMatchObject({
        code: 'FILE_OUTSIDE_ROOTS',
      });
    } finally {
      await own.remove();
    }
  });
});

describe('a broken file', () => {
  it('is tried once, however often a grid comes by', async () => {
    const whole = await readFile(photo);
    const broken = join(bench.folder, 'in', 'broken.png');
    await writeFile(broken, Buffer.concat([whole.subarray(0, 5000), whole.subarray(9000)]));
    const [bad = ''] = await bench.idsOf(broken);
    const open = () => bench.previews.open('thumbnail', bad);
    await expect(open()).rejects.toMatchObject({ code: expect.stringMatching(/^INPUT_/) });
    const answer = await open().catch((error: unknown) => error);
    // Without an engine, only memory can answer.
    await engine.close();
    try {
      await expect(open()).rejects.toMatchObject({ code: (answer as { code: string }).code });
      await expect(bench.previews.open('thumbnail', id)).rejects.toMatchObject({ code: 'CANCELLED' });
    } finally {
      engine = startTestEngine();
    }
  });

  it('that comes back is tried again', async () => {
    await rename(photo, `${photo}.away`);
    const gone = { code: 'INPUT_NOT_FOUND' };
    await expect(bench.previews.open('thumbnail', id)).rejects.toMatchObject(gone);
    await rename(`${photo}.away`, photo);
    await expect(bench.previews.open('thumbnail', id)).resolves.toBeDefined();
  });
});

describe('a before-picture', () => {
  it('is the whole picture at its own size', async () => {
    const { path, contentType } = await bench.previews.open('before', id);
    expect([contentType, formatOf(await readFile(path))]).toEqual(['image/jpeg', 'image/jpeg']);
    expect(await probe(path)).toMatchObject({ width: 800, height: 800, color: 'srgb-untagged' });
    expect(await bench.previews.open('before', id)).toEqual({ path, contentType });
  });

  it('of a drawing with transparency is lossless', async () => {
    const drawing = join(bench.folder, 'in', 'drawing.svg');
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="40"><circle r="9"/></svg>';
    await writeFile(drawing, svg);
    const [drawn = ''] = await bench.idsOf(drawing);
    const { path, contentType } = await bench.previews.open('before', drawn);
    expect(contentType).toBe('image/png');
    expect(await probe(path)).toMatchObject({ width: 50, height: 40, hasAlpha: true });
    expect(await bench.previews.open('before', drawn)).toEqual({ path, contentType });
  });
});

it('pictures that scrolled out of sight are not made, and cost the engine nothing', async () => {
  const photos = await makePhotos(join(bench.folder, 'grid'), 40, { side: 300 });
  const ids = await bench.idsOf(...photos);
  await bench.sources.facts(ids);
  const { starts } = engine.stats();
  const stop = new AbortController();
  const grid = ids.map((tile) => bench.previews.open('thumbnail', tile, stop.signal));
  await Promise.race(grid);
  stop.abort();
  const ended = await Promise.allSettled(grid);
  const cancelled = ended.filter(({ status }) => status === 'rejected');
  expect(cancelled.length).toBeGreaterThan(20);
  expect(cancelled[0]).toMatchObject({ reason: { code: 'CANCELLED' } });
  // Given up is not broken.
  await Promise.all(ids.map((tile) => bench.previews.open('thumbnail', tile)));
  expect(engine.stats()).toMatchObject({ starts, crashes: 0 });
});
