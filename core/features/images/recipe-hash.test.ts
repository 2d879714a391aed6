/** Tests the identity of recipes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Recipe } from '../../../shared/recipe/recipe.schema.ts';
import { anyPreset } from '../presets/presets.testing.ts';
import { recipeHash } from './recipe-hash.ts';

test('is the SHA-256 of the canonical JSON, checked against a value made with other tools', () => {
  // python3: hashlib.sha256(json.dumps(recipe, sort_keys=True, separators=(',', ':')).encode()).hexdigest()
  expect(recipeHash(Recipe.parse({ resize: { width: 800 }, output: { format: 'webp', quality: 80 } }))).toBe(
    'a05ca043f4e50ba41a29c3ec90c173227f5466f1a502c3a69e5402f24e4ea3a5',
  );
});

test('does not depend on what was written out or in which order', () => {
  const short = Recipe.parse({ output: { format: 'webp' } });
  const long = Recipe.parse({
    output: { animation: 'keep', chroma: '4:2:0', effort: 'balanced', lossless: false, format: 'webp' },
    metadata: { policy: 'private' },
    orient: { flop: false, flip: false, rotate: 0, auto: true },
    background: { mode: 'keep' },
  });
  expect(recipeHash(long)).toBe(recipeHash(short));
});

test('changes with any value', () => {
  const hashes = [
    {},
    { output: { quality: 80 } },
    { output: { quality: 81 } },
    { resize: { width: 80 } },
  ].map((recipe) => recipeHash(Recipe.parse(recipe)));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('survives storage as JSON', () => {
  fc.assert(
    fc.property(anyPreset, ({ outputs }) => {
      for (const { recipe } of outputs) {
        const hash = recipeHash(recipe);
        expect(hash).toMatch(/^[0-9a-f]{64}$/);
        expect(recipeHash(Recipe.parse(JSON.parse(JSON.stringify(recipe))))).toBe(hash);
      }
    }),
    { numRuns: 50 },
  );
});
