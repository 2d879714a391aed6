import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeIcon, iconSizes } from './encode-icon.ts';
import { readIcns } from './icns.ts';
import { type IconImage, readIco, writeIco } from './ico.ts';
import type { Pixels } from './pixels.ts';
import { photo } from './testing.ts';
import { verifyContent } from './verify.ts';

const OUTPUT = {
  format: 'same',
  effort: 'fast',
  lossless: false,
  chroma: '4:2:0',
  animation: 'first',
} as const;

const pixelsOf = (image: Sharp): Pixels => ({
  open: () => image.clone(),
  profile: null,
  isStill: true,
});

async function icon(size: number): Promise<IconImage> {
  const image = photo(size, size, 2, 4);
  const rgba = await image.clone().raw().toBuffer();
  return { size, rgba, png: await image.png().toBuffer() };
}

/** Reads a bitmap entry the way Windows does: 32-bit BGRA from the bottom row up. */
function rgbaOfBitmap(data: Buffer, size: number): Buffer {
  const rgba = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = 40 + ((size - 1 - y) * size + x) * 4;
      const to = (y * size + x) * 4;
      rgba[to] = data[from + 2] ?? 0;
      rgba[to + 1] = data[from + 1] ?? 0;
      rgba[to + 2] = data[from] ?? 0;
      rgba[to + 3] = data[from + 3] ?? 0;
    }
  }
  return rgba;
}

describe('ICO', () => {
  it('holds small pictures as bitmaps and 256 as PNG, all pixels exact', async () => {
    const images = [await icon(16), await icon(33), await icon(256)];
    const entries = readIco(writeIco(images)) ?? [];
    expect(entries.map(({ width, height, kind }) => [width, height, kind])).toEqual([
      [16, 16, 'bitmap'],
      [33, 33, 'bitmap'],
      [256, 256, 'png'],
    ]);
    for (const [index, image] of images.entries()) {
      const entry = entries[index];
      if (!entry) throw new Error('missing entry');
      const rgba =
        entry.kind === 'png'
          ? await sharp(entry.data).raw().toBuffer()
          : rgbaOfBitmap(entry.data, image.size);
      expect(rgba.equals(image.rgba)).toBe(true);
    }
  });

  it('masks what is mostly transparent', () => {
    const rgba = Buffer.alloc(16 * 16 * 4, 255);
    rgba[3] = 0; // top left
    const [entry] = readIco(writeIco([{ size: 16, rgba, png: Buffer.alloc(0) }])) ?? [];
    const mask = entry?.data.subarray(40 + 16 * 16 * 4);
    // Rows are padded to four bytes and stored bottom up: the top row is the last one.
    expect(mask?.length).toBe(64);
    expect(mask?.readUInt8(60)).toBe(0x80);
    expect(mask?.subarray(0, 60).every((byte) => byte === 0)).toBe(true);
  });

  it('is not taken for sound when it is cut or altered', async () => {
    const file = writeIco([await icon(16), await icon(256)]);
    expect(readIco(file.subarray(0, file.length - 1))).toBeNull();
    const altered = Buffer.from(file);
    altered.writeUInt8(17, 6);
    expect(readIco(altered)).toBeNull();
    expect(readIco(Buffer.alloc(5))).toBeNull();
  });
});

describe('encodeIcon', () => {
  it('scales into a transparent square', async () => {
    const source = sharp({ create: { width: 300, height: 150, channels: 3, background: '#ff0000' } }).png();
    const pixels = pixelsOf(sharp(await source.toBuffer()));
    const { bytes, size } = await encodeIcon(pixels, 'ico', OUTPUT, { width: 300, height: 150 });
    expect(size).toBe(256);
    const entries = readIco(bytes) ?? [];
    expect(entries.map((entry) => entry.width)).toEqual([16, 32, 48, 256]);
    const large = await sharp(entries[3]?.data).raw().toBuffer();
    expect([...large.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect([...large.subarray((128 * 256 + 128) * 4).subarray(0, 4)]).toEqual([255, 0, 0, 255]);
  });

  it('writes every size macOS knows, at both resolutions', async () => {
    const pixels = pixelsOf(photo(1100, 1100, 1).resize(1024));
    const { bytes } = await encodeIcon(pixels, 'icns', OUTPUT, { width: 1024, height: 1024 });
    const entries = readIcns(bytes) ?? [];
    expect(entries.map(({ type, size }) => `${type} ${size}`)).toEqual([
      'icp4 16',
      'icp5 32',
      'ic11 32',
      'icp6 64',
      'ic12 64',
      'ic07 128',
      'ic08 256',
      'ic13 256',
      'ic09 512',
      'ic14 512',
      'ic10 1024',
    ]);
    for (const { size, png } of entries) {
      expect(await sharp(png).metadata()).toMatchObject({
        format: 'png',
        width: size,
        height: size,
        hasAlpha: true,
      });
    }
    await verifyContent(bytes, { format: 'icns', width: 1024, height: 1024, pages: 1 });
    const damaged = Buffer.from(bytes);
    damaged.fill(0, bytes.length - 2000, bytes.length - 1900);
    const check = verifyContent(damaged, { format: 'icns', width: 1024, height: 1024, pages: 1 });
    await expect(check).rejects.toMatchObject({ code: 'OUTPUT_VERIFY_FAILED' });
    expect(readIcns(bytes.subarray(0, bytes.length - 1))).toBeNull();
  });
});

describe('iconSizes', () => {
  it('leaves out what the picture cannot fill, and says so', () => {
    const { sizes, warnings } = iconSizes('ico', undefined, 50);
    expect(sizes).toEqual([16, 32, 48]);
    expect(warnings).toEqual(['The picture is too small for these icon sizes, so they were left out: 256.']);
  });

  it('leaves out what the format cannot hold', () => {
    expect(iconSizes('icns', [48, 128, 512], 2000)).toEqual({
      sizes: [128, 512],
      warnings: ['ICNS files cannot hold these sizes, so they were left out: 48.'],
    });
    expect(() => iconSizes('ico', [512], 2000)).toThrow(
      expect.objectContaining({ code: 'RECIPE_NOT_APPLICABLE' }),
    );
  });

  it('always leaves one', () => {
    expect(iconSizes('ico', [64, 32], 10).sizes).toEqual([32]);
  });
});
