import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePsdBuffer } from 'ag-psd';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_INPUT_LIMITS as limits, type SourceFacts } from '../../shared/engine.ts';
import { HEIC_SAMPLE, JXL_SAMPLE } from './decoders/samples.testing.ts';
import { openSource, prepareSource } from './open.ts';
import { probe } from './probe.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-open-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Opened {
  readonly facts: SourceFacts;
  readonly channels: number;
  pixel(x: number, y: number): number[];
}

async function open(name: string, bytes: Buffer): Promise<Opened> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const facts = await probe({ path, limits });
  const image = await openSource(path, facts, { animated: false, limits });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([facts.width, facts.height]);
  const pixel = (x: number, y: number) => {
    const at = (y * info.width + x) * info.channels;
    return [...data.subarray(at, at + info.channels)];
  };
  return { facts, channels: info.channels, pixel };
}

const near = (actual: readonly number[], wanted: readonly number[], tolerance: number) => {
  expect(actual).toHaveLength(wanted.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] ?? 0)), `${actual} for ${wanted}`).toBeLessThanOrEqual(tolerance);
  });
};

describe('HEIC', () => {
  test('decodes with its profile applied', async () => {
    const heic = await open('a.heic', HEIC_SAMPLE);
    expect(heic.facts).toMatchObject({ format: 'heic', color: 'wide', profileName: 'sP3C', orientation: 1 });
    expect(heic.facts.takenAt).toBe('2024-01-02T03:04:05');
    near(heic.pixel(5, 5), [255, 255, 255], 4);
    near(heic.pixel(20, 50), [0xc0, 0x20, 0x20], 12);
    near(heic.pixel(70, 50), [0x20, 0x30, 0xc0], 12);
  });

  test('is upright by its own rotation', async () => {
    // The box of bit depths becomes one that turns the picture a quarter to the left.
    const turned = Buffer.from(HEIC_SAMPLE);
    const box = turned.indexOf('pixi');
    turned.write('irot', box, 'latin1');
    turned[box + 4] = 1;
    const heic = await open('turned.heic', turned);
    expect(heic.facts).toMatchObject({ width: 64, height: 96, orientation: 1 });
    near(heic.pixel(32, 10), [0x20, 0x30, 0xc0], 12);
    near(heic.pixel(5, 90), [255, 255, 255], 4);
  });

  test('the library can read the metadata of what was decoded', async () => {
    const path = join(folder, 'm.heic');
    await writeFile(path, HEIC_SAMPLE);
    const source = await prepareSource(path, await probe({ path, limits }), limits);
    expect(source.inMemory).toBe(true);
    const { icc, hasAlpha } = await source.open({ animated: false, ignoreIcc: true }).metadata();
    expect(icc?.length).toBe(480);
    expect(hasAlpha).toBe(false);
  });
});

test('JPEG XL decodes with transparency, again after a damaged file', async () => {
  await expect(open('cut.jxl', JXL_SAMPLE.subarray(0, 40))).rejects.toMatchObject({ code: 'INPUT_BROKEN' });
  const jxl = await open('a.jxl', JXL_SAMPLE);
  expect(jxl.facts).toMatchObject({ format: 'jxl', width: 40, height: 24, hasAlpha: true });
  expect(jxl.pixel(5, 2)).toEqual([0xc0, 0x20, 0x20, 255]);
  expect(jxl.pixel(30, 20)).toEqual([0x20, 0x30, 0xc0, 128]);
});

describe('PSD, against files of another writer', () => {
  const [width, height] = [37, 23];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set([(i * 3) % 256, (i * 5) % 256, i % 7, 255], i * 4);
  const psd = (pixels: Uint8ClampedArray, compress: boolean) =>
    writePsdBuffer({ width, height, imageData: { width, height, data: pixels } }, { compress });

  test.each([true, false])('opaque, compressed %s', async (compress) => {
    const opened = await open(`opaque-${compress}.psd`, psd(data, compress));
    expect(opened.facts).toMatchObject({ format: 'psd', width, height, hasAlpha: false });
    for (const [x, y] of [
      [0, 0],
      [36, 0],
      [17, 11],
      [36, 22],
    ] as const) {
      const at = (y * width + x) * 4;
      expect(opened.pixel(x, y)).toEqual([...data.subarray(at, at + 3)]);
    }
  });

  test('transparent: the white that the format blends in is taken out again', async () => {
    const soft = Uint8ClampedArray.from(data, (value, i) => (i % 4 === 3 ? 128 : value));
    const opened = await open('soft.psd', psd(soft, true));
    expect(opened.facts.hasAlpha).toBe(true);
    const at = (11 * width + 17) * 4;
    near(opened.pixel(17, 11), [...soft.subarray(at, at + 4)], 2);
  });

  test('CMYK without a profile: no ink is white', async () => {
    const inks = [255, 255, 255, 255, 0, 255, 255, 255];
    const head = Buffer.concat([
      Buffer.from('8BPS\0\x01\0\0\0\0\0\0\0\x04\0\0\0\x01\0\0\0\x02\0\x08\0\x04', 'latin1'),
      Buffer.alloc(14),
    ]);
    // Planes: cyan, magenta, yellow, black, two pixels each.
    const planes = [0, 1, 2, 3].flatMap((plane) => [inks[plane] ?? 0, inks[4 + plane] ?? 0]);
    const opened = await open('inks.psd', Buffer.concat([head, Buffer.from(planes)]));
    expect(opened.facts.color).toBe('cmyk');
    near(opened.pixel(0, 0), [255, 255, 255], 3);
    expect(opened.pixel(1, 0)[0]).toBeLessThan(60);
  });
});

