import { existsSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { EaselError } from '../../shared/errors.ts';
import { FAIL_ON, toDecodeError, toWriteError } from './decode-error.ts';

const width = 320;
const height = 240;
const gradient = Buffer.alloc(width * height * 3);
for (let i = 0; i < gradient.length; i++) gradient[i] = ((i * 7) % 251) ^ ((i >> 8) & 63);
const picture = () => sharp(gradient, { raw: { width, height, channels: 3 } });

async function outcome(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
    return 'ok';
  } catch (error) {
    return toDecodeError(error).code;
  }
}

const decode = (bytes: Buffer) =>
  outcome(() => sharp(bytes, { failOn: FAIL_ON, sequentialRead: true }).raw().toBuffer());

const DAMAGED: readonly string[] = ['INPUT_TRUNCATED', 'INPUT_BROKEN'];

const FORMATS: readonly (readonly [string, (image: Sharp) => Sharp])[] = [
  ['JPEG', (image) => image.jpeg()],
  ['progressive JPEG', (image) => image.jpeg({ progressive: true })],
  ['PNG', (image) => image.png()],
  ['interlaced PNG', (image) => image.png({ progressive: true })],
  ['WebP', (image) => image.webp({ effort: 0 })],
  ['AVIF', (image) => image.avif({ effort: 0 })],
  ['GIF', (image) => image.gif({ effort: 1 })],
  ['LZW TIFF', (image) => image.tiff({ compression: 'lzw' })],
  ['deflate TIFF', (image) => image.tiff({ compression: 'deflate' })],
];

describe.each(FORMATS)('%s', (_, encode) => {
  test('cut anywhere fails as damage, never as a bug', async () => {
    const bytes = await encode(picture()).toBuffer();
    for (const share of [0.01, 0.2, 0.5, 0.8, 0.97]) {
      expect(DAMAGED).toContain(await decode(bytes.subarray(0, Math.floor(bytes.length * share))));
    }
  });
});

test.each([
  ['PNG', (image: Sharp) => image.png()],
  ['AVIF', (image: Sharp) => image.avif({ effort: 0 })],
  ['deflate TIFF', (image: Sharp) => image.tiff({ compression: 'deflate' })],
])('altered pixels of a %s, which has checks of its own, are found', async (_, encode) => {
  const bytes = await encode(picture()).toBuffer();
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  expect(await decode(bytes)).toBe('INPUT_BROKEN');
});

test('harmless oddities of JPEG files decode', async () => {
  const jpeg = await picture().jpeg({ progressive: true }).toBuffer();
  const afterHeader = 20;
  const stuffed = Buffer.concat([
    jpeg.subarray(0, afterHeader),
    Buffer.alloc(5, 1),
    jpeg.subarray(afterHeader),
  ]);
  expect(await decode(stuffed)).toBe('ok');
  expect(await decode(Buffer.concat([jpeg, Buffer.alloc(1000)]))).toBe('ok');
  // The stricter setting would turn the first away.
  const strict = sharp(stuffed, { failOn: 'warning' }).raw().toBuffer();
  await expect(strict).rejects.toThrow(/extraneous bytes/);
});

test('a size beyond the limit is named', async () => {
  const png = await picture().png().toBuffer();
  const error = await sharp(png, { limitInputPixels: 100 })
    .raw()
    .toBuffer()
    .catch((thrown: unknown) => thrown);
  expect(toDecodeError(error, { width, height, maxPixels: 1_000_000 }).message).toBe(
    'The image is 320 × 240, more than the limit of 1 megapixels.',
  );
});

test('mistakes of the program stay internal', async () => {
  expect(
    await outcome(() => picture().extract({ left: 300, top: 0, width: 90, height: 9 }).raw().toBuffer()),
  ).toBe('INTERNAL');
  expect(toDecodeError(new TypeError('x is not a function')).code).toBe('INTERNAL');
});

test('own errors pass unchanged', () => {
  const own = new EaselError('INPUT_EMPTY');
  expect(toDecodeError(own)).toBe(own);
  expect(toWriteError(own, '/out')).toBe(own);
});

describe('writing', () => {
  const write = async (path: string) => {
    try {
      await picture().jpeg().toFile(path);
    } catch (error) {
      return toWriteError(error, '/out').toFailure();
    }
    return null;
  };

  test('into a folder that is not there', async () => {
    expect(await write('/no-such-folder/a.jpg')).toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
      data: { folder: '/out', reason: 'it does not exist' },
    });
  });

  test.skipIf(!existsSync('/dev/full'))('onto a full disk', async () => {
    expect(await write('/dev/full')).toMatchObject({ code: 'OUTPUT_DISK_FULL', data: { folder: '/out' } });
  });

  test.each([
    ['ENOSPC', 'OUTPUT_DISK_FULL'],
    ['EDQUOT', 'OUTPUT_DISK_FULL'],
    ['EACCES', 'OUTPUT_NOT_WRITABLE'],
    ['EROFS', 'OUTPUT_NOT_WRITABLE'],
    ['ENOENT', 'OUTPUT_NOT_WRITABLE'],
  ])('%s from the file system is %s', (code, expected) => {
    expect(toWriteError(Object.assign(new Error('write'), { code }), '/out').code).toBe(expected);
  });

  test('an encoder that refuses is not the fault of the source', () => {
    expect(toWriteError(new Error('vips2webp: picture too large'), '/out').code).toBe('INTERNAL');
  });
});
