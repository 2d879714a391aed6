import { readFile } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { SourceFacts } from '../../shared/engine.ts';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { readMetadata } from '../input/metadata.ts';
import { isRaster } from '../output/encoders.ts';
import { runJob, withTempFolder } from '../output/testing.ts';
import { isBare } from './bare-container.ts';
import {
  COPYRIGHT,
  CREATOR,
  GPS_BYTES,
  leaks,
  PLANTED_FORMATS,
  type PlantedFormat,
  plantedFile,
  SOURCE_TYPE,
} from './planted.testing.ts';
import { sourceTags } from './source-tags.ts';

const P3 = { profile: 'source', convert: false, attach: true } as const;

async function convert(from: PlantedFormat, recipe: RecipeInput) {
  return withTempFolder(async (folder) => {
    const source = await plantedFile(from);
    const job = { folder, source, ending: from === 'jpeg' ? 'jpg' : from, rendered: { color: P3 } };
    // A recipe that changes pixels never gets the source's own bytes back.
    const changing: RecipeInput = { orient: { flip: true }, color: { space: 'keep' }, ...recipe };
    const output = await runJob({ ...job, recipe: changing });
    const file = await readFile(output.path);
    const found: Partial<Metadata> = isRaster(output.format) ? await sharp(file).metadata() : {};
    const exifBytes = output.format === 'tiff' ? file : found.exif;
    return { output, file, found, read: readMetadata(found, exifBytes) };
  });
}

describe('the planted sources', () => {
  it.each(PLANTED_FORMATS)('%s carries its secrets, and everything can be read back', async (format) => {
    const file = await plantedFile(format);
    expect(leaks(file)).toBe(true);
    expect(GPS_BYTES.some((bytes) => file.includes(bytes))).toBe(true);
    const found = await sharp(file).metadata();
    const tags = sourceTags({ format, buffers: found, exifBytes: format === 'tiff' ? file : found.exif });
    expect(tags).toMatchObject({ copyright: COPYRIGHT, creator: CREATOR, digitalSourceType: SOURCE_TYPE });
    expect(found.icc).toBeDefined();
    expect(readMetadata(found, tags.exif ?? undefined)).toMatchObject({ hasGps: true });
    expect(isBare(format, file, { profile: true })).toBe(false);
  });
});

describe('private', () => {
  const pairs = PLANTED_FORMATS.flatMap((from) => PLANTED_FORMATS.map((to) => [from, to] as const));

  it.each(pairs)('%s to %s keeps credits, origin and profile, and leaks nothing', async (from, to) => {
    const { output, file, found, read } = await convert(from, { output: { format: to } });
    expect(leaks(file)).toBe(false);
    expect(read).toMatchObject({
      copyright: COPYRIGHT,
      creator: CREATOR,
      digitalSourceType: SOURCE_TYPE,
      hasGps: false,
      camera: null,
      takenAt: null,
    });
    expect(read.exif).toMatchObject({ copyright: COPYRIGHT, artist: CREATOR, hasThumbnail: false });
    expect(found.icc).toBeDefined();
    expect(found.orientation ?? 1).toBe(1);
    expect(found.iptc).toBeUndefined();
    expect(output.keptOriginal).toBe(false);
    expect(output.warnings).toEqual([]);
  });

  it.each(['gif', 'ico', 'icns'] as const)('says that %s cannot hold the credits', async (format) => {
    const { output, file } = await convert('jpeg', { output: { format, sizes: [32] } });
    expect(leaks(file)).toBe(false);
    expect(output.warnings).toEqual([
      `${format.toUpperCase()} files cannot hold copyright, creator or other metadata: none was written.`,
    ]);
  });
});

describe('strip', () => {
  it.each(PLANTED_FORMATS)('%s keeps nothing but the profile of pixels that are not sRGB', async (format) => {
    const { file, found, read } = await convert(format, { metadata: { policy: 'strip' } });
    expect(leaks(file)).toBe(false);
    expect(read.groups).toEqual(['icc']);
    expect(found.orientation ?? 1).toBe(1);
    if (format !== 'tiff') expect(isBare(format, file, { profile: true })).toBe(true);
  });

  it('drops an sRGB profile', async () => {
    await withTempFolder(async (folder) => {
      const source = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#804020' } })
        .withIccProfile('srgb')
        .jpeg({ quality: 100 })
        .toBuffer();
      const tagged = { profile: 'source', convert: false, attach: true } as const;
      const job = { folder, source, ending: 'jpg', rendered: { color: tagged } };
      const stripped = await runJob({
        ...job,
        recipe: { metadata: { policy: 'strip' }, output: { quality: 20 } },
      });
      expect((await sharp(stripped.path).metadata()).icc).toBeUndefined();
      const kept = await runJob({ ...job, recipe: { output: { quality: 20 } } });
      expect((await sharp(kept.path).metadata()).icc).toBeDefined();
    });
  });

  it('writes the credits it is given, and only those', async () => {
    const metadata = { policy: 'strip', copyright: 'New & only' } as const;
    const { file, read } = await convert('jpeg', { metadata });
    expect(leaks(file)).toBe(false);
    expect(read).toMatchObject({ copyright: 'New & only', creator: null, digitalSourceType: null });
  });
});

