/** Tests the JSON form of presets. */
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anchorWatermarks,
  formatPresetFile,
  parsePreset,
  parsePresetFile,
  presetFileOf,
} from './preset-file.ts';
import { anyPresets } from './presets.testing.ts';

describe('a preset file', () => {
  test('reads back as what was written', () => {
    fc.assert(
      fc.property(anyPresets, (presets) => {
        expect(parsePresetFile(formatPresetFile(presetFileOf(presets))).presets).toEqual(presets);
      }),
      { numRuns: 50 },
    );
  });

  test('may start with a byte order mark', () => {
    const file = {
      easel: 'presets',
      version: 1,
      presets: [{ id: 'a', name: 'A', outputs: [{ recipe: {} }] }],
    };
    expect(parsePresetFile(`\uFEFF${JSON.stringify(file)}`).presets[0]?.id).toBe('a');
  });

  test.each([
    ['', /it is not JSON/],
    ['{"easel":"presets"', /it is not JSON/],
    ['[]', /must be an object/],
    ['{"easel":"recipes","version":1,"presets":[]}', /easel: must be presets/],
    ['{"easel":"presets","version":2,"presets":[]}', /version: must be 1/],
    ['{"easel":"presets","version":1,"presets":[]}', /presets: must have at least 1 entry/],
  ])('%j is refused with a reason', (text, reason) => {
    expect(() => parsePresetFile(text)).toThrow(expect.objectContaining({ code: 'PRESET_INVALID' }));
    expect(() => parsePresetFile(text)).toThrow(reason);
  });

  test('names the file in the message', () => {
    expect(() => parsePresetFile('[]', 'team.json')).toThrow('team.json: must be an object');
  });
});

describe('anchorWatermarks', () => {
  const preset = (path: string) =>
    parsePreset({
      id: 'a',
      name: 'A',
      outputs: [{ recipe: { watermark: { kind: 'image', path } } }, { variant: 'b', recipe: {} }],
    });

  test('makes a relative path absolute and leaves an absolute one alone', () => {
    const folder = resolve('/presets');
    const anchored = anchorWatermarks(preset('marks/logo.png'), folder);
    expect(anchored.outputs[0]?.recipe.watermark).toMatchObject({ path: resolve(folder, 'marks/logo.png') });
    expect(anchored.outputs[1]).toEqual(preset('x').outputs[1]);
    const absolute = preset(resolve('/elsewhere/logo.png'));
    expect(anchorWatermarks(absolute, folder)).toEqual(absolute);
  });
});
