import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpegShrink, withShrink } from './shrink.ts';

let folder: string;
let photo: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-shrink-'));
  photo = join(folder, 'photo.jpg');
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  await sharp({ create: { width: 800, height: 600, channels: 3, background: '#888', noise } })
    .blur(1.2)
    .jpeg({ quality: 92 })
    .toFile(photo);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('decoding at reduced size', () => {
  it.each([
    [1, 1],
    [2, 1],
    [2.19, 1],
    [2.2, 2],
    [2.5, 2],
    [4, 2],
    [4.39, 2],
    [4.4, 4],
    [8.7, 4],
    [8.8, 8],
    [17.5, 8],
    [17.6, 1],
    [40, 1],
  ])('a reduction of %d decodes at 1/%d', (reduction, shrink) => {
    expect(jpegShrink(reduction, { width: 800, height: 600 })).toBe(shrink);
  });

  it('decodes a picture whole when its sides would lose a pixel', () => {
    expect(jpegShrink(2.5, { width: 4001, height: 3000 })).toBe(1);
    // Half size would leave 2.5, and the name would be opened again.
    expect(jpegShrink(5, { width: 4002, height: 3000 })).toBe(1);
  });

  it('always leaves something to the resampler', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 200, noNaN: true }), (reduction) => {
        const shrink = jpegShrink(reduction, { width: 4000, height: 3000 });
        expect(shrink === 1 || (reduction / shrink > 1 && reduction / shrink < 3)).toBe(true);
      }),
    );
  });

  it('is what libvips does with the name, for every name that is not left alone', async () => {
    for (const name of [
      'a.jpg',
      'ünï 📸 (1), x=2.JPG',
      "it's.jpg",
      'a[1].jpeg',
      '-x#%20{b};.jpe',
      'line\nbreak.jfif',
    ]) {
      const path = join(folder, name);
      await copyFile(photo, path);
      const asked = withShrink(path, 2);
      const { width, height } = await sharp(asked).metadata();
      expect([width, height]).toEqual(asked === path ? [800, 600] : [400, 300]);
    }
    expect(withShrink(join(folder, 'a[1].jpeg'), 2)).toBe(join(folder, 'a[1].jpeg'));
    expect(withShrink(join(folder, 'a.img'), 2)).toBe(join(folder, 'a.img'));
  });

  it('works for every size of picture and result', async () => {
    const even = fc.integer({ min: 30, max: 300 }).map((half) => half * 2);
    await fc.assert(
      fc.asyncProperty(even, even, fc.integer({ min: 4, max: 300 }), async (width, height, side) => {
        const path = join(folder, 'size.jpg');
        await sharp({ create: { width, height, channels: 3, background: '#48a' } })
          .jpeg()
          .toFile(path);
        const shrink = jpegShrink(Math.min(width, height) / side, { width, height });
        const image = sharp(withShrink(path, shrink)).resize({ width: side, height: side, fit: 'fill' });
        const { info } = await image.raw().toBuffer({ resolveWithObject: true });
        expect([info.width, info.height]).toEqual([side, side]);
      }),
      { numRuns: 150 },
    );
  });

  it('works on Windows paths', () => {
    expect(withShrink('C:\\photos\\a.jpg', 2, 'win32')).toBe('C:/photos/a.jpg[shrink=2]');
    expect(withShrink('/odd\\name.jpg', 2, 'linux')).toBe('/odd\\name.jpg');
  });

  it('gives the picture that decoding everything gives', async () => {
    const to = { width: 320, height: 240, fit: 'fill' } as const;
    const whole = await sharp(photo).resize(to).raw().toBuffer();
    const shrunk = await sharp(withShrink(photo, 2)).resize(to).raw().toBuffer();
    const error = whole.reduce((sum, value, at) => sum + (value - (shrunk[at] ?? 0)) ** 2, 0) / whole.length;
    expect(10 * Math.log10(255 ** 2 / error)).toBeGreaterThan(38);
  });
});