describe('bitmaps', () => {
  /** Header of 40 bytes after the file's own 14. */
  function bmp(
    width: number,
    height: number,
    bits: number,
    compression: number,
    palette: number[],
    pixels: number[],
  ) {
    const head = Buffer.alloc(54);
    const at = 54 + palette.length;
    head.write('BM', 'latin1');
    head.writeUInt32LE(at, 10);
    head.writeUInt32LE(40, 14);
    head.writeInt32LE(width, 18);
    head.writeInt32LE(height, 22);
    head.writeUInt16LE(1, 26);
    head.writeUInt16LE(bits, 28);
    head.writeUInt32LE(compression, 30);
    head.writeUInt32LE(palette.length / 4, 46);
    return Buffer.concat([head, Buffer.from(palette), Buffer.from(pixels)]);
  }
  // Blue, green, red, unused: red, green, blue, grey.
  const PALETTE = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 9, 9, 9, 0];
  const [RED, GREEN, BLUE, GREY] = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [9, 9, 9],
  ] as const;

  test.each<[string, Buffer]>([
    [
      '24 bits, bottom row first',
      bmp(2, 2, 24, 0, [], [255, 0, 0, 9, 9, 9, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]),
    ],
    ['24 bits, top row first', bmp(2, -2, 24, 0, [], [0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 9, 9, 9, 0, 0])],
    ['32 bits', bmp(2, 2, 32, 0, [], [255, 0, 0, 0, 9, 9, 9, 0, 0, 0, 255, 0, 0, 255, 0, 0])],
    ['8 bits', bmp(2, 2, 8, 0, PALETTE, [2, 3, 0, 0, 0, 1, 0, 0])],
    ['4 bits', bmp(2, 2, 4, 0, PALETTE, [0x23, 0, 0, 0, 0x01, 0, 0, 0])],
    ['runs', bmp(2, 2, 8, 1, PALETTE, [1, 2, 1, 3, 0, 0, 1, 0, 1, 1, 0, 1])],
    ['literal runs', bmp(2, 2, 8, 1, PALETTE, [0, 4, 2, 3, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1])],
  ])('%s', async (name, bytes) => {
    const opened = await open(`${name}.bmp`, bytes);
    expect(opened.facts).toMatchObject({ format: 'bmp', width: 2, height: 2, hasAlpha: false });
    expect(opened.pixel(0, 0)).toEqual([...RED]);
    expect(opened.pixel(1, 0)).toEqual([...GREEN]);
    expect(opened.pixel(1, 1)).toEqual([...GREY]);
    expect(opened.pixel(0, 1)).toEqual([...BLUE]);
  });

  test('1 bit a pixel', async () => {
    const opened = await open('1.bmp', bmp(9, 1, 1, 0, PALETTE.slice(0, 8), [0b01010101, 0x80, 0, 0]));
    expect(opened.pixel(0, 0)).toEqual([...RED]);
    expect(opened.pixel(1, 0)).toEqual([...GREEN]);
    expect(opened.pixel(8, 0)).toEqual([...GREEN]);
  });

  test('16 bits, five a channel', async () => {
    const opened = await open('16.bmp', bmp(2, 1, 16, 0, [], [0x00, 0x7c, 0x1f, 0x00]));
    expect(opened.pixel(0, 0)).toEqual([...RED]);
    expect(opened.pixel(1, 0)).toEqual([...BLUE]);
  });

  test('the largest picture of an icon, through its mask', async () => {
    const dib = bmp(2, 2, 24, 0, [], [255, 0, 0, 9, 9, 9, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]).subarray(14);
    dib.writeInt32LE(4, 8);
    // The lower row's first pixel is hidden.
    const picture = Buffer.concat([dib, Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0])]);
    const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const directory = Buffer.alloc(6 + 32);
    directory.set([0, 0, 1, 0, 2, 0]);
    directory.set([1, 1, 0, 0, 1, 0, 32, 0], 6);
    directory.writeUInt32LE(png.length, 14);
    directory.writeUInt32LE(38 + picture.length, 18);
    directory.set([2, 2, 0, 0, 1, 0, 24, 0], 22);
    directory.writeUInt32LE(picture.length, 30);
    directory.writeUInt32LE(38, 34);
    const opened = await open('a.ico', Buffer.concat([directory, picture, png]));
    expect(opened.facts).toMatchObject({ format: 'ico', width: 2, height: 2, hasAlpha: true });
    expect(opened.pixel(0, 1)).toEqual([0, 0, 255, 0]);
    expect(opened.pixel(1, 1)).toEqual([9, 9, 9, 255]);
  });
});

test('all frames of an animation, or only the first', async () => {
  const frames = await Promise.all(
    ['#f00', '#0f0', '#00f'].map((background) =>
      sharp({ create: { width: 8, height: 6, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const path = join(folder, 'loop.gif');
  await sharp(frames, { join: { animated: true } })
    .gif()
    .toFile(path);
  const facts = await probe({ path, limits });
  expect(facts.pages).toBe(3);
  const source = await prepareSource(path, facts, limits);
  expect((await source.open({ animated: true }).metadata()).pages).toBe(3);
  const first = await source.open({ animated: false }).raw().toBuffer({ resolveWithObject: true });
  expect(first.info.height).toBe(6);
});

test('a drawing cannot read files, even its neighbours', async () => {
  await writeFile(
    join(folder, 'secret.png'),
    await sharp({ create: { width: 4, height: 4, channels: 3, background: '#f00' } })
      .png()
      .toBuffer(),
  );
  // What a style sheet refers to is not looked for by the checks, and must not be found by the library.
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><style>@import "secret.css"; rect{fill:url(secret.png)}</style><rect width="4" height="4"/></svg>';
  const opened = await open('drawing.svg', Buffer.from(drawing));
  expect(opened.pixel(1, 1)[0]).toBe(0);
});
