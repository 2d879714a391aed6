/** The library finds what people look for, and edits leave presets that can be saved. */
import { describe, expect, it } from 'vitest';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import {
  PresetId,
  type PresetInput,
  Preset as PresetSchema,
} from '../../../../../shared/preset/preset.schema.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { Recipe, type RecipeInput } from '../../../../../shared/recipe/recipe.schema.ts';
import { presetProblems } from './check-preset.ts';
import { countOn, findPresets, groupPresets } from './library.ts';
import { addOutput, blankPreset, changeOutput, isSamePreset, removeOutput } from './preset-edits.ts';
import { freeId, slugOf } from './preset-id.ts';
import { shapeOf } from './shape.ts';

function preset(input: Partial<PresetInput> & { readonly id: string }): Preset {
  return PresetSchema.parse({ name: input.id, outputs: [{ recipe: {} }], ...input });
}

function entry(builtIn: boolean, input: Parameters<typeof preset>[0]): PresetEntry {
  return { preset: preset(input), builtIn, version: 1, updatedAt: builtIn ? null : 5 };
}

const library = [
  entry(true, {
    id: 'web-hero',
    name: 'Web hero',
    category: 'web',
    outputs: [{ recipe: { resize: { width: 1920 }, output: { format: 'webp' } } }],
  }),
  entry(true, {
    id: 'instagram-square',
    name: 'Instagram square',
    category: 'social',
    outputs: [{ recipe: { resize: { width: 1080, height: 1080, fit: 'fill' }, output: { format: 'jpeg' } } }],
  }),
  entry(false, { id: 'shop', name: 'My shop', category: 'web', description: 'For the café' }),
];
const idsOf = (entries: readonly PresetEntry[]) => entries.map(({ preset: { id } }) => id);

describe('the library', () => {
  it('finds presets by name, description, format and size, all words at once', () => {
    expect(idsOf(findPresets(library, 'INSTA'))).toEqual(['instagram-square']);
    expect(idsOf(findPresets(library, 'café'))).toEqual(['shop']);
    expect(idsOf(findPresets(library, 'webp 1920'))).toEqual(['web-hero']);
    expect(idsOf(findPresets(library, 'webp 1080'))).toEqual([]);
    expect(idsOf(findPresets(library, '  '))).toEqual(idsOf(library));
  });

  it('puts one’s own first and keeps them out of the categories', () => {
    expect(groupPresets(library, 'all').map(({ shelf, entries }) => [shelf, idsOf(entries)])).toEqual([
      ['mine', ['shop']],
      ['web', ['web-hero']],
      ['social', ['instagram-square']],
    ]);
    expect(groupPresets(library, 'social').map(({ shelf }) => shelf)).toEqual(['social']);
    expect(countOn(library, 'web')).toBe(1);
    expect(countOn(library, 'all')).toBe(3);
  });
});

describe('short names', () => {
  it.each([
    ['Café menu, A4', 'cafe-menu-a4'],
    ['  Web   hero!! ', 'web-hero'],
    ['日本', ''],
  ])('%s becomes %s', (name, id) => expect(slugOf(name)).toBe(id));

  it('are always short names the schema takes', () => {
    for (const name of ['x'.repeat(100), `${'ab '.repeat(40)}`, '--a--', 'Ä Ö']) {
      expect(PresetId.safeParse(freeId(slugOf(name), [])).success).toBe(true);
    }
  });

  it('are new', () => {
    expect(freeId('web-hero', ['web-hero', 'web-hero-2'])).toBe('web-hero-3');
    const longest = 'a'.repeat(64);
    const next = freeId(longest, [longest]);
    expect(next).not.toBe(longest);
    expect(PresetId.safeParse(next).success).toBe(true);
    expect(freeId('', [])).toBe('preset');
  });
});

describe('shapes', () => {
  it.each<[number | null, RecipeInput]>([
    [1, { resize: { longEdge: 2000 }, canvas: { ratio: '1:1' } }],
    [0.8, { resize: { width: 1080, height: 1350, fit: 'fill' } }],
    [null, { resize: { width: 1080, height: 1350 } }],
    [1.5, { crop: { ratio: '3:2' } }],
    [2, { crop: { width: 400, height: 200 } }],
    [null, {}],
  ])('%s', (ratio, input) => expect(shapeOf(Recipe.parse(input))).toBe(ratio));
});

describe('editing', () => {
  const named = { ...blankPreset(), id: 'mine', name: 'Mine' };

  it('starts with a preset that only lacks its name', () => {
    expect([...presetProblems(blankPreset(), [])].sort()).toEqual(['id', 'name']);
    expect(presetProblems(named, []).size).toBe(0);
  });

  it('adds outputs with names of their own, and removes all but the last', () => {
    const three = addOutput(addOutput(named, 0), 0);
    expect(three.outputs.map(({ variant }) => variant)).toEqual(['', '2', '3']);
    expect(presetProblems(three, []).size).toBe(0);
    const two = removeOutput(three, 1);
    expect(two.outputs.map(({ variant }) => variant)).toEqual(['', '3']);
    expect(addOutput(two, 1).outputs.map(({ variant }) => variant)).toEqual(['', '3', '4']);
    expect(removeOutput(named, 0)).toBe(named);
  });

  it('finds outputs of the same name and short names that are taken', () => {
    const two = addOutput(named, 0);
    const [first] = two.outputs;
    const twice = first === undefined ? two : changeOutput(two, 1, first);
    expect([...presetProblems(twice, [])]).toEqual(['variantTwice']);
    expect([...presetProblems(named, ['mine'])]).toEqual(['idTaken']);
    expect([...presetProblems({ ...named, id: 'Not this' }, [])]).toEqual(['id']);
    expect([...presetProblems({ ...named, description: 'x'.repeat(401) }, [])]).toEqual(['description']);
  });

  it('knows whether anything changed, whatever the order of fields', () => {
    const { name, ...others } = named;
    expect(isSamePreset(named, { ...others, name })).toBe(true);
    expect(isSamePreset(named, { ...named, name: 'Other' })).toBe(false);
  });
});
