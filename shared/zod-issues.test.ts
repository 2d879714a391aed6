/** Tests the sentences made of zod issues against the mistakes people make in recipes and presets. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Preset, PresetFile } from './preset/preset.schema.ts';
import { Recipe } from './recipe/recipe.schema.ts';
import { describeIssues } from './zod-issues.ts';

function reason(schema: typeof Recipe | typeof Preset | typeof PresetFile, value: unknown): string {
  const parsed = schema.safeParse(value);
  return parsed.success ? 'valid' : describeIssues(parsed.error);
}

describe('describeIssues', () => {
  test.each([
    [{ resise: {} }, 'there is no field called "resise"'],
    [{ resize: { width: 100, fit: 'fill' } }, 'resize.fit: fill needs both width and height'],
    [{ resize: { width: '100' } }, 'resize.width: must be a number'],
    [{ output: { quality: 101 } }, 'output.quality: must be at most 100'],
    [{ output: { quality: 80.5 } }, 'output.quality: must be a whole number'],
    [{ output: { effort: 'max' } }, 'output.effort: must be fast, balanced or smallest'],
    [{ output: { sizes: [] } }, 'output.sizes: must have at least 1 entry'],
    [{ orient: { rotate: 45 } }, 'orient.rotate: must be 0, 90, 180 or 270'],
    [
      { background: { mode: 'flatten', color: 'red' } },
      'background.color: use a colour such as #ffffff or #ffffff80',
    ],
    [{ watermark: { kind: 'text', text: '' } }, 'watermark.text: must have at least 1 character'],
    [{ trim: { threshold: 300 }, adjust: { hue: 1000 } }, 'trim.threshold: must be at most 255 (and 1 more)'],
    ['not a recipe', 'must be an object'],
  ])('%j', (recipe, expected) => {
    expect(reason(Recipe, recipe)).toBe(expected);
  });

  test('of a union, names the form that was meant', () => {
    expect(reason(Recipe, { crop: { ratio: '1:1', gravity: { x: 2, y: 0 } } })).toBe(
      'crop.gravity.x: must be at most 1',
    );
    expect(reason(Recipe, { crop: { width: 3 } })).toBe('crop.height: is missing');
    expect(reason(Recipe, { output: { target: { bytes: 3 } } })).toBe(
      'output.target.bytes: must be at least 100',
    );
    expect(reason(Recipe, { background: { mode: 'erase' } })).toContain('background.mode: must be');
  });

  test('names the place inside a preset file', () => {
    const recipe = { output: { quality: 0 } };
    const preset = { id: 'a', name: 'A', outputs: [{ recipe }] };
    expect(reason(PresetFile, { easel: 'presets', version: 1, presets: [preset] })).toBe(
      'presets[0].outputs[0].recipe.output.quality: must be at least 1',
    );
    const twice = { ...preset, outputs: [{ recipe: {} }] };
    expect(reason(PresetFile, { easel: 'presets', version: 1, presets: [twice, twice] })).toBe(
      'presets[1].id: a appears twice',
    );
    expect(reason(Preset, { ...twice, checkedOn: '1 May 2026' })).toBe(
      'checkedOn: must be a valid date such as 2026-01-31',
    );
    expect(reason(Preset, { ...twice, sources: [{ title: 'x', url: 'x', standing: 'official' }] })).toBe(
      'sources[0].url: must be a valid address (URL)',
    );
  });

  test('is one line of words for anything at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(reason(PresetFile, value)).toMatch(/^[^\n]+$/);
      }),
    );
  });
});
