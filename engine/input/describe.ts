/** Describes a picture from its headers: own readers and limits first, then the library's metadata. */
import sharp, { type Metadata } from 'sharp';
import type { InputLimits, SourceColor, SourceFormat } from '../../shared/engine.ts';
import { EaselError } from '../../shared/errors.ts';
import { type ByteReader, bufferReader } from './bytes.ts';
import { classifyColor } from './color.ts';
import { FAIL_ON, toDecodeError } from './decode-error.ts';
import { readBmpHeader } from './headers/bmp.ts';
import { readGifHeader } from './headers/gif.ts';
import { broken, type Header, unsupported } from './headers/header.ts';
import { readHeifHeader } from './headers/heif.ts';
import { type IconEntry, readIcoHeader } from './headers/ico.ts';
import { readJpegHeader } from './headers/jpeg.ts';
import { type JxlHeader, readJxlHeader } from './headers/jxl.ts';
import { readPngHeader } from './headers/png.ts';
import { type PsdHeader, readPsdHeader } from './headers/psd.ts';
import { readTiffHeader } from './headers/tiff.ts';
import { readWebpHeader } from './headers/webp.ts';
import { assertWithinLimits } from './limits.ts';
import type { MetadataBuffers } from './metadata.ts';
import { findResource, RESOURCE } from './photoshop-blocks.ts';
import { assertEffects, assessSvg, type SvgCost } from './svg.ts';

export interface Description {
  readonly format: SourceFormat;
  /** Upright. */
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly pages: number;
  readonly hasAlpha: boolean;
  readonly bitsPerSample: number;
  readonly color: SourceColor;
  readonly profileName: string | null;
  readonly density: number | null;
  readonly buffers: MetadataBuffers;
  /** Where EXIF fields are read from; for TIFF the file itself. */
  readonly exifBytes: Buffer | undefined;
}

/**
 * `content` is the whole file, or its path when it is too large to hold. What the header alone shows to be wrong is
 * thrown at once, before the library is asked.
 */
export function describePicture(
  format: SourceFormat,
  reader: ByteReader,
  content: Buffer | string,
  limits: InputLimits,
): Promise<Description> {
  if (format === 'svg') return describeSvg(reader, limits);
  if (format === 'psd') return Promise.resolve(describePsd(checked(readPsdHeader(reader), limits), reader));
  if (format === 'jxl') return Promise.resolve(describeJxl(checked(readJxlHeader(reader), limits)));
  if (format === 'ico') return describeIcon(checked(readIcoHeader(reader), limits), reader, limits);
  if (format === 'bmp') {
    const { width, height, masks } = checked(readBmpHeader(reader), limits);
    return Promise.resolve({ ...plain(format), width, height, hasAlpha: masks[3] !== 0 });
  }
  return describeByLibrary(format, readHeader(format, reader, limits), content, limits);
}

function describeJxl({ width, height, orientation, hasAlpha, bitsPerSample }: JxlHeader): Description {
  const swapped = orientation >= 5;
  return {
    ...plain('jxl'),
    width: swapped ? height : width,
    height: swapped ? width : height,
    hasAlpha,
    bitsPerSample,
  };
}

async function describeIcon(entry: IconEntry, reader: ByteReader, limits: InputLimits): Promise<Description> {
  const { kind, width, height, at, bytes } = entry;
  if (kind === 'dib') return { ...plain('ico'), width, height, hasAlpha: true };
  const png = reader.bytes(at, bytes);
  return { ...(await describePicture('png', bufferReader(png), png, limits)), format: 'ico' };
}

function readHeader(format: SourceFormat, reader: ByteReader, limits: InputLimits): Header {
  if (format === 'jpeg') return checked(readJpegHeader(reader), limits);
  if (format === 'png') return checked(readPngHeader(reader), limits);
  if (format === 'gif') return checked(readGifHeader(reader), limits);
  if (format === 'webp') return checked(readWebpHeader(reader), limits);
  if (format === 'tiff') return checked(readTiffHeader(reader), limits);
  return checked(readHeifHeader(reader), limits);
}

/** Limits come before completeness: a file that asks for too much is no less hostile for being cut. */
function checked<T extends Header>(header: T, limits: InputLimits): T {
  assertWithinLimits(header, limits);
  if (!header.complete) throw new EaselError('INPUT_TRUNCATED');
  return header;
}

