import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodePlain } from './encode-plain.ts';
import { type EncoderSettings, encoderSettings, type RasterFormat } from './encoders.ts';
import type { Pixels } from './pixels.ts';
import { lumaOfRgb, ssim } from './ssim.ts';
import { encodeToSimilarity } from './target-ssim.ts';
import { drawing, photo } from './testing.ts';

const settings = (format: RasterFormat): EncoderSettings =>
  encoderSettings(format, { format, effort: 'fast', lossless: false, chroma: '4:2:0', animation: 'first' });

const WIDTH = 128;
const HEIGHT = 96;
const pixels: Pixels = { open: () => photo(WIDTH, HEIGHT, 5), profile: null, isStill: true };

async function similarity(file: Buffer): Promise<number> {
  const plane = async (image: Sharp) => lumaOfRgb(await image.removeAlpha().raw().toBuffer(), WIDTH, HEIGHT);
  return ssim(await plane(pixels.open()), await plane(sharp(file)));
}

describe('a similarity target', () => {
  it.each([
    ['jpeg', 0.9],
    ['jpeg', 0.98],
    ['webp', 0.95],
    ['avif', 0.95],
  ] as const)('is met by %s at %d with the lowest quality that does', async (format, least) => {
    const found = await encodeToSimilarity(pixels, settings(format), least);
    expect(found.similarity).toBeGreaterThanOrEqual(least);
    expect(await similarity(found.bytes)).toBeCloseTo(found.similarity, 9);
    const quality = found.quality ?? 0;
    expect(quality).toBeGreaterThan(1);
    const worse = await encodePlain(pixels, { ...settings(format), quality: quality - 1 });
    expect(await similarity(worse)).toBeLessThan(least);
  });

  it('goes lossless where nothing less will do', async () => {
    const found = await encodeToSimilarity(pixels, settings('webp'), 0.9999);
    expect(found).toMatchObject({ quality: null, similarity: 1 });
  });

  it('is met by lossless formats as they are', async () => {
    expect(await encodeToSimilarity(pixels, settings('png'), 0.9999)).toMatchObject({ quality: null });
  });

  it('says when it cannot be reached', async () => {
    const noise: Pixels = { open: () => photo(WIDTH, HEIGHT, 5), profile: null, isStill: true };
    await expect(encodeToSimilarity(noise, settings('gif'), 0.9999)).rejects.toMatchObject({
      code: 'TARGET_UNREACHABLE',
      data: { reason: expect.stringContaining('not 0.9999') },
    });
  });

  it('lays transparency on white', async () => {
    const clear: Pixels = { open: () => photo(64, 64, 3, 4), profile: null, isStill: true };
    const found = await encodeToSimilarity(clear, settings('webp'), 0.95);
    expect(found.similarity).toBeGreaterThanOrEqual(0.95);
    expect((await sharp(found.bytes).metadata()).hasAlpha).toBe(true);
  });

  it('needs less of a drawing that is nearly flat', async () => {
    const flat: Pixels = { open: () => drawing(WIDTH, HEIGHT), profile: null, isStill: true };
    const easy = await encodeToSimilarity(flat, settings('jpeg'), 0.9);
    expect(easy.quality).toBeLessThan(50);
  });
});
