/** What a batch is said to come to, against what it really comes to. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_INPUT_LIMITS as limits } from '../../../shared/engine.ts';
import type { RecipeInput } from '../../../shared/recipe/recipe.schema.ts';
import { startTestEngine } from '../../engine/engine.testing.ts';
import type { Engine } from '../../engine/engine.ts';
import { makePhotos } from '../../testing/photos.ts';
import { createPreviewBench, type PreviewBench, presetOutput } from './previews.testing.ts';

const QUARTER: RecipeInput = { resize: { percent: 25 }, output: { format: 'jpeg' } };
const FIXED: RecipeInput = { resize: { longEdge: 150 }, output: { format: 'webp' } };

let engine: Engine;
let bench: PreviewBench;
let photos: readonly string[];
let ids: readonly string[];

beforeAll(() => {
  engine = startTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  bench = await createPreviewBench(engine);
  const sets = [200, 320, 500, 640, 900].map((side) =>
    makePhotos(join(bench.folder, `in-${side}`), 2, { side }),
  );
  photos = (await Promise.all(sets)).flat();
  ids = await bench.idsOf(...photos);
});
afterEach(() => bench.remove());

const estimate = (recipes: readonly RecipeInput[], signal?: AbortSignal, sources = ids) =>
  bench.previews.estimate({ sources, outputs: recipes.map((recipe) => presetOutput(recipe)) }, signal);

async function really(recipe: RecipeInput): Promise<number> {
  let bytes = 0;
  for (const [at, path] of photos.entries()) {
    const facts = await engine.run('probe', { path, limits });
    const tempPath = join(bench.folder, `really-${at}-${recipe.output?.format}`);
    const outputs = [{ key: '', recipe: presetOutput(recipe).recipe, tempPath }];
    await engine.run('render', { path, facts, limits, outputs });
    bytes += (await readFile(tempPath)).length;
  }
  return bytes;
}

describe('an estimate', () => {
  it.each([
    ['sizes nobody looked at', false],
    ['sizes that are known', true],
  ])('is near what the batch comes to, with %s', async (_, known) => {
    if (known) await bench.sources.facts(ids);
    const told = await estimate([QUARTER, FIXED]);
    expect(told).toMatchObject({ sampled: 3, failures: [], outputs: [{ files: 10 }, { files: 10 }] });
    for (const [at, recipe] of [QUARTER, FIXED].entries()) {
      const bytes = await really(recipe);
      expect(Math.abs((told.outputs[at]?.bytes ?? 0) / bytes - 1)).toBeLessThan(0.4);
    }
  });

  it('of three images or fewer is exact where no size is guessed', async () => {
    photos = photos.slice(0, 3);
    const told = await estimate([FIXED], undefined, ids.slice(0, 3));
    expect(told.outputs).toEqual([{ bytes: await really(FIXED), files: 3 }]);
  });

  it('renders at most three images, and none twice', async () => {
    await estimate([QUARTER]);
    const before = engine.stats();
    // Without an engine, only what is known can answer.
    await engine.close();
    try {
      expect((await estimate([QUARTER, QUARTER])).sampled).toBe(3);
      await expect(estimate([QUARTER, FIXED])).rejects.toMatchObject({ code: 'CANCELLED' });
    } finally {
      engine = startTestEngine();
    }
    expect(before.crashes).toBe(0);
  });

  it('tells of images that cannot be rendered, and goes by the others', async () => {
    const broken = join(bench.folder, 'broken.png');
    await writeFile(broken, Buffer.alloc(100));
    const told = await estimate([FIXED], undefined, [...ids, ...(await bench.idsOf(broken))]);
    expect(told).toMatchObject({
      sampled: 2,
      failures: [{ code: 'INPUT_BROKEN' }],
      outputs: [{ files: 11 }],
    });
    const none = await estimate([FIXED], undefined, await bench.idsOf(broken));
    expect(none).toMatchObject({ sampled: 0, outputs: [{ bytes: 0, files: 0 }] });
  });

  it('tells of outputs that cannot be made', async () => {
    const impossible: RecipeInput = { output: { format: 'ico', target: { bytes: 100 } } };
    const told = await estimate([impossible, FIXED]);
    expect(told.outputs[0]).toEqual({ bytes: 0, files: 0 });
    expect(told.outputs[1]).toMatchObject({ files: 10 });
    expect(told.failures.map(({ code }) => code)).toContain('TARGET_UNREACHABLE');
  });

  it('can be cancelled without ending the engine', async () => {
    const { starts } = engine.stats();
    const stop = new AbortController();
    const slow: RecipeInput = { output: { format: 'avif', lossless: true, effort: 'smallest' } };
    // Two of three slots: what is given up goes on for a while.
    const told = expect(estimate([slow], stop.signal, ids.slice(0, 2))).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    while (engine.stats().inWork === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    await told;
    expect((await estimate([FIXED])).sampled).toBe(3);
    expect(engine.stats().starts).toBe(starts);
  });

  it('asks for known sources', async () => {
    const asked = estimate([FIXED], undefined, ['0'.repeat(32)]);
    await expect(asked).rejects.toMatchObject({ code: 'SOURCE_UNKNOWN' });
  });
});