async function describeByLibrary(
  format: SourceFormat,
  header: Header,
  content: Buffer | string,
  limits: InputLimits,
): Promise<Description> {
  const metadata = await libraryMetadata(content, limits, header);
  // Both share a container, and its brand does not always tell which codec is inside.
  const heif = format === 'heic' || format === 'avif';
  const actual = heif ? heifFormat(metadata) : format;
  const { width, height } = metadata.autoOrient;
  const pages = heif ? 1 : (metadata.pages ?? 1);
  const animated = header.animated && pages > 1;
  assertWithinLimits({ width, height, frames: pages, animated }, limits);
  // HEIC is decoded to 8 bits a sample whatever it holds.
  const decoded =
    actual === 'heic' ? ({ space: 'srgb', depth: 'uchar', icc: metadata.icc } as const) : metadata;
  return {
    format: actual,
    width,
    height,
    // The library turns these upright by the container's own rotation and ignores EXIF, as their standard asks.
    orientation: heif ? 1 : (metadata.orientation ?? 1),
    pages,
    hasAlpha: metadata.hasAlpha,
    bitsPerSample: metadata.bitsPerSample ?? bitsOf(metadata),
    ...classifyColor(decoded),
    density: metadata.density ?? null,
    buffers: metadata,
    exifBytes: actual === 'tiff' && typeof content !== 'string' ? content : metadata.exif,
  };
}

function describeSvg(reader: ByteReader, limits: InputLimits): Promise<Description> {
  const bytes = reader.bytes(0, reader.size);
  return measureSvg(bytes, assessSvg(bytes.toString('utf8')), limits);
}

async function measureSvg(bytes: Buffer, cost: SvgCost, limits: InputLimits): Promise<Description> {
  const metadata = await libraryMetadata(bytes, limits);
  const { width, height } = metadata;
  assertWithinLimits({ width, height, frames: 1, animated: false }, limits);
  assertEffects(cost, width * height);
  return { ...plain('svg'), width, height, hasAlpha: true, density: metadata.density ?? null };
}

async function libraryMetadata(
  content: Buffer | string,
  limits: InputLimits,
  header?: Header,
): Promise<Metadata> {
  try {
    // The limit is applied to the metadata itself, so that the message can name the size.
    return await sharp(content, { limitInputPixels: false, failOn: FAIL_ON }).metadata();
  } catch (error) {
    const context = header && { width: header.width, height: header.height, maxPixels: limits.maxPixels };
    const translated = toDecodeError(error, context);
    // Nothing but the file decides whether its header can be read.
    throw translated.code === 'INTERNAL' ? broken(String(translated.data.reason)) : translated;
  }
}

function describePsd(header: PsdHeader, reader: ByteReader): Description {
  const blocks = reader.bytes(header.resourcesAt, header.resourceBytes);
  const resource = (id: number) => findResource(blocks, id) ?? undefined;
  const exif = resource(RESOURCE.exif);
  const icc = header.mode === 'rgb' || header.mode === 'cmyk' ? resource(RESOURCE.icc) : undefined;
  return {
    ...plain('psd'),
    width: header.width,
    height: header.height,
    hasAlpha: header.hasAlpha,
    bitsPerSample: header.bitsPerSample,
    ...classifyColor({
      space:
        header.mode === 'cmyk' ? 'cmyk' : header.mode === 'rgb' || header.mode === 'indexed' ? 'srgb' : 'b-w',
      depth: header.bitsPerSample === 16 ? 'ushort' : 'uchar',
      icc,
    }),
    buffers: { exif, icc, xmp: resource(RESOURCE.xmp), iptc: resource(RESOURCE.iptc) },
    exifBytes: exif,
  };
}

/** What holds for pictures that carry no metadata of their own. */
function plain(format: SourceFormat): Omit<Description, 'width' | 'height' | 'hasAlpha'> {
  return {
    format,
    orientation: 1,
    pages: 1,
    bitsPerSample: 8,
    color: 'srgb-untagged',
    profileName: null,
    density: null,
    buffers: {},
    exifBytes: undefined,
  };
}

function heifFormat(metadata: Metadata): SourceFormat {
  if (metadata.compression === 'av1') return 'avif';
  if (metadata.compression === 'hevc') return 'heic';
  throw unsupported(`HEIF with ${metadata.compression ?? 'unknown'} compression`);
}

function bitsOf(metadata: Metadata): number {
  if (metadata.depth === 'ushort' || metadata.depth === 'short') return 16;
  return metadata.depth === 'uchar' || metadata.depth === 'char' ? 8 : 32;
}
