import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { DEFAULT_INPUT_LIMITS } from '../../shared/engine.ts';
import { Recipe, type RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import type { PixelColor } from './color-plan.ts';
import { planFanOut } from './fan-out.ts';
import type { PixelSource } from './pixel-source.ts';
import { renderImages } from './render-images.ts';
import { factsOf, image, psnr, raster, render, renderAll, save, scene } from './testing.ts';

function sourceOf(color: PixelColor, pages = 1, orientation = 1): PixelSource {
  return {
    open: () => sharp(),
    stored: { width: 4000, height: 3000 },
    original: { width: 4000, height: 3000 },
    orientation,
    taggedOrientation: orientation,
    hasAlpha: false,
    color,
    pages,
    isAnimation: pages > 1,
    inMemory: false,
  };
}

const UNTAGGED: PixelColor = { kind: 'srgb', tagged: false };
const WIDE: PixelColor = { kind: 'wide', tagged: true };

function plan(source: PixelSource, recipes: readonly RecipeInput[]) {
  const outputs = recipes.map((recipe, index) => {
    const parsed = Recipe.parse(recipe);
    const format = parsed.output.format === 'same' ? 'jpeg' : parsed.output.format;
    return { key: String(index), recipe: parsed, format };
  });
  const { level, toSrgb, shared, direct } = planFanOut(source, outputs);
  return { level, toSrgb, shared: shared.map(({ key }) => key), direct: direct.map(({ key }) => key) };
}

describe('the plan', () => {
  const web: RecipeInput[] = [
    { resize: { longEdge: 2048 } },
    { resize: { width: 1080, height: 1080, fit: 'fill' } },
    { resize: { width: 200, height: 200, fit: 'fill' } },
  ];

  it('shares one copy, as large as any output is before its crop', () => {
    expect(plan(sourceOf(UNTAGGED), web)).toEqual({
      level: { width: 2048, height: 1536 },
      toSrgb: true,
      shared: ['0', '1', '2'],
      direct: [],
    });
    expect(plan(sourceOf(UNTAGGED), web.slice(1)).level).toEqual({ width: 1440, height: 1080 });
  });

  it('leaves a single output to the file, whose decoder shrinks by itself', () => {
    expect(plan(sourceOf(UNTAGGED), web.slice(0, 1))).toMatchObject({ level: null, direct: ['0'] });
  });

  it('takes the whole picture when an output needs it', () => {
    for (const whole of [
      {},
      { trim: {} },
      { crop: { ratio: '1:1' } },
      { resize: { percent: 200, enlarge: true } },
    ]) {
      expect(plan(sourceOf(UNTAGGED), [...web, whole as RecipeInput])).toMatchObject({
        level: { width: 4000, height: 3000 },
        direct: [],
      });
    }
    const huge = { ...sourceOf(UNTAGGED), original: { width: 12_000, height: 9000 } };
    expect(plan(huge, [...web, {}])).toMatchObject({ level: { width: 2048 }, direct: ['3'] });
  });

  it('leaves animations and inks to be kept to the file', () => {
    const gif: RecipeInput = { resize: { width: 100 }, output: { format: 'gif' } };
    expect(plan(sourceOf(UNTAGGED, 5), [...web, gif]).direct).toEqual(['3']);
    const keep: RecipeInput = { resize: { width: 100 }, color: { space: 'keep' } };
    expect(plan(sourceOf({ kind: 'cmyk', tagged: true }), [...web, keep]).direct).toEqual(['3']);
  });

  it('converts a wide picture once only when that is less work', () => {
    expect(plan(sourceOf(WIDE), web).toSrgb).toBe(true);
    expect(plan(sourceOf(WIDE), [...web, { crop: { ratio: '1:1' }, resize: { width: 300 } }]).toSrgb).toBe(
      true,
    );
    expect(plan(sourceOf(WIDE), [{ resize: { width: 2048 } }, { resize: { width: 100 } }]).toSrgb).toBe(true);
    const p3: RecipeInput = { resize: { width: 500 }, color: { space: 'p3' } };
    expect(plan(sourceOf(WIDE), [...web, p3])).toMatchObject({ toSrgb: false, direct: [] });
  });

  it('counts in upright pixels', () => {
    const lying = sourceOf(UNTAGGED, 1, 6);
    const turned: RecipeInput[] = [
      { orient: { rotate: 90 }, resize: { width: 300 } },
      { orient: { rotate: 90 }, resize: { height: 1000 } },
    ];
    expect(plan(lying, turned).level).toEqual({ width: 1000, height: 750 });
  });
});

const picture = scene(1600, 1200);
const encoded = {
  untagged: await image(picture).jpeg({ quality: 95 }).toBuffer(),
  oriented: await image(picture).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer(),
  p3: await image(picture).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(),
  alpha: await image(picture).ensureAlpha(0.7).png().toBuffer(),
  grey: await image(picture).toColourspace('b-w').jpeg({ quality: 95 }).toBuffer(),
};

describe('derived outputs', () => {
  const recipes: RecipeInput[] = [
    { resize: { longEdge: 1000 } },
    { resize: { width: 540, height: 540, fit: 'fill', sharpen: 'fast' } },
    { resize: { width: 400, height: 400, fit: 'pad' }, background: { mode: 'flatten', color: '#203040' } },
    { resize: { width: 160, height: 90, fit: 'fill', gravity: 'southeast' } },
    { orient: { rotate: 90, flop: true }, resize: { height: 300 } },
    { resize: { width: 320 }, canvas: { padding: 12, fill: '#808000' }, adjust: { contrast: 1.1 } },
  ];
  for (const [name, content] of Object.entries(encoded)) {
    it(`equal single ones, of exactly the same size: ${name}`, async () => {
      const file = await save(content, 'img');
      const together = await renderAll(file, recipes, (pipeline) => raster(pipeline));
      for (const [index, recipe] of recipes.entries()) {
        const alone = await render(file, recipe);
        const made = together[index];
        if (made === undefined) throw new Error('missing output');
        expect([made.width, made.height, made.channels]).toEqual([alone.width, alone.height, alone.channels]);
        expect(psnr(made, alone)).toBeGreaterThan(32);
      }
    });
  }

  it('equal single ones bit by bit when the whole picture is shared', async () => {
    const file = await save(await image(scene(300, 200)).png().toBuffer(), 'png');
    const whole: RecipeInput[] = [
      {},
      { crop: { ratio: '1:1', gravity: 'east' }, resize: { width: 50 } },
      { trim: {} },
      { resize: { width: 150 } },
    ];
    const together = await renderAll(file, whole, (pipeline) => raster(pipeline));
    for (const [index, recipe] of whole.entries()) {
      const made = together[index];
      if (made === undefined) throw new Error('missing output');
      expect(psnr(made, await render(file, recipe))).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('are tagged as single ones are', async () => {
    const inks = await image(scene(400, 300)).withIccProfile('cmyk').jpeg().toBuffer();
    for (const content of [encoded.untagged, encoded.oriented, encoded.p3, encoded.grey, inks]) {
      const file = await save(content, 'img');
      const wanted: RecipeInput[] = [
        { resize: { width: 90 } },
        { resize: { width: 60 }, adjust: { contrast: 1.1 } },
        { resize: { width: 30 }, color: { embed: false } },
      ];
      const profiles = async (recipes: readonly RecipeInput[]) =>
        renderAll(file, recipes, async (pipeline) => {
          const { icc } = await sharp(await pipeline.tiff({ compression: 'none' }).toBuffer()).metadata();
          return icc?.length ?? 0;
        });
      const alone = await Promise.all(wanted.map((recipe) => profiles([recipe])));
      expect(await profiles(wanted)).toEqual(alone.flat());
    }
  });

  it('keep P3 beside sRGB', async () => {
    const file = await save(encoded.p3, 'jpg');
    const both: RecipeInput[] = [
      { resize: { width: 400 } },
      { resize: { width: 400 }, color: { space: 'p3' } },
      { resize: { width: 400 }, color: { space: 'keep' } },
    ];
    const [srgb, p3, kept] = await renderAll(file, both, (pipeline) =>
      pipeline.tiff({ compression: 'none' }).toBuffer(),
    );
    const profile = async (tiff: Buffer | undefined) => (await sharp(tiff).metadata()).icc?.length;
    expect(await profile(p3)).toBe(await profile(kept));
    const screen = async (tiff: Buffer | undefined) => raster(sharp(tiff));
    expect(psnr(await screen(p3), await screen(srgb))).toBeGreaterThan(45);
    const numbers = await raster(sharp(p3, { ignoreIcc: true }));
    expect(psnr(numbers, await raster(sharp(srgb, { ignoreIcc: true })))).toBeLessThan(40);
  });
});

describe('failures', () => {
  const wish = (key: string, recipe: RecipeInput) => ({ key, recipe: Recipe.parse(recipe) });
  const good = { resize: { width: 50 } } as const;
  const bad = { ...good, watermark: { kind: 'image', path: '/nowhere.png' } } as const;

  it('stay with their own output, in the order asked', async () => {
    const file = await save(await image(scene(300, 200)).png().toBuffer(), 'png');
    const outputs = [wish('a', good), wish('b', bad), wish('c', good), wish('d', good)];
    const results = await renderImages(
      { path: file, facts: await factsOf(file), limits: DEFAULT_INPUT_LIMITS, outputs },
      async ({ image: pipeline }, { key }) => {
        if (key === 'd') throw new Error('VipsJpeg: premature end of JPEG image');
        return (await pipeline.png().toBuffer()).length > 0;
      },
    );
    expect(
      results.map((result) => (result.ok ? [result.key, result.value] : [result.key, result.failure.code])),
    ).toEqual([
      ['a', true],
      ['b', 'RECIPE_NOT_APPLICABLE'],
      ['c', true],
      ['d', 'INPUT_TRUNCATED'],
    ]);
  });

  it('of the source reach every output', async () => {
    const whole = await image(scene(300, 200)).jpeg().toBuffer();
    const file = await save(whole, 'jpg');
    const facts = await factsOf(file);
    const cut = await save(whole.subarray(0, whole.length / 2), 'jpg');
    const outputs = [wish('a', good), wish('b', {}), wish('c', good)];
    const results = await renderImages(
      { path: cut, facts, limits: DEFAULT_INPUT_LIMITS, outputs },
      ({ image: pipeline }) => pipeline.png().toBuffer(),
    );
    expect(results.map((result) => (result.ok ? 'ok' : result.failure.code))).toEqual([
      'INPUT_TRUNCATED',
      'INPUT_TRUNCATED',
      'INPUT_TRUNCATED',
    ]);
  });
});
