import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { predictSize, type Size } from '../../shared/recipe/geometry.ts';
import { Recipe, type RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import type { RenderedImage } from './rendered-image.ts';
import { factsOf, image, renderAll, save, scene } from './testing.ts';

const pictures = await Promise.all(
  [
    [1, 1],
    [7, 300],
    [121, 83],
    [64, 64],
    [333, 10],
  ].map(async ([width = 1, height = 1], index) => {
    const file = image(scene(width, height)).withMetadata({ orientation: index + 1 + (index > 2 ? 2 : 0) });
    return save(await (index % 2 === 0 ? file.png() : file.jpeg()).toBuffer(), 'img');
  }),
);

const side = fc.integer({ min: 1, max: 400 });
const compass = fc.constantFrom('center', 'north', 'southeast', 'west');
const gravity = fc.oneof(
  compass,
  fc.constantFrom('attention', 'entropy'),
  fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) }),
);
const ratio = fc.constantFrom('1:1', '4:5', '1.91:1', '1:9', '16:9');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const length = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom('5%', '33.3%'));

const crop = fc.oneof(fc.record({ ratio, gravity }), fc.record({ width: side, height: side, gravity }));
const resize = fc
  .record({
    way: fc.oneof(
      fc.record({ width: side }),
      fc.record({ height: side }),
      fc.record({ width: side, height: side }),
      fc.record({
        width: side,
        height: side,
        fit: fc.constantFrom('fill', 'fill-down', 'force', 'pad'),
      }),
      fc.record({ longEdge: side }),
      fc.record({ shortEdge: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ percent: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ megapixels: fc.double({ min: 0.001, max: 0.1, noNaN: true }) }),
    ),
    rest: fc.record({ gravity, enlarge: fc.boolean(), sharpen: fc.constantFrom('none', 'fast') }),
  })
  .map(({ way, rest }) => ({ ...way, ...rest }));
const canvas = fc
  .record(
    {
      size: fc.oneof(fc.record({ ratio }), fc.record({ width: side, height: side }), fc.constant({})),
      padding: fc.oneof(length, fc.record({ top: length, left: length })),
      fill: fc.constantFrom('#102030', 'transparent', 'blur'),
      gravity: compass,
    },
    { requiredKeys: ['size'] },
  )
  .map(({ size, ...rest }) => ({ ...size, ...rest }));

const recipes = fc.record({
  orient: fc.record({
    auto: fc.boolean(),
    rotate: fc.constantFrom(0, 90, 180, 270),
    flip: fc.boolean(),
    flop: fc.boolean(),
  }),
  crop: maybe(crop),
  background: fc.constantFrom({ mode: 'keep' }, { mode: 'blur' }, { mode: 'whiten' }, { mode: 'flatten' }),
  resize: maybe(resize),
  canvas: maybe(canvas),
});

function clean(recipe: unknown): RecipeInput {
  return JSON.parse(JSON.stringify(recipe)) as RecipeInput;
}

/** Larger results are refused, and would only make this slow. */
function isPossible({ width, height }: Size): boolean {
  return width <= 6000 && height <= 6000 && width * height < 4_000_000;
}

/** As a decoder finds it, not as announced. */
async function encodedSize(pipeline: Sharp, told: RenderedImage): Promise<Size> {
  const { width, height } = await sharp(await pipeline.png({ compressionLevel: 1 }).toBuffer()).metadata();
  expect([told.width, told.height]).toEqual([width, height]);
  return { width, height };
}

it('the result has the size that was predicted', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pictures), recipes, async (file, drawn) => {
      const recipe = clean(drawn);
      const predicted = predictSize(Recipe.parse(recipe), await factsOf(file));
      fc.pre(isPossible(predicted));
      const [size] = await renderAll(file, [recipe], encodedSize);
      expect(size).toEqual(predicted);
    }),
    { numRuns: 120 },
  );
});

it('several results of one decoding have the sizes predicted', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...pictures),
      fc.array(recipes, { minLength: 2, maxLength: 4 }),
      async (file, drawn) => {
        const wanted = drawn.map(clean);
        const facts = await factsOf(file);
        const predicted = wanted.map((recipe) => predictSize(Recipe.parse(recipe), facts));
        fc.pre(predicted.every(isPossible));
        const sizes = await renderAll(file, wanted, encodedSize);
        expect(sizes).toEqual(predicted);
      },
    ),
    { numRuns: 40 },
  );
});
