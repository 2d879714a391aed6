import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceFacts } from '../../../shared/engine.ts';
import { Recipe, type RecipeInput } from '../../../shared/recipe/recipe.schema.ts';
import { bytePredictor, type Sample, spread } from './predict-bytes.ts';

function facts(width: number, height: number, bytes: number): SourceFacts {
  return {
    format: 'jpeg',
    width,
    height,
    orientation: 1,
    pages: 1,
    hasAlpha: false,
    color: 'srgb-untagged',
    profileName: null,
    bitsPerSample: 8,
    takenAt: null,
    file: { bytes, mtimeMs: 0, ctimeMs: 0, sha256: '' },
  };
}

const SAMPLES: readonly Sample[] = [
  { facts: facts(1000, 1000, 500_000), bytes: 100_000 },
  { facts: facts(3000, 2000, 4_000_000), bytes: 200_000 },
];

function predict(recipe: RecipeInput, source: { bytes: number; facts: SourceFacts | null }): number {
  return bytePredictor(Recipe.parse(recipe), SAMPLES)?.(source) ?? Number.NaN;
}

describe('bytes of one more output', () => {
  it('go with the pixels it will have', () => {
    // 300,000 bytes for 7 megapixels.
    expect(predict({}, { bytes: 1, facts: facts(700, 1000, 1) })).toBeCloseTo(30_000);
    const half: RecipeInput = { resize: { percent: 50 } };
    expect(predict(half, { bytes: 1, facts: facts(1400, 2000, 1) })).toBeCloseTo(120_000);
  });

  it('are the same for all sources when their outputs have one size', () => {
    const square: RecipeInput = { resize: { width: 500, height: 500, fit: 'pad' } };
    expect(predict(square, { bytes: 1, facts: facts(9000, 50, 1) })).toBeCloseTo(150_000);
    expect(predict(square, { bytes: 9_000_000, facts: null })).toBeCloseTo(150_000);
  });

  it('go with the bytes of a source nobody looked at', () => {
    // As the larger sample, with four times the bytes: twice the width and height.
    expect(predict({}, { bytes: 16_000_000, facts: null })).toBeCloseTo((24 / 7) * 300_000);
    expect(predict({ resize: { longEdge: 3000 } }, { bytes: 16_000_000, facts: null })).toBeCloseTo(
      (6 / 7) * 300_000,
    );
  });

  it('never exceed the target of the recipe', () => {
    const small: RecipeInput = { output: { target: { bytes: 40_000 } } };
    expect(predict(small, { bytes: 1, facts: facts(9000, 9000, 1) })).toBe(40_000);
  });

  it('of an icon are what the other icons have', () => {
    expect(predict({ output: { format: 'ico' } }, { bytes: 1, facts: facts(9000, 9000, 1) })).toBe(150_000);
  });

  it('are unknown without a sample', () => {
    expect(bytePredictor(Recipe.parse({}), [])).toBeNull();
  });
});

describe('the spread', () => {
  it('is the smallest, the one in the middle and the largest', () => {
    const files = [5, 1, 9, 3, 7].map((bytes) => ({ bytes }));
    expect(spread(files).map(({ bytes }) => bytes)).toEqual([1, 5, 9]);
    expect(spread(files.slice(0, 2)).map(({ bytes }) => bytes)).toEqual([1, 5]);
    expect(spread(files.slice(0, 1))).toHaveLength(1);
  });

  it('is at most three of the given, always with both ends', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ bytes: fc.nat() }), { minLength: 1 }), (files) => {
        const chosen = spread(files);
        expect(chosen.length).toBe(Math.min(3, files.length));
        expect(files).toEqual(expect.arrayContaining([...chosen]));
        const bytes = files.map((file) => file.bytes);
        expect(chosen[0]?.bytes).toBe(Math.min(...bytes));
        expect(chosen.at(-1)?.bytes).toBe(Math.max(...bytes));
      }),
    );
  });
});
