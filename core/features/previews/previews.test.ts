/** Previews of real files by a real engine: the very bytes a batch would write. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_INPUT_LIMITS as limits } from '../../../shared/engine.ts';
import type { RecipeInput } from '../../../shared/recipe/recipe.schema.ts';
import { startTestEngine } from '../../engine/engine.testing.ts';
import type { Engine } from '../../engine/engine.ts';
import { makePhotos } from '../../testing/photos.ts';
import { createPreviewBench, formatOf, type PreviewBench, presetOutput } from './previews.testing.ts';

const SMALL: RecipeInput = { resize: { longEdge: 100 }, output: { format: 'webp' } };
/** Seconds of work. */
const SLOW: RecipeInput = { output: { format: 'avif', lossless: true, effort: 'smallest' } };

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
  [photo = ''] = await makePhotos(join(bench.folder, 'in'), 1, { side: 400 });
  [id = ''] = await bench.idsOf(photo);
});
afterEach(() => bench.remove());

const render = (recipe: RecipeInput, rules?: object, signal?: AbortSignal) =>
  bench.previews.render({ source: id, output: presetOutput(recipe, rules), override: {} }, signal);

async function shown(kind: string, mediaId: string) {
  const { path, contentType } = await bench.previews.open(kind, mediaId);
  const file = await readFile(path);
  expect(formatOf(file)).toBe(contentType);
  return { path, contentType, file };
}

const probe = (path: string) => engine.run('probe', { path, limits });

async function previewFiles(): Promise<readonly string[]> {
  const runs = await readdir(join(bench.cacheFolder, 'previews'));
  return (await Promise.all(runs.map((run) => readdir(join(bench.cacheFolder, 'previews', run))))).flat();
}

