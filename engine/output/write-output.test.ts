import { readdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ENCODER_COSTS } from '../../shared/recipe/encoder-costs.ts';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { selfTest } from './self-test.ts';
import { drawing, photo, runJob, withTempFolder } from './testing.ts';

const EFFORTS = ['fast', 'balanced', 'smallest'] as const;
const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const;

const source = (channels: 3 | 4 = 3) => photo(120, 90, 3, channels).png().toBuffer();

/** Of pixel values, over the whole picture. */
function meanDifference(a: Buffer, b: Buffer): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return total / a.length;
}

describe('writeOutput', () => {
  it.each(FORMATS.flatMap((format) => EFFORTS.map((effort) => [format, effort] as const)))(
    'writes %s at %s, close to the pixels it was given',
    async (format, effort) => {
      await withTempFolder(async (folder) => {
        const png = await source();
        const recipe: RecipeInput = { orient: { flip: true }, output: { format, effort } };
        const output = await runJob({ folder, source: png, ending: 'png', recipe });
        expect(output).toMatchObject({
          ok: true,
          format,
          width: 120,
          height: 90,
          keptOriginal: false,
          warnings: [],
        });
        expect(output.quality).toBe(
          { jpeg: 82, webp: 80, avif: 50, png: null, gif: null, tiff: null }[format],
        );
        const { data, info } = await sharp(output.path)
          .removeAlpha()
          .raw()
          .toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, info.channels]).toEqual([120, 90, 3]);
        const difference = meanDifference(data, await sharp(png).raw().toBuffer());
        const isExact = format === 'png' || format === 'tiff';
        if (isExact) expect(difference).toBe(0);
        else expect(difference).toBeLessThan(format === 'gif' ? 16 : 9);
      });
    },
  );

  it.each(['jpeg', 'webp', 'png'] as const)('gets %s smaller for more effort', async (format) => {
    await withTempFolder(async (folder) => {
      const sizes: number[] = [];
      for (const effort of EFFORTS) {
        const recipe: RecipeInput = { output: { format, effort } };
        const big = await photo(400, 300, 2).tiff().toBuffer();
        sizes.push((await runJob({ folder, source: big, ending: 'tif', recipe })).file.bytes);
      }
      expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
    });
  });

  it('keeps transparency, frames, timing and loops', async () => {
    await withTempFolder(async (folder) => {
      const frames = await Promise.all([1, 2, 3].map((seed) => photo(40, 30, seed, 4).png().toBuffer()));
      const animation = await sharp(frames, { join: { animated: true } })
        .webp({ delay: [50, 100, 150], loop: 3, lossless: true })
        .toBuffer();
      for (const format of ['webp', 'gif'] as const) {
        const recipe: RecipeInput = { orient: { flip: true }, output: { format } };
        const output = await runJob({ folder, source: animation, ending: 'webp', recipe });
        const found = await sharp(output.path, { animated: true }).metadata();
        expect(found).toMatchObject({
          pages: 3,
          pageHeight: 30,
          loop: 3,
          delay: [50, 100, 150],
          hasAlpha: true,
        });
        expect(output).toMatchObject({ width: 40, height: 30 });
      }
    });
  });

  it('meets a byte target with an animation', async () => {
    await withTempFolder(async (folder) => {
      const frames = await Promise.all([1, 2].map((seed) => photo(60, 50, seed).png().toBuffer()));
      const animation = await sharp(frames, { join: { animated: true } })
        .webp({ lossless: true })
        .toBuffer();
      const recipe: RecipeInput = { output: { target: { bytes: 4000 } } };
      const output = await runJob({ folder, source: animation, ending: 'webp', recipe });
      expect(output.file.bytes).toBeLessThanOrEqual(4000);
      expect((await sharp(output.path).metadata()).pages).toBe(2);
    });
  });

  it.each(['webp', 'avif', 'png', 'tiff'] as const)(
    'writes %s without any loss when asked',
    async (format) => {
      await withTempFolder(async (folder) => {
        const png = await source(4);
        const recipe: RecipeInput = { orient: { flip: true }, output: { format, lossless: true } };
        const output = await runJob({ folder, source: png, ending: 'png', recipe });
        expect(output.quality).toBeNull();
        const [a, b] = [await sharp(output.path).raw().toBuffer(), await sharp(png).raw().toBuffer()];
        // Colour under full transparency is nobody's business.
        for (let at = 0; at < b.length; at += 4)
          if (b[at + 3] === 0) a.fill(0, at, at + 4).copy(b, at, at, at + 4);
        expect(a.equals(b)).toBe(true);
      });
    },
  );

  it('says that JPEG cannot be lossless', async () => {
    await withTempFolder(async (folder) => {
      const recipe: RecipeInput = { output: { format: 'jpeg', lossless: true } };
      const output = await runJob({ folder, source: await source(), ending: 'png', recipe });
      expect(output).toMatchObject({
        quality: 100,
        warnings: ['JPEG is never lossless: it was written at quality 100.'],
      });
      expect((await sharp(output.path).metadata()).chromaSubsampling).toBe('4:4:4');
    });
  });

  it.each(['4:2:0', '4:4:4'] as const)('stores JPEG colour at %s', async (chroma) => {
    await withTempFolder(async (folder) => {
      const recipe: RecipeInput = { output: { format: 'jpeg', chroma, quality: 95 } };
      const output = await runJob({ folder, source: await source(), ending: 'png', recipe });
      expect((await sharp(output.path).metadata()).chromaSubsampling).toBe(chroma);
    });
  });

  it.each([2, 5, 16, 40, 256])('limits the colours of a PNG to %d, and keeps its profile', async (colors) => {
    await withTempFolder(async (folder) => {
      const recipe: RecipeInput = { color: { space: 'p3' }, output: { colors } };
      const color = { profile: 'p3', convert: true, attach: true } as const;
      const output = await runJob({
        folder,
        source: await source(4),
        ending: 'png',
        recipe,
        rendered: { color },
      });
      const file = sharp(output.path);
      const pixels = await file.clone().keepIccProfile().ensureAlpha().raw().toBuffer();
      const seen = new Set<number>();
      for (let at = 0; at < pixels.length; at += 4) seen.add(pixels.readUInt32BE(at));
      expect(seen.size).toBeLessThanOrEqual(colors);
      expect(seen.size).toBeGreaterThan(colors / 2);
      expect(await file.metadata()).toMatchObject({ isPalette: true, icc: expect.any(Buffer) });
    });
  });

  it('finds the exact palette of a drawing at smallest', async () => {
    await withTempFolder(async (folder) => {
      const few = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#fff' } })
        .composite([
          { input: { create: { width: 30, height: 30, channels: 3, background: '#c03' } }, left: 9, top: 9 },
        ])
        .png()
        .toBuffer();
      const recipe: RecipeInput = { orient: { flip: true }, output: { effort: 'smallest' } };
      const output = await runJob({ folder, source: few, ending: 'png', recipe });
      expect((await sharp(output.path).metadata()).isPalette).toBe(true);
      const rgba = (file: string | Buffer) => sharp(file).ensureAlpha().raw().toBuffer();
      expect((await rgba(output.path)).equals(await rgba(few))).toBe(true);
    });
  });

  it.each(['p3', 'cmyk'] as const)('carries a %s profile through a byte target', async (space) => {
    await withTempFolder(async (folder) => {
      const color = { profile: space, convert: true, attach: true } as const;
      const big = await photo(300, 200, 3).png().toBuffer();
      // The profile counts, and that of CMYK is close to a megabyte.
      const bytes = space === 'cmyk' ? 1_050_000 : 40_000;
      const recipe: RecipeInput = { color: { space }, output: { format: 'jpeg', target: { bytes } } };
      const output = await runJob({ folder, source: big, ending: 'png', recipe, rendered: { color } });
      const found = await sharp(output.path).metadata();
      expect(found.space).toBe(space === 'cmyk' ? 'cmyk' : 'srgb');
      expect(found.icc?.length).toBeGreaterThan(300);
      expect(output.file.bytes).toBeLessThanOrEqual(bytes);
      // Back in sRGB it is the same picture: pixels were converted once, not twice.
      const back = await sharp(output.path).toColourspace('srgb').raw().toBuffer();
      expect(meanDifference(back, await sharp(big).raw().toBuffer())).toBeLessThan(space === 'cmyk' ? 25 : 6);
    });
  });

  it('keeps a grey picture grey through a byte target', async () => {
    await withTempFolder(async (folder) => {
      const grey = await photo(200, 150, 3).greyscale().toColourspace('b-w').png().toBuffer();
      const recipe: RecipeInput = { output: { format: 'jpeg', target: { bytes: 5000 } } };
      const image = sharp(grey).toColourspace('b-w');
      const output = await runJob({ folder, source: grey, ending: 'png', recipe, rendered: { image } });
      expect((await sharp(output.path).metadata()).channels).toBe(1);
    });
  });

  it.each([{ target: { bytes: 200 } }, { target: { ssim: 0.9999 }, format: 'gif' }] as const)(
    'leaves no file when a target is out of reach: %o',
    async (output) => {
      await withTempFolder(async (folder) => {
        const png = await source();
        const run = runJob({
          folder,
          source: png,
          ending: 'png',
          recipe: { output: { format: 'jpeg', ...output } },
        });
        await expect(run).rejects.toMatchObject({ code: 'TARGET_UNREACHABLE' });
        expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      });
    },
  );

  it('reports damage that only decoding finds as damage, and leaves no file', async () => {
    await withTempFolder(async (folder) => {
      const png = await source();
      const damaged = Buffer.from(png);
      damaged.fill(0xaa, Math.floor(png.length / 2), Math.floor(png.length / 2) + 40);
      const run = runJob({ folder, source: damaged, ending: 'png', recipe: { output: { format: 'jpeg' } } });
      await expect(run).rejects.toMatchObject({ code: expect.stringMatching(/^INPUT_/) });
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });
  });

  it('refuses what verification refuses, and leaves no file', async () => {
    await withTempFolder(async (folder) => {
      // The pipeline promises a size that its pixels do not have.
      const run = runJob({ folder, source: await source(), ending: 'png', rendered: { width: 121 } });
      await expect(run).rejects.toMatchObject({ code: 'OUTPUT_VERIFY_FAILED' });
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });
  });

  it('writes icons', async () => {
    await withTempFolder(async (folder) => {
      const big = await drawing(300, 300).png().toBuffer();
      for (const format of ['ico', 'icns'] as const) {
        const output = await runJob({ folder, source: big, ending: 'png', recipe: { output: { format } } });
        expect(output).toMatchObject({ format, width: 256, height: 256, quality: null });
        const start = (await readFile(output.path)).subarray(0, 4);
        expect(start).toEqual(format === 'ico' ? Buffer.from([0, 0, 1, 0]) : Buffer.from('icns'));
      }
    });
  });
});

describe('selfTest', () => {
  it('writes and reads every format here', async () => {
    const results = await selfTest();
    expect(results.filter((result) => !result.ok)).toEqual([]);
    expect(results.map(({ format, direction }) => `${direction} ${format}`)).toEqual([
      ...['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'ico', 'icns'].flatMap((format) => [
        `write ${format}`,
        `read ${format}`,
      ]),
      'read svg',
    ]);
  });
});

describe('ENCODER_COSTS', () => {
  it('never falls with effort', () => {
    for (const costs of Object.values(ENCODER_COSTS)) {
      expect(costs.fast).toBeLessThanOrEqual(costs.balanced);
      expect(costs.balanced).toBeLessThanOrEqual(costs.smallest);
    }
  });
});
