/** Tests that the built-in presets are what they say: all there, and each obeying its own rules. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CheckedFacts, checkRules } from '../../../shared/preset/compliance.ts';
import type { Preset, PresetOutput, Rules } from '../../../shared/preset/preset.ts';
import { parseRatio, predictSize, type Size } from '../../../shared/recipe/geometry.ts';
import { loadBuiltinPresets } from './builtin-presets.ts';

const presets = await loadBuiltinPresets(
  fileURLToPath(new URL('../../../resources/presets/', import.meta.url)),
);
const outputs = presets.flatMap(({ id, category, outputs }) =>
  outputs.map((output) => ({ name: `${id} ${output.variant}`.trim(), category, output })),
);

function preset(id: string): Preset {
  const found = presets.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no ${id}.`);
  return found;
}

/** The smallest picture whose part of the wanted shape is as large as the rules ask. */
function smallestSource({ recipe, rules }: PresetOutput): Size {
  if (recipe.resize?.enlarge) return { width: 1, height: 1 };
  const width = Math.max(rules.minWidth ?? 1, rules.minLongEdge ?? 1, rules.minShortEdge ?? 1);
  const height = Math.max(rules.minHeight ?? 1, rules.minLongEdge ?? 1, rules.minShortEdge ?? 1);
  if (recipe.resize?.fit !== 'fill-down') return { width, height };
  const shape = (recipe.resize.width ?? 1) / (recipe.resize.height ?? 1);
  return {
    width: Math.max(width, Math.ceil(height * shape)),
    height: Math.max(height, Math.ceil(width / shape)),
  };
}

/** What the recipe makes of an opaque or see-through source, as far as arithmetic can tell. */
function result({ recipe }: PresetOutput, source: Size): CheckedFacts {
  const { format } = recipe.output;
  if (format === 'same') throw new Error('A built-in preset names its format.');
  return {
    ...predictSize(recipe, source),
    format,
    hasAlpha: format !== 'jpeg' && recipe.background.mode !== 'flatten',
    color: recipe.color.space === 'srgb' ? 'srgb' : 'other',
    profileName: null,
    file: { bytes: 1 },
  };
}

function broken(output: PresetOutput, source: Size): string[] {
  return checkRules(output.rules, { facts: result(output, source) })
    .filter(({ state }) => state === 'broken')
    .map(({ message }) => message);
}

test('there are exactly these, in this order', () => {
  expect(presets.map(({ id }) => id).join(' ')).toBe(
    'web-hero web-card web-thumb og-image ' +
      'instagram-square instagram-portrait instagram-story facebook-post x-post linkedin-post pinterest-pin ' +
      'youtube-thumbnail ' +
      'amazon-main ebay-listing etsy-listing shopify-product google-merchant tokopedia-product shopee-product ' +
      'lazada-product favicon-set app-icon',
  );
});

test('each says what it is for, where its numbers come from and when they were read', () => {
  for (const { id, description, sources, checkedOn } of presets) {
    expect(description.length, id).toBeGreaterThan(30);
    expect(sources.length, id).toBeGreaterThan(0);
    const read = sources.some(({ standing }) => standing !== 'convention');
    expect(checkedOn, id).toBe(read ? '2026-11-15' : undefined);
  }
});

const anySource = fc.record({
  width: fc.integer({ min: 1, max: 12_000 }),
  height: fc.integer({ min: 1, max: 12_000 }),
});

describe.each(outputs)('$name', ({ output }) => {
  const { recipe, rules } = output;
  const smallest = smallestSource(output);
  const largeEnough = fc.record({
    width: fc.integer({ min: smallest.width, max: 12_000 }),
    height: fc.integer({ min: smallest.height, max: 12_000 }),
  });

  test('keeps its own rules for every source that is large enough', () => {
    expect(broken(output, smallest)).toEqual([]);
    expect(broken(output, { width: 4032, height: 3024 })).toEqual([]);
    fc.assert(
      fc.property(largeEnough, (source) => {
        expect(broken(output, source)).toEqual([]);
      }),
    );
  });

  test('without a background colour, is not held to an opaque result', () => {
    const opaque = recipe.output.format === 'jpeg' || recipe.background.mode === 'flatten';
    expect(opaque || rules.alpha === 'allowed').toBe(true);
  });
});