describe('keep', () => {
  it.each(PLANTED_FORMATS)('%s keeps camera, place, serials and records, upright', async (format) => {
    const { output, file, found, read } = await convert(format, { metadata: { policy: 'keep' } });
    const all = [
      'MAKE-LEAK',
      'SERIAL-LEAK',
      'MAKERNOTE-LEAK',
      'GPSAREA-LEAK',
      'XMPCITY-LEAK',
      'TOOLKIT-LEAK',
    ];
    for (const secret of all) expect(file.includes(secret), secret).toBe(true);
    expect(GPS_BYTES.some((bytes) => file.includes(bytes))).toBe(true);
    expect(read).toMatchObject({ copyright: COPYRIGHT, creator: CREATOR, hasGps: true });
    expect(found.orientation ?? 1).toBe(1);
    expect(read.exif?.orientation).toBe(1);
    expect(read.xmp?.get('tiff:Orientation')).toEqual(['1']);
    expect(read.xmp?.get('tiff:ImageWidth')).toEqual([String(output.width)]);
    // A stale thumbnail would show the picture before it was edited.
    expect(file.includes('THUMB')).toBe(false);
    const hasIptc = format === 'jpeg' || format === 'tiff';
    expect(file.includes('IPTCCITY-LEAK')).toBe(hasIptc);
    expect(output.warnings).toEqual([]);
  });

  it('says which records the format cannot take', async () => {
    const { output } = await convert('jpeg', { metadata: { policy: 'keep' }, output: { format: 'webp' } });
    expect(output.warnings).toEqual([
      'WEBP files cannot hold the IPTC metadata of this picture: it was left out.',
    ]);
  });

  it.each(['png', 'webp', 'avif', 'tiff'] as const)('carries the EXIF of a JPEG into %s', async (format) => {
    const { read, file } = await convert('jpeg', { metadata: { policy: 'keep' }, output: { format } });
    expect(read).toMatchObject({ hasGps: true, camera: 'MAKE-LEAK MODEL-LEAK' });
    expect(file.includes('MAKERNOTE-LEAK')).toBe(true);
  });

  it.each(PLANTED_FORMATS)('%s gets the credits it is given, in every place', async (format) => {
    const metadata = { policy: 'keep', copyright: 'A < B', creator: 'Cy' } as const;
    const { file, read } = await convert(format, { metadata });
    expect(read).toMatchObject({ copyright: 'A < B', creator: 'Cy', digitalSourceType: SOURCE_TYPE });
    expect(read.exif).toMatchObject({ copyright: 'A < B', artist: 'Cy' });
    expect(read.iptc?.copyright ?? null).toBeNull();
    expect(file.includes('Pérez')).toBe(false);
    expect(file.includes('MAKERNOTE-LEAK')).toBe(true);
  });
});

describe('credits from the recipe', () => {
  it.each(PLANTED_FORMATS)('override those of a %s under private', async (format) => {
    const { file, read } = await convert(format, { metadata: { creator: 'Only Me' } });
    expect(read).toMatchObject({ copyright: COPYRIGHT, creator: 'Only Me', digitalSourceType: SOURCE_TYPE });
    expect(file.includes('Pérez')).toBe(false);
  });
});

describe('isBare', () => {
  const bare = (format: SourceFacts['format'], file: Buffer, profile = true) =>
    isBare(format, file, { profile });

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('accepts a %s of pixels only', async (format) => {
    const image = sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } });
    const file = await image[format]().toBuffer();
    expect(bare(format, file, false)).toBe(true);
    expect(bare(format, Buffer.concat([file, Buffer.from('tail')]))).toBe(false);
    expect(bare(format, file.subarray(0, file.length - 3))).toBe(false);
    if (format === 'gif') return;
    const tagged = await sharp(file).withIccProfile('p3')[format]().toBuffer();
    expect(bare(format, tagged, true)).toBe(true);
    expect(bare(format, tagged, false)).toBe(false);
  });

  it('accepts progressive JPEG and animations', async () => {
    const noisy = sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 99, sigma: 60 },
      },
    });
    expect(bare('jpeg', await noisy.clone().jpeg({ progressive: true, mozjpeg: true }).toBuffer())).toBe(
      true,
    );
    const frames = await Promise.all(
      ['red', 'blue'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(bare('gif', gif)).toBe(true);
    const webp = await sharp(gif, { animated: true }).webp().toBuffer();
    expect(bare('webp', webp)).toBe(true);
  });

  it('refuses a GIF comment', async () => {
    const gif = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .gif()
      .toBuffer();
    const comment = Buffer.from('\x21\xfe\x05hello\0', 'latin1');
    const end = gif.length - 1;
    expect(bare('gif', Buffer.concat([gif.subarray(0, end), comment, gif.subarray(end)]))).toBe(false);
  });
});
