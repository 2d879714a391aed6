/** What a row of the preset list says about a preset. */
import { expect, it } from 'vitest';
import { Preset, type PresetInput } from '../../../../../shared/preset/preset.schema.ts';
import { presetBrief } from './preset-brief.ts';

const preset = (...outputs: PresetInput['outputs']) => Preset.parse({ id: 'p', name: 'P', outputs });

it.each([
  [{ resize: { width: 1920 }, output: { format: 'webp' as const } }, '1920 × auto', 'WebP'],
  [{ resize: { longEdge: 2000 } }, '2000 px', null],
  [{ resize: { width: 800, height: 800 }, canvas: { width: 1000, height: 1000 } }, '1000 × 1000', null],
  [{ crop: { ratio: '4:5' } }, '4:5', null],
  [{}, null, null],
])('%j', (recipe, size, format) => {
  expect(presetBrief(preset({ recipe }))).toEqual({ files: 1, size, format });
});

it('counts the files of a set instead', () => {
  const set = preset(
    { variant: 'a', recipe: { resize: { width: 180 }, output: { format: 'png' } } },
    { variant: 'b', recipe: { resize: { width: 512 }, output: { format: 'png' } } },
  );
  expect(presetBrief(set)).toEqual({ files: 2, size: null, format: 'PNG' });
});
