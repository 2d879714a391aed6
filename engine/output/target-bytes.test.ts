import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodePlain } from './encode-plain.ts';
import { type EncoderSettings, type RasterFormat, withEncoder } from './encoders.ts';
import type { Pixels } from './pixels.ts';
import { encodeWithin } from './target-bytes.ts';
import { drawing, photo } from './testing.ts';

const settings = (format: RasterFormat, more: Partial<EncoderSettings> = {}): EncoderSettings => ({
  format,
  quality: 80,
  effort: 'balanced',
  lossless: false,
  chroma: '4:2:0',
  colors: null,
  dither: 1,
  rowFilters: true,
  jpegTable: null,
  ...more,
});

async function frozen(image: Sharp): Promise<Pixels & { encodings: number }> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const pixels = {
    encodings: 0,
    profile: null,
    isStill: true,
    open() {
      pixels.encodings++;
      return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
    },
  };
  return pixels;
}

const bare = (encoded: Buffer) => encoded;

/** A third drawings, so that both kinds of picture are met. */
const picture = fc.record({
  width: fc.integer({ min: 24, max: 180 }),
  height: fc.integer({ min: 24, max: 140 }),
  seed: fc.integer({ min: 1, max: 9 }),
  flat: fc.integer({ min: 0, max: 2 }).map((value) => value === 0),
});

const sizeOf = async (pixels: Pixels, format: RasterFormat, quality: number) =>
  (await encodePlain(pixels, settings(format, { quality }))).length;

describe('a byte target', () => {
  it.each([
    ['jpeg', 60],
    ['webp', 40],
    ['avif', 12],
  ] as const)(
    'is met by %s, from above 90 %% wherever the picture allows',
    async (format, numRuns) => {
      await fc.assert(
        fc.asyncProperty(
          picture,
          fc.double({ min: 0, max: 1, noNaN: true }),
          async ({ width, height, seed, flat }, share) => {
            const pixels = await frozen(flat ? drawing(width, height, seed) : photo(width, height, seed));
            const least = await sizeOf(pixels, format, 10);
            const most = await sizeOf(pixels, format, 100);
            // From the smallest that can be asked for to a little more than the picture can use.
            const cap = Math.round(least * ((most / least) * 1.2) ** share);
            const { bytes, quality } = await encodeWithin(
              pixels,
              settings(format),
              { bytes: cap, minQuality: 10 },
              bare,
            );
            expect(bytes.length).toBeLessThanOrEqual(cap);
            if (most > cap) expect(bytes.length / cap).toBeGreaterThanOrEqual(0.9);
            expect(quality === null || quality >= 10).toBe(true);
            const { info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
            expect([info.width, info.height]).toEqual([width, height]);
          },
        ),
        { numRuns, seed: 20_260_101 },
      );
    },
    120_000,
  );

  it.each(['jpeg', 'webp'] as const)('takes %s few encodings', async (format) => {
    const counts: number[] = [];
    for (const share of [0.3, 0.5, 0.7, 0.9]) {
      const pixels = await frozen(photo(320, 240, 3));
      const cap = Math.round((await sizeOf(pixels, format, 90)) * share);
      pixels.encodings = 0;
      await encodeWithin(pixels, settings(format), { bytes: cap, minQuality: 10 }, bare);
      counts.push(pixels.encodings);
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
  });

  it('counts what sealing adds', async () => {
    const pixels = await frozen(photo(160, 120, 2));
    const cap = await sizeOf(pixels, 'jpeg', 60);
    const seal = (encoded: Buffer) => Buffer.concat([encoded, Buffer.alloc(1500)]);
    const { bytes } = await encodeWithin(pixels, settings('jpeg'), { bytes: cap, minQuality: 1 }, seal);
    expect(bytes.length).toBeLessThanOrEqual(cap);
    expect(bytes.subarray(bytes.length - 1500).equals(Buffer.alloc(1500))).toBe(true);
  });

  it('warns when it took a low quality', async () => {
    const pixels = await frozen(photo(160, 120, 2));
    const cap = await sizeOf(pixels, 'jpeg', 25);
    const { quality, warnings } = await encodeWithin(
      pixels,
      settings('jpeg'),
      { bytes: cap, minQuality: 10 },
      bare,
    );
    expect(quality).toBeLessThan(40);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`quality ${quality}`);
    const easy = await encodeWithin(pixels, settings('jpeg'), { bytes: cap * 10, minQuality: 10 }, bare);
    expect(easy.warnings).toEqual([]);
  });

  it('spends more time before it gives up', async () => {
    const pixels = await frozen(photo(300, 200, 2));
    const lowest = await sizeOf(pixels, 'jpeg', 40);
    const moz = (await encodePlain(pixels, settings('jpeg', { quality: 40, effort: 'smallest' }))).length;
    expect(moz).toBeLessThan(lowest);
    const { bytes } = await encodeWithin(pixels, settings('jpeg'), { bytes: moz, minQuality: 40 }, bare);
    expect(bytes.length).toBeLessThanOrEqual(moz);
  });

  it.each(['jpeg', 'webp', 'avif', 'png', 'gif', 'tiff'] as const)(
    'says when %s cannot get there',
    async (format) => {
      const pixels = await frozen(photo(120, 90, 2));
      const run = encodeWithin(pixels, settings(format), { bytes: 150, minQuality: 10 }, bare);
      await expect(run).rejects.toMatchObject({ code: 'TARGET_UNREACHABLE' });
      const error = await run.catch((thrown: unknown) => thrown);
      const { reason, smallest } = (error as { data: { reason: string; smallest: number } }).data;
      expect(smallest).toBeGreaterThan(150);
      expect(reason).toContain(String(smallest).replace(/\B(?=(?:\d{3})+$)/g, ','));
    },
  );

  it('makes WebP lossless when that fits', async () => {
    const pixels = await frozen(photo(64, 48, 2));
    const { bytes, quality } = await encodeWithin(
      pixels,
      settings('webp'),
      { bytes: 100_000, minQuality: 10 },
      bare,
    );
    expect(quality).toBeNull();
    const original = await pixels.open().raw().toBuffer();
    expect((await sharp(bytes).raw().toBuffer()).equals(original)).toBe(true);
  });

  it.each(['png', 'gif'] as const)('reduces the colours of %s until it fits', async (format) => {
    for (const seed of [1, 2, 3]) {
      const pixels = await frozen(photo(120, 90, seed));
      const full = (await encodePlain(pixels, settings(format))).length;
      for (const share of [0.2, 0.5, 0.9]) {
        const cap = Math.round(full * share);
        const { bytes, warnings } = await encodeWithin(
          pixels,
          settings(format),
          { bytes: cap, minQuality: 10 },
          bare,
        );
        expect(bytes.length).toBeLessThanOrEqual(cap);
        expect(warnings[0]).toMatch(/^Colours were reduced to \d+ /);
      }
      const whole = await encodeWithin(pixels, settings(format), { bytes: full, minQuality: 10 }, bare);
      expect(whole).toMatchObject({ quality: null, warnings: [] });
      expect(whole.bytes.length).toBe(full);
    }
  });

  it('leaves a TIFF that fits alone', async () => {
    const pixels = await frozen(drawing(60, 40));
    const plain = await withEncoder(pixels.open(), settings('tiff')).toBuffer();
    const { bytes } = await encodeWithin(
      pixels,
      settings('tiff'),
      { bytes: plain.length, minQuality: 10 },
      bare,
    );
    expect(bytes.equals(plain)).toBe(true);
  });
});
