/** A source that is too small for a marketplace is noticed before anything is made. */
import { expect, it } from 'vitest';
import type { SourceFacts } from '../../../../../shared/engine.ts';
import { Preset } from '../../../../../shared/preset/preset.schema.ts';
import { brokenSizes } from './broken-sizes.ts';

const facts = (width: number, height: number): SourceFacts => ({
  format: 'jpeg',
  width,
  height,
  orientation: 1,
  pages: 1,
  hasAlpha: false,
  color: 'srgb',
  profileName: null,
  bitsPerSample: 8,
  takenAt: null,
  file: { bytes: 1, mtimeMs: 0, ctimeMs: 0, sha256: '' },
});
const shop = Preset.parse({
  id: 'shop',
  name: 'Shop',
  outputs: [
    {
      recipe: { resize: { width: 2000, height: 2000 } },
      rules: { minLongEdge: 1000, maxBytes: 1, formats: ['jpeg'] },
    },
  ],
});

it('says which preset a small source breaks, and why', () => {
  expect(brokenSizes(facts(800, 600), [shop])).toEqual([
    { preset: 'Shop', message: 'The longer side is 800 px; it must be at least 1,000 px.' },
  ]);
});

it('says nothing about what only the finished file shows', () => {
  expect(brokenSizes(facts(4000, 3000), [shop])).toEqual([]);
});

it('does not guess what a trim leaves', () => {
  const trimmed = Preset.parse({ ...shop, outputs: [{ ...shop.outputs[0], recipe: { trim: {} } }] });
  expect(brokenSizes(facts(800, 600), [trimmed])).toEqual([]);
});
