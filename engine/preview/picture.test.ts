/** Pictures for the screen, of real files of every kind, read back by the library. */
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePsdBuffer } from 'ag-psd';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DEFAULT_INPUT_LIMITS as limits,
  type PictureEncoding,
  type PictureSize,
} from '../../shared/engine.ts';
import { HEIC_SAMPLE, JXL_SAMPLE } from '../input/decoders/samples.testing.ts';
import { probe } from '../input/probe.ts';
import { writeIcns } from '../output/icns.ts';
import { at, flat, furthest, image, psnr, raster, scene } from '../pipeline/testing.ts';
import { picture } from './picture.ts';

const THUMBNAIL: PictureSize = { maxSide: 320 };
const WHOLE: PictureSize = { maxPixels: 40_000_000 };

let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-picture-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function save(ending: string, bytes: Buffer): Promise<string> {
  number += 1;
  const path = join(folder, `${number}.${ending}`);
  await writeFile(path, bytes);
  return path;
}

async function show(path: string, size: PictureSize, encoding: PictureEncoding) {
  number += 1;
  const tempPath = join(folder, `${number}.part`);
  const facts = path.endsWith('.icns') ? null : await probe({ path, limits });
  const told = await picture({ path, facts, limits, size, encoding, tempPath });
  const file = await readFile(tempPath);
  const { format, width, height, hasAlpha, icc, exif, pages } = await sharp(file).metadata();
  expect(told).toEqual({ width, height, contentType: `image/${format}` });
  return { file, format, width, height, hasAlpha, icc, exif, pages, pixels: await raster(sharp(file)) };
}

const thumbnail = (path: string) => show(path, THUMBNAIL, 'webp');
const whole = (path: string) => show(path, WHOLE, 'jpeg-or-png');
const saved = async (ending: string, made: Sharp) => save(ending, await made.toBuffer());

describe('a thumbnail', () => {
  it('is 320 pixels on its longer side, without metadata or profile', async () => {
    const photo = image(scene(1200, 800))
      .withExif({ IFD0: { Copyright: 'A' } })
      .withIccProfile('srgb');
    const made = await thumbnail(await saved('jpg', photo.jpeg({ quality: 95 })));
    expect(made).toMatchObject({ format: 'webp', width: 320, height: 213, hasAlpha: false });
    expect([made.icc, made.exif]).toEqual([undefined, undefined]);
    const reference = await raster(image(scene(1200, 800)).resize(320, 213));
    expect(psnr(made.pixels, reference)).toBeGreaterThan(27);
    expect(made.file.length).toBeLessThan(30_000);
  });

  it('never grows', async () => {
    const made = await thumbnail(await saved('png', image(scene(40, 30)).png()));
    expect(made).toMatchObject({ width: 40, height: 30 });
  });

  it('of a thin line has at least one pixel', async () => {
    const made = await thumbnail(await saved('png', image(flat(4000, 2, [9, 9, 9])).png()));
    expect(made).toMatchObject({ width: 320, height: 1 });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stands upright, orientation %i', async (orientation) => {
    const stored = await saved(
      'jpg',
      image(scene(900, 600)).withMetadata({ orientation }).jpeg({ quality: 95 }),
    );
    const made = await thumbnail(stored);
    const upright = sharp(await sharp(stored).autoOrient().png().toBuffer());
    expect(psnr(made.pixels, await raster(upright.resize(made.width, made.height)))).toBeGreaterThan(30);
  });

  it('shows what a wide profile means, not its numbers', async () => {
    const color = [200, 40, 60];
    const p3 = await saved(
      'png',
      image(flat(400, 300, color))
        .withIccProfile('p3')
        .png(),
    );
    const made = await thumbnail(p3);
    expect(made.icc).toBeUndefined();
    expect(furthest(at(made.pixels, 50, 50), color)).toBeLessThan(6);
    expect(furthest(at(await raster(sharp(p3, { ignoreIcc: true })), 5, 5), color)).toBeGreaterThan(12);
  });

  it('shows CMYK and 16 bits a channel in sRGB', async () => {
    const reference = await raster(image(scene(600, 400)).resize(320, 213));
    const inks = await saved('jpg', image(scene(600, 400)).withIccProfile('cmyk').jpeg({ quality: 95 }));
    expect(psnr((await thumbnail(inks)).pixels, reference)).toBeGreaterThan(18);
    const deep = await saved('png', image(scene(600, 400)).toColourspace('rgb16').png());
    expect(psnr((await thumbnail(deep)).pixels, reference)).toBeGreaterThan(28);
  });

  it('keeps transparency', async () => {
    const made = await thumbnail(await saved('png', image(flat(400, 400, [200, 30, 30, 64])).png()));
    expect(made).toMatchObject({ hasAlpha: true, width: 320 });
    expect(furthest(at(made.pixels, 100, 100), [200, 30, 30, 64])).toBeLessThan(6);
  });

  it('of an animation is its first frame', async () => {
    const frames = ['#f00', '#0f0'].map((background) => ({
      create: { width: 500, height: 400, channels: 3 as const, background },
    }));
    const pngs = await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer()));
    const made = await thumbnail(await saved('gif', sharp(pngs, { join: { animated: true } }).gif()));
    expect(made).toMatchObject({ width: 320, height: 256 });
    expect(made.pages ?? 1).toBe(1);
    expect(furthest(at(made.pixels, 9, 9).slice(0, 3), [255, 0, 0])).toBeLessThan(6);
  });

  it('can be made of formats no browser reads', async () => {
    const heic = await thumbnail(await save('heic', HEIC_SAMPLE));
    expect(furthest(at(heic.pixels, 20, 50), [0xc0, 0x20, 0x20])).toBeLessThan(16);
    const jxl = await thumbnail(await save('jxl', JXL_SAMPLE));
    expect(jxl).toMatchObject({ width: 40, height: 24, hasAlpha: true });
    const data = new Uint8ClampedArray(50 * 40 * 4).fill(200);
    const psd = writePsdBuffer({ width: 50, height: 40, imageData: { width: 50, height: 40, data } });
    expect(await thumbnail(await save('psd', psd))).toMatchObject({ width: 50, height: 40 });
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320"><rect width="640" height="320" fill="#0a0"/></svg>';
    const drawing = await thumbnail(await save('svg', Buffer.from(svg)));
    expect(drawing).toMatchObject({ width: 320, height: 160 });
    expect(furthest(at(drawing.pixels, 99, 99).slice(0, 3), [0, 0xaa, 0])).toBeLessThan(6);
  });
});

