/** Opens a source as library images: by path where the library reads the format, else decoded first. */
import { readFile } from 'node:fs/promises';
import sharp, { type Sharp, type SharpInput, type SharpOptions } from 'sharp';
import type { InputLimits, SourceFacts } from '../../shared/engine.ts';
import { EaselError } from '../../shared/errors.ts';
import { bufferReader } from './bytes.ts';
import { FAIL_ON, toDecodeError } from './decode-error.ts';
import { decodeBmp, decodeIconBitmap } from './decoders/bmp.ts';
import type { Decoded } from './decoders/decoded.ts';
import { decodeHeic } from './decoders/heic.ts';
import { decodeJxl } from './decoders/jxl.ts';
import { decodePsd } from './decoders/psd.ts';
import { wrapAsTiff } from './decoders/tiff-wrap.ts';
import { readIcoHeader } from './headers/ico.ts';
import { ANIMATION_AREA_FACTOR, assertFileSize, assertWithinLimits, isDecodedByLibrary } from './limits.ts';
import { type JpegShrink, withShrink } from './shrink.ts';
import { assertEffects, assessSvg } from './svg.ts';

export interface OpenOptions {
  /** All frames instead of the first. */
  readonly animated: boolean;
  readonly ignoreIcc?: boolean;
  /** Decode a JPEG this many times smaller; other formats are opened whole. */
  readonly shrink?: JpegShrink;
}

/** A source that can be opened several times; what had to be decoded first is decoded once. */
export interface PreparedSource {
  open(options: OpenOptions): Sharp;
  /** The opened image is in memory: opening it again costs no decoding of the file. */
  readonly inMemory: boolean;
}

export async function prepareSource(
  path: string,
  facts: SourceFacts,
  limits: InputLimits,
): Promise<PreparedSource> {
  const input = await libraryInput(path, facts, limits);
  return {
    inMemory: typeof input !== 'string' && facts.format !== 'svg',
    open: ({ animated, ignoreIcc = false, shrink = 1 }) => {
      const shrinks = facts.format === 'jpeg' && typeof input === 'string';
      const from = shrinks ? withShrink(input, shrink) : input;
      return sharp(from, { ...sharpOptions(limits, animated), ignoreIcc });
    },
  };
}

export async function openSource(
  path: string,
  facts: SourceFacts,
  { limits, ...options }: OpenOptions & { readonly limits: InputLimits },
): Promise<Sharp> {
  return (await prepareSource(path, facts, limits)).open(options);
}

function sharpOptions(limits: InputLimits, animated: boolean): SharpOptions {
  return {
    animated,
    sequentialRead: true,
    failOn: FAIL_ON,
    unlimited: false,
    limitInputPixels: limits.maxPixels * (animated ? ANIMATION_AREA_FACTOR : 1),
  };
}

async function libraryInput(path: string, facts: SourceFacts, limits: InputLimits): Promise<SharpInput> {
  if (isDecodedByLibrary(facts.format) && facts.format !== 'svg') return path;
  try {
    const file = await readFile(path);
    // The file may have changed since it was probed.
    assertFileSize(facts.format, file.length, limits);
    if (facts.format === 'svg') {
      // As bytes it has no folder of its own, so it can refer to no other file.
      assertEffects(assessSvg(file.toString('utf8')), facts.width * facts.height);
      return file;
    }
    return await decode(file, facts, limits);
  } catch (error) {
    throw damaged(error);
  }
}

async function decode(file: Buffer, facts: SourceFacts, limits: InputLimits): Promise<Buffer> {
  if (facts.format === 'ico') {
    const entry = readIcoHeader(bufferReader(file));
    assertWithinLimits(entry, limits);
    if (entry.kind === 'png') return file.subarray(entry.at, entry.at + entry.bytes);
    return wrapAsTiff(decodeIconBitmap(file));
  }
  const decoded = await decodePicture(file, facts);
  assertWithinLimits({ ...decoded, frames: 1, animated: false }, limits);
  return wrapAsTiff(decoded);
}

async function decodePicture(file: Buffer, facts: SourceFacts): Promise<Decoded> {
  if (facts.format === 'bmp') return decodeBmp(file);
  if (facts.format === 'psd') return decodePsd(file);
  if (facts.format === 'jxl') return decodeJxl(file, facts.hasAlpha);
  const { icc, xmp } = await sharp(file, { limitInputPixels: false }).metadata();
  return { ...(await decodeHeic(file, facts.hasAlpha)), icc, xmp };
}

/** Decoders beside the library throw what they like: whatever it is, the file is to blame. */
function damaged(error: unknown): EaselError {
  const translated = toDecodeError(error);
  if (translated.code !== 'INTERNAL') return translated;
  return new EaselError('INPUT_BROKEN', { reason: String(translated.data.reason) }, { cause: error });
}