describe('a preview', () => {
  it('is the file that a batch would write', async () => {
    const preview = await render(SMALL);
    expect(preview).toMatchObject({
      format: 'webp',
      width: 100,
      height: 100,
      keptOriginal: false,
      quality: 80,
    });
    const { file, contentType } = await shown('preview', preview.id);
    expect([contentType, file.length]).toEqual(['image/webp', preview.bytes]);
    const tempPath = join(bench.folder, 'batch.webp');
    const facts = await probe(photo);
    const outputs = [{ key: 'a', recipe: presetOutput(SMALL).recipe, tempPath }];
    await engine.run('render', { path: photo, facts, limits, outputs });
    expect(await readFile(tempPath)).toEqual(file);
  });

  it('leaves the source and its folder alone', async () => {
    const before = createHash('sha256')
      .update(await readFile(photo))
      .digest('hex');
    await render(SMALL);
    expect(
      createHash('sha256')
        .update(await readFile(photo))
        .digest('hex'),
    ).toBe(before);
    expect(await readdir(join(bench.folder, 'in'))).toEqual(['photo-0000.png']);
  });

  it('tells which rules the result keeps and breaks, by measuring it', async () => {
    const rules = { minWidth: 200, formats: ['webp'], background: { color: '#ffffff' }, alpha: 'forbidden' };
    const { checks } = await render(SMALL, rules);
    expect(checks.map(({ rule, state }) => `${rule} ${state}`)).toEqual([
      'minWidth broken',
      'formats kept',
      'background broken',
      'alpha kept',
    ]);
    const padded: RecipeInput = { canvas: { padding: 80, fill: '#ffffff' }, output: { format: 'png' } };
    expect((await render(padded, { background: { color: '#ffffff' } })).checks).toMatchObject([
      { rule: 'background', state: 'kept' },
    ]);
  });

  it('follows what was changed for this image alone', async () => {
    const output = presetOutput({ crop: { width: 100, height: 100 }, output: { format: 'png' } });
    const corner = async (x: number, y: number) => {
      const preview = await bench.previews.render({ source: id, output, override: { focus: { x, y } } });
      return (await shown('preview', preview.id)).file;
    };
    const direct = async (gravity: 'northwest' | 'southeast') => {
      const preview = await render({ crop: { width: 100, height: 100, gravity }, output: { format: 'png' } });
      return (await shown('preview', preview.id)).file;
    };
    expect(await corner(0, 0)).toEqual(await direct('northwest'));
    expect(await corner(1, 1)).toEqual(await direct('southeast'));
  });

  it('is made once for the same wish, and again when its file is gone', async () => {
    const first = await render(SMALL);
    expect(await render(SMALL)).toBe(first);
    expect((await render(SMALL, { minWidth: 5 })).id).not.toBe(first.id);
    await rm((await bench.previews.open('preview', first.id)).path);
    const again = await render(SMALL);
    expect(again.id).toBe(first.id);
    await shown('preview', again.id);
  });

  it.each(['tiff', 'ico', 'icns'] as const)(
    'of a format browsers do not show, %s, is shown as PNG',
    async (format) => {
      const preview = await render({ resize: { longEdge: 32 }, output: { format } }, { maxWidth: 32 });
      expect(preview).toMatchObject({ format, width: 32, checks: [{ rule: 'maxWidth', state: 'kept' }] });
      const [one, two] = await Promise.all([shown('preview', preview.id), shown('preview', preview.id)]);
      expect([one.path, one.contentType]).toEqual([two.path, 'image/png']);
      expect(await probe(one.path)).toMatchObject({ format: 'png', width: 32, height: 32 });
    },
  );

  it('in CMYK is shown in the colours it means', async () => {
    const preview = await render({ color: { space: 'cmyk' }, output: { format: 'jpeg' } });
    expect(preview.format).toBe('jpeg');
    const { path, contentType } = await shown('preview', preview.id);
    expect(contentType).toBe('image/png');
    expect((await probe(path)).color).toMatch(/^srgb/);
  });

  it('says why it cannot be made, and leaves no file', async () => {
    const impossible: RecipeInput = { output: { format: 'ico', target: { bytes: 100 } } };
    await expect(render(impossible)).rejects.toMatchObject({ code: 'TARGET_UNREACHABLE' });
    expect(await previewFiles()).toEqual([]);
    await appendFile(photo, 'x');
    await expect(render(SMALL)).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
    const gone = { source: '0'.repeat(32), output: presetOutput(SMALL), override: {} };
    await expect(bench.previews.render(gone)).rejects.toMatchObject({ code: 'SOURCE_UNKNOWN' });
  });

  it('stays among the newest 24 by being looked at', async () => {
    const sized = (longEdge: number) => render({ resize: { longEdge }, output: { format: 'png' } });
    const first = await sized(10);
    const second = await sized(11);
    for (let side = 12; side < 34; side += 1) await sized(side);
    await shown('preview', first.id);
    await sized(34);
    await shown('preview', first.id);
    await expect(bench.previews.open('preview', second.id)).rejects.toMatchObject({ code: 'SOURCE_UNKNOWN' });
    expect(await previewFiles()).toHaveLength(24);
  });

  it('that is cancelled costs the engine nothing, and its file goes', async () => {
    const [large = ''] = await makePhotos(join(bench.folder, 'large'), 1, { side: 1500 });
    [id = ''] = await bench.idsOf(large);
    await bench.sources.facts([id]);
    const { starts } = engine.stats();
    const stop = new AbortController();
    const slow = expect(render(SLOW, {}, stop.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    while (engine.stats().inWork === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    await slow;
    expect(engine.stats()).toMatchObject({ starts, inWork: 1 });
    const preview = await render(SMALL);
    while (engine.stats().inWork > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    // The next one clears away what the abandoned one wrote.
    await render({ resize: { longEdge: 20 } });
    await shown('preview', preview.id);
    expect(await previewFiles()).toHaveLength(2);
  });

  it('is gone when the app closes, also when it was killed long ago', async () => {
    const left = join(bench.cacheFolder, 'previews', 'run-killed');
    const living = join(bench.cacheFolder, 'previews', 'run-living');
    await mkdir(left, { recursive: true });
    await mkdir(living);
    await writeFile(join(left, '1'), 'x');
    await utimes(left, 1, 1);
    await render(SMALL);
    await bench.previews.close();
    expect(await readdir(join(bench.cacheFolder, 'previews'))).toEqual(['run-living']);
  });
});

describe('a watermark', () => {
  it('must lie where a page may read', async () => {
    const own = await createPreviewBench(engine, { roots: ['in'] });
    try {
      const [source = '', mark = ''] = await makePhotos(join(own.folder, 'in'), 2);
      const [secret = ''] = await makePhotos(join(own.folder, 'outside'), 1);
      await symlink(secret, join(own.folder, 'in', 'link.png'));
      const [sourceId = ''] = await own.idsOf(source);
      const marked = (path: string) => presetOutput({ ...SMALL, watermark: { kind: 'image', path } });
      const wish = (path: string) => ({ source: sourceId, output: marked(path), override: {} });
      expect((await own.previews.render(wish(mark))).width).toBe(100);
      for (const path of [secret, join(own.folder, 'in', 'link.png'), `${own.folder}/in/../outside/a.png`]) {
        const refused = { code: 'FILE_OUTSIDE_ROOTS' };
        await expect(own.previews.render(wish(path))).rejects.toMatchObject(refused);
        const estimate = own.previews.estimate({ sources: [sourceId], outputs: [marked(path)] });
        await expect(estimate).rejects.toMatchObject(refused);
      }
    } finally {
      await own.remove();
    }
  });

  it('that changed makes another preview', async () => {
    const [mark = '', other = ''] = await makePhotos(join(bench.folder, 'marks'), 2);
    const recipe: RecipeInput = { ...SMALL, watermark: { kind: 'image', path: mark, opacity: 1, size: 90 } };
    const first = await render(recipe);
    await writeFile(mark, await readFile(other));
    const second = await render(recipe);
    expect(second.id).not.toBe(first.id);
    expect((await shown('preview', second.id)).file).not.toEqual((await shown('preview', first.id)).file);
  });
});

describe('an address', () => {
  it('that nobody gave out opens nothing', async () => {
    const [kinds, ids] = [
      ['thumbnail', 'before', 'preview', 'file', '', '__proto__'],
      ['0'.repeat(32), '', photo],
    ];
    for (const kind of kinds) {
      for (const mediaId of [...ids, '../../in/photo-0000', '%2e%2e']) {
        await expect(bench.previews.open(kind, mediaId)).rejects.toMatchObject({ code: 'SOURCE_UNKNOWN' });
      }
    }
    expect(existsSync(join(bench.cacheFolder, 'thumbnails'))).toBe(false);
  });
});