describe('a picture to compare with', () => {
  it('of an opaque photo is a JPEG of its own size that hardly differs', async () => {
    const made = await whole(await saved('webp', image(scene(800, 500)).webp({ lossless: true })));
    expect(made).toMatchObject({ format: 'jpeg', width: 800, height: 500 });
    expect(psnr(made.pixels, scene(800, 500))).toBeGreaterThan(38);
  });

  it('with transparency is a PNG of exactly its pixels', async () => {
    const source = await saved('webp', image(flat(90, 60, [1, 2, 3, 99])).webp({ lossless: true }));
    const made = await whole(source);
    expect(made).toMatchObject({ format: 'png', width: 90, height: 60 });
    expect(made.pixels.data).toEqual(flat(90, 60, [1, 2, 3, 99]).data);
  });

  it('has no more pixels than asked, and no side a browser cannot take', async () => {
    const path = await saved('png', image(scene(300, 200)).png());
    const made = await show(path, { maxPixels: 15_000 }, 'png');
    expect(made).toMatchObject({ format: 'png', width: 150, height: 100 });
    const panorama = await saved('png', image(flat(20_000, 4, [9, 9, 9])).png());
    expect(await whole(panorama)).toMatchObject({ width: 16_383, height: 3 });
  });

  it('of an icon file is its largest picture', async () => {
    const png = (side: number) =>
      image(flat(side, side, [side, 0, 0, 255]))
        .png()
        .toBuffer();
    const icon = writeIcns([
      { size: 16, png: await png(16) },
      { size: 64, png: await png(64) },
      { size: 32, png: await png(32) },
    ]);
    const made = await show(await save('icns', icon), WHOLE, 'png');
    expect(made).toMatchObject({ format: 'png', width: 64, height: 64 });
    expect(at(made.pixels, 3, 3)).toEqual([64, 0, 0, 255]);
  });
});

describe('a file that cannot be shown', () => {
  it('says why, and leaves nothing behind', async () => {
    const whole = await image(scene(500, 400)).jpeg().toBuffer();
    const path = await save('jpg', whole);
    const facts = await probe({ path, limits });
    await writeFile(path, whole.subarray(0, whole.length / 2));
    const tempPath = join(folder, 'cut.part');
    const cut = picture({ path, facts, limits, size: THUMBNAIL, encoding: 'webp', tempPath });
    await expect(cut).rejects.toMatchObject({ code: 'INPUT_TRUNCATED' });
    await expect(access(tempPath)).rejects.toThrow();
    const icon = await save('icns', Buffer.from('icns'));
    await expect(show(icon, WHOLE, 'png')).rejects.toMatchObject({ code: 'INPUT_BROKEN' });
  });

  it('is told from a folder that cannot be written to', async () => {
    const path = await saved('png', image(scene(40, 30)).png());
    const facts = await probe({ path, limits });
    const tempPath = join(folder, 'missing', '1.part');
    const request = { path, facts, limits, size: THUMBNAIL, encoding: 'webp', tempPath } as const;
    await expect(picture(request)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
  });
});

it('takes the place of what a killed run left', async () => {
  const path = await saved('png', image(scene(40, 30)).png());
  const facts = await probe({ path, limits });
  const tempPath = join(folder, 'left.part');
  await writeFile(tempPath, 'half a pict');
  await picture({ path, facts, limits, size: THUMBNAIL, encoding: 'webp', tempPath });
  expect((await sharp(tempPath).metadata()).format).toBe('webp');
});
