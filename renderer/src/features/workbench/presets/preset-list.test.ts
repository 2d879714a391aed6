/** The list of presets puts first what a person pinned, and finds by name, id and group. */
import { expect, it } from 'vitest';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import { Preset } from '../../../../../shared/preset/preset.schema.ts';
import { groupPresets, numbered } from './preset-list.ts';

const entry = (id: string, category: PresetEntry['preset']['category'], builtIn = true): PresetEntry => ({
  preset: Preset.parse({ id, name: id.replace('-', ' '), category, outputs: [{ recipe: {} }] }),
  builtIn,
  version: 1,
  updatedAt: null,
});
const library = [entry('web-hero', 'web'), entry('x-post', 'social'), entry('our-shop', 'custom', false)];

it('puts pinned presets first, in the order they were pinned, and then one’s own', () => {
  const groups = groupPresets(library, ['x-post'], '');
  expect(groups.map(({ name, entries }) => [name, ...entries.map(({ preset }) => preset.id)])).toEqual([
    ['pinned', 'x-post'],
    ['own', 'our-shop'],
    ['web', 'web-hero'],
  ]);
  expect(numbered(groups)).toEqual(['x-post', 'our-shop', 'web-hero']);
});

it('finds by part of the name or by group', () => {
  const found = (query: string) => numbered(groupPresets(library, [], query));
  expect(found('HERO')).toEqual(['web-hero']);
  expect(found('social')).toEqual(['x-post']);
  expect(found('nothing like it')).toEqual([]);
});
