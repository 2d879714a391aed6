import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { SourceFacts } from '../../shared/engine.ts';
import { Recipe, type RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { changesNothing } from './kept-original.ts';
import { photo, runJob, withTempFolder } from './testing.ts';

const FACTS: SourceFacts = {
  format: 'jpeg',
  width: 400,
  height: 300,
  orientation: 1,
  pages: 1,
  hasAlpha: false,
  color: 'srgb-untagged',
  profileName: null,
  bitsPerSample: 8,
  takenAt: null,
  file: { bytes: 1, mtimeMs: 0, ctimeMs: 0, sha256: '' },
};

const nothing = (recipe: RecipeInput, facts: Partial<SourceFacts> = {}, pages = 1) =>
  changesNothing(Recipe.parse(recipe), { ...FACTS, ...facts }, pages);

describe('changesNothing', () => {
  it.each<[string, RecipeInput, Partial<SourceFacts>]>([
    ['defaults', {}, {}],
    ['the same format by name', { output: { format: 'jpeg', quality: 30 } }, {}],
    ['a box the picture fits', { resize: { width: 800, height: 800 } }, {}],
    ['the size it has', { resize: { width: 400, height: 300, fit: 'fill' } }, {}],
    ['the shape it has', { crop: { ratio: '4:3' } }, {}],
    ['a canvas it fills', { canvas: { width: 400, height: 200 } }, {}],
    ['flattening what is opaque', { background: { mode: 'flatten' } }, {}],
    ['neutral adjustments', { adjust: {} }, {}],
    ['an sRGB profile that is wanted', {}, { color: 'srgb' }],
    ['any profile, kept', { color: { space: 'keep' } }, { color: 'wide' }],
  ])('holds for %s', (_, recipe, facts) => {
    expect(nothing(recipe, facts)).toBe(true);
  });

  it.each<[string, RecipeInput, Partial<SourceFacts>]>([
    ['another format', { output: { format: 'png' } }, {}],
    ['a source Easel cannot write', {}, { format: 'heic' }],
    ['a picture that lies on its side', {}, { orientation: 6 }],
    ['a turn', { orient: { rotate: 180 } }, {}],
    ['a flip', { orient: { flip: true } }, {}],
    ['a trim', { trim: {} }, {}],
    ['a crop', { crop: { ratio: '1:1' } }, {}],
    ['a smaller size', { resize: { longEdge: 200 } }, {}],
    ['sharpening', { resize: { longEdge: 400, sharpen: 'fast' } }, {}],
    ['a fill that cuts', { resize: { width: 300, height: 300, fit: 'fill' } }, {}],
    ['padding', { canvas: { padding: 1 } }, {}],
    ['flattening transparency', { background: { mode: 'flatten' } }, { hasAlpha: true, format: 'png' }],
    ['whitening', { background: { mode: 'whiten' } }, {}],
    ['an adjustment', { adjust: { hue: 10 } }, {}],
    ['a watermark', { watermark: { kind: 'text', text: 'x' } }, {}],
    ['fewer colours', { output: { colors: 16 } }, { format: 'png' }],
    ['wide colours made sRGB', {}, { color: 'wide' }],
    ['an sRGB profile that is not wanted', { color: { embed: false } }, { color: 'srgb' }],
    ['sRGB made P3', { color: { space: 'p3' } }, {}],
  ])('does not hold for %s', (_, recipe, facts) => {
    expect(nothing(recipe, facts)).toBe(false);
  });

  it('does not hold when frames are dropped', () => {
    expect(nothing({}, { format: 'webp', pages: 5 }, 1)).toBe(false);
    expect(nothing({}, { format: 'webp', pages: 5 }, 5)).toBe(true);
  });
});

describe('keeping the original', () => {
  const small = () => photo(200, 150, 2).jpeg({ quality: 30 }).toBuffer();

  it('happens when the result would be larger', async () => {
    await withTempFolder(async (folder) => {
      const source = await small();
      const output = await runJob({ folder, source, ending: 'jpg', recipe: { output: { quality: 90 } } });
      expect(output).toMatchObject({ keptOriginal: true, quality: null, warnings: [] });
      expect((await readFile(output.path)).equals(source)).toBe(true);
      expect(output.file).toMatchObject({ bytes: source.length, sha256: output.facts.file.sha256 });
    });
  });

  it('does not happen when the result is smaller', async () => {
    await withTempFolder(async (folder) => {
      const source = await photo(200, 150, 2).jpeg({ quality: 95 }).toBuffer();
      const output = await runJob({ folder, source, ending: 'jpg' });
      expect(output.keptOriginal).toBe(false);
      expect(output.file.bytes).toBeLessThan(source.length);
    });
  });

  it('does not happen when the source says more than the policy lets through', async () => {
    await withTempFolder(async (folder) => {
      const source = await sharp(await small())
        .withExif({ IFD0: { Make: 'Camera' } })
        .jpeg({ quality: 30 })
        .toBuffer();
      const run = (policy: 'private' | 'strip' | 'keep') =>
        runJob({ folder, source, ending: 'jpg', recipe: { metadata: { policy }, output: { quality: 95 } } });
      expect((await run('private')).keptOriginal).toBe(false);
      expect((await run('strip')).keptOriginal).toBe(false);
      expect((await run('keep')).keptOriginal).toBe(true);
    });
  });

  it('does not happen when something is to be written into it', async () => {
    await withTempFolder(async (folder) => {
      const recipe: RecipeInput = { metadata: { policy: 'keep', creator: 'Me' }, output: { quality: 95 } };
      const output = await runJob({ folder, source: await small(), ending: 'jpg', recipe });
      expect(output.keptOriginal).toBe(false);
    });
  });

  it('does not happen when the file is no longer the one that was probed', async () => {
    await withTempFolder(async (folder) => {
      const source = await small();
      const other = join(folder, 'other.jpg');
      await photo(200, 150, 9).jpeg({ quality: 30 }).toFile(other);
      const rendered = { image: sharp(other) };
      const first = await runJob({
        folder,
        source,
        ending: 'jpg',
        recipe: { output: { quality: 95 } },
        rendered,
      });
      // The pixels came from elsewhere, but the copied bytes are those whose hash was probed.
      expect(first.keptOriginal).toBe(true);
      expect((await readFile(first.path)).equals(source)).toBe(true);
    });
  });

  it('meets a byte target when the original already does', async () => {
    await withTempFolder(async (folder) => {
      const source = await small();
      const recipe: RecipeInput = { output: { target: { bytes: source.length + 2000 } } };
      const output = await runJob({ folder, source, ending: 'jpg', recipe });
      expect(output.keptOriginal).toBe(true);
    });
  });

  it('saves a byte target that encoding cannot reach', async () => {
    await withTempFolder(async (folder) => {
      const source = await photo(200, 150, 2).jpeg({ quality: 10, mozjpeg: true }).toBuffer();
      const target = { bytes: source.length, minQuality: 80 };
      const kept = await runJob({ folder, source, ending: 'jpg', recipe: { output: { target } } });
      expect(kept).toMatchObject({ keptOriginal: true, quality: null, file: { bytes: source.length } });
      const less = { ...target, bytes: source.length - 1 };
      const run = runJob({ folder, source, ending: 'jpg', recipe: { output: { target: less } } });
      await expect(run).rejects.toMatchObject({ code: 'TARGET_UNREACHABLE' });
    });
  });

  it('does not happen to a source with oddities, which is written afresh', async () => {
    await withTempFolder(async (folder) => {
      const jpeg = await small();
      // Stray bytes between segments: readable, and nothing an encoder would write.
      const app0 = 4 + jpeg.readUInt16BE(4);
      const odd = Buffer.concat([jpeg.subarray(0, app0), Buffer.from([1, 2, 3]), jpeg.subarray(app0)]);
      const recipe: RecipeInput = { metadata: { policy: 'keep' }, output: { quality: 95 } };
      const output = await runJob({ folder, source: odd, ending: 'jpg', recipe });
      expect(output.keptOriginal).toBe(false);
    });
  });
});
