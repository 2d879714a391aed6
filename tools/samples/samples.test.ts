/** Tests that the sample pictures carry what they are there to show, and stay small. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ICON } from './drawings.ts';
import { withProfile } from './jpeg-profile.ts';

const FOLDER = fileURLToPath(new URL('../../resources/samples/', import.meta.url));

const PICTURES = [
  'dusk.jpg',
  'flower-p3.jpg',
  'icon.svg',
  'logo.png',
  'mug.jpg',
  'poster-rotated.jpg',
  'still-life.webp',
];

function facts(name: string) {
  return sharp(join(FOLDER, name)).metadata();
}

test('all are there, each below 120 kB', async () => {
  const files = (await readdir(FOLDER)).toSorted();
  expect(files).toEqual(['README.md', ...PICTURES].toSorted());
  for (const name of PICTURES) expect((await stat(join(FOLDER, name))).size, name).toBeLessThan(120_000);
});

test('the README names each', async () => {
  const readme = await readFile(join(FOLDER, 'README.md'), 'utf8');
  for (const name of PICTURES) expect(readme).toContain(`| \`${name}\``);
});

describe('each shows what it is for', () => {
  test('mug: a border that is near-white all around', async () => {
    const { data, info } = await sharp(join(FOLDER, 'mug.jpg')).raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    let darkest = 255;
    for (let at = 0; at < data.length; at += channels) {
      const x = (at / channels) % width;
      const y = Math.floor(at / channels / width);
      if (x > 0 && x < width - 1 && y > 0 && y < height - 1) continue;
      darkest = Math.min(darkest, data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    }
    expect(darkest).toBeGreaterThan(205);
    expect(darkest).toBeLessThan(255);
  });

  test('dusk: location, serial number, copyright and digital source type', async () => {
    const { exif, xmp } = await facts('dusk.jpg');
    expect(exif?.includes('SAMPLE-0001')).toBe(true);
    expect(exif?.includes('MIT licence')).toBe(true);
    // GPSInfo, 0x8825, as a little-endian LONG.
    expect(exif?.includes(Buffer.from([0x25, 0x88, 0x04, 0x00]))).toBe(true);
    expect(xmp?.toString()).toContain('digitalsourcetype/algorithmicMedia');
  });

  test('poster: lies on its side, and stands when turned', async () => {
    expect(await facts('poster-rotated.jpg')).toMatchObject({
      width: 2400,
      height: 1600,
      orientation: 6,
      autoOrient: { width: 1600, height: 2400 },
    });
  });

  test('flower: colours outside sRGB in Display P3', async () => {
    const { icc } = await facts('flower-p3.jpg');
    expect(icc?.includes('P3') || icc?.includes(Buffer.from('P3', 'utf16le').swap16())).toBe(true);
    const { data } = await sharp(join(FOLDER, 'flower-p3.jpg'), { ignoreIcc: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    let beyond = 0;
    for (let at = 0; at < data.length; at += 3) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      if (isBeyondSrgb(red, green, blue)) beyond += 1;
    }
    expect(beyond / (data.length / 3)).toBeGreaterThan(0.05);
  });

  test('logo: clear, half clear and nearly opaque pixels', async () => {
    expect((await facts('logo.png')).hasAlpha).toBe(true);
    const { data } = await sharp(join(FOLDER, 'logo.png')).ensureAlpha().extractChannel(3).raw().toBuffer({
      resolveWithObject: true,
    });
    expect(data.some((alpha) => alpha === 0)).toBe(true);
    expect(data.some((alpha) => alpha > 60 && alpha < 245)).toBe(true);
  });

  test('icon: the drawing in the code', async () => {
    expect(await readFile(join(FOLDER, 'icon.svg'), 'utf8')).toBe(ICON);
    expect(await facts('icon.svg')).toMatchObject({ format: 'svg', width: 512, height: 512 });
  });

  test('still life: a WebP', async () => {
    expect(await facts('still-life.webp')).toMatchObject({ format: 'webp', width: 1800, height: 1350 });
  });
});

test('a profile put into a JPEG comes out unchanged, and the picture with it', async () => {
  const plain = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c04020' } })
    .jpeg()
    .toBuffer();
  const { icc } = await facts('flower-p3.jpg');
  if (icc === undefined) throw new Error('the flower has no profile');
  const tagged = withProfile(plain, icc);
  expect((await sharp(tagged).metadata()).icc?.equals(icc)).toBe(true);
  const pixels = (file: Buffer) => sharp(file, { ignoreIcc: true }).raw().toBuffer();
  expect((await pixels(tagged)).equals(await pixels(plain))).toBe(true);
  expect(() => withProfile(plain, Buffer.alloc(70_000))).toThrow(RangeError);
});

/** Display P3 bytes whose linear sRGB has a negative part, by the matrix between the two spaces. */
function isBeyondSrgb(...bytes: [number, number, number]): boolean {
  const [r, g, b] = bytes.map((byte) => {
    const value = byte / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const red = 1.224_94 * r - 0.224_94 * g;
  const green = -0.042_06 * r + 1.042_06 * g;
  const blue = -0.019_64 * r - 0.078_64 * g + 1.098_27 * b;
  return Math.min(red, green, blue) < -0.005;
}