test.each(outputs.filter(({ category }) => category !== 'icons'))('$name never enlarges', ({ output }) => {
  fc.assert(
    fc.property(anySource, (source) => {
      const { width, height } = predictSize(output.recipe, source);
      expect(Math.max(width, height)).toBeLessThanOrEqual(Math.max(source.width, source.height));
    }),
  );
});

const withLeastSide = outputs.flatMap(({ name, category, output }) => {
  const { minWidth = 0, minHeight = 0, minLongEdge = 0 } = output.rules;
  const least = Math.max(minWidth, minHeight, minLongEdge);
  return category === 'marketplace' && least > 0 ? [{ name, output, least }] : [];
});

test.each(withLeastSide)('$name tells a source that is too small its size', ({ output, least }) => {
  const messages = broken(output, { width: least - 1, height: Math.ceil(least / 2) });
  expect(messages.length).toBeGreaterThan(0);
  for (const message of messages) expect(message).toContain(`${(least - 1).toLocaleString('en-US')} px`);
});

test('social presets cut around the busiest part to exactly the shape they promise', () => {
  for (const { category, outputs } of presets) {
    if (category !== 'social') continue;
    for (const { recipe } of outputs) {
      expect(recipe.resize).toMatchObject({ fit: 'fill-down', gravity: 'attention' });
      const { width = 0, height = 0 } = recipe.resize ?? {};
      expect(predictSize(recipe, { width: 6000, height: 4000 })).toEqual({ width, height });
      expect(predictSize(recipe, { width: 4000, height: 6000 })).toEqual({ width, height });
    }
  }
});

test('icons have the sizes that platforms ask for', () => {
  const sizes = (id: string) =>
    preset(id).outputs.map(({ variant, recipe }) => {
      const { width, height } = predictSize(recipe, { width: 3000, height: 2000 });
      return `${variant} ${width}x${height} ${recipe.output.format} ${recipe.output.sizes ?? ''}`.trim();
    });
  expect(sizes('favicon-set')).toEqual([
    'ico 48x48 ico 16,32,48',
    'apple-touch 180x180 png',
    '192 192x192 png',
    '512 512x512 png',
    'maskable-512 512x512 png',
  ]);
  expect(sizes('app-icon')).toEqual([
    'ios 1024x1024 png',
    'play 512x512 png',
    'android-foreground 432x432 png',
    'desktop 1024x1024 png',
    'windows 256x256 ico 16,24,32,48,64,128,256',
    'macos 1024x1024 icns',
  ]);
});

test('the drawing of masked icons stays inside the safe zone', () => {
  const share = (id: string, variant: string) => {
    const recipe = preset(id).outputs.find((output) => output.variant === variant)?.recipe;
    return (recipe?.resize?.longEdge ?? 0) / (recipe?.canvas?.width ?? 1);
  };
  expect(share('favicon-set', 'maskable-512')).toBeLessThanOrEqual(0.8);
  expect(share('favicon-set', 'maskable-512')).toBeGreaterThan(0.79);
  expect(share('app-icon', 'android-foreground')).toBe(66 / 108);
});

test('rules do not contradict each other', () => {
  const pairs = (rules: Rules) => [
    [rules.minWidth, rules.maxWidth],
    [rules.minHeight, rules.maxHeight],
    [rules.minLongEdge, rules.maxLongEdge],
    [
      rules.minRatio === undefined ? undefined : parseRatio(rules.minRatio),
      rules.maxRatio === undefined ? undefined : parseRatio(rules.maxRatio),
    ],
  ];
  for (const { name, output } of outputs) {
    for (const [least = 0, most = Number.POSITIVE_INFINITY] of pairs(output.rules)) {
      expect(least, name).toBeLessThanOrEqual(most);
    }
    if (output.rules.minSubjectFill !== undefined) expect(output.rules.background, name).toBeDefined();
  }
});

describe('loadBuiltinPresets', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'easel-presets-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('names the file and the field that is wrong', async () => {
    await writeFile(join(folder, 'web.json'), '{"easel":"presets","version":1,"presets":[{"id":"A"}]}');
    await expect(loadBuiltinPresets(folder)).rejects.toMatchObject({
      code: 'PRESET_INVALID',
      data: { reason: expect.stringMatching(/^web\.json: presets\[0\]\.id: use lower-case/) },
    });
  });

  test('says so when the folder is missing', async () => {
    await expect(loadBuiltinPresets(join(folder, 'none'))).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('ignores files of other kinds', async () => {
    await writeFile(join(folder, 'README.md'), 'text');
    expect(await loadBuiltinPresets(folder)).toEqual([]);
  });
});
