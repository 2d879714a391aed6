import { describe, expect, it } from 'vitest';
import type { SourceFormat } from '../engine.ts';
import { fileExtension, resolveFormat } from './output-format.ts';
import { OUTPUT_FORMATS } from './recipe.schema.ts';

const resolve = (sourceFormat: SourceFormat, hasAlpha: boolean) =>
  resolveFormat({ format: 'same' }, { sourceFormat, hasAlpha });

describe('resolveFormat', () => {
  it('keeps every source format that can be written, with or without transparency', () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'ico'] as const) {
      expect(resolve(format, false)).toBe(format);
      expect(resolve(format, true)).toBe(format);
    }
  });

  it('falls back to JPEG, or PNG where transparency would be lost', () => {
    for (const format of ['svg', 'heic', 'jxl', 'psd', 'bmp'] as const) {
      expect(resolve(format, false)).toBe('jpeg');
      expect(resolve(format, true)).toBe('png');
    }
  });

  it('obeys a named format whatever the source', () => {
    expect(resolveFormat({ format: 'icns' }, { sourceFormat: 'svg', hasAlpha: true })).toBe('icns');
  });
});

describe('fileExtension', () => {
  it('gives each format its own ending', () => {
    const endings = OUTPUT_FORMATS.map(fileExtension);
    expect(endings).toEqual(['jpg', 'png', 'webp', 'avif', 'gif', 'tif', 'ico', 'icns']);
  });
});
