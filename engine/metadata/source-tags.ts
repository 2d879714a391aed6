/** What a source says about itself, in the form in which it can be passed on. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { InputLimits, SourceFacts } from '../../shared/engine.ts';
import type { Description } from '../input/describe.ts';
import { type MetadataBuffers, readMetadata } from '../input/metadata.ts';
import { examine } from '../input/probe.ts';
import { type Credits, exifOfTiffFile } from './exif-block.ts';
import { findIim } from './iim.ts';

export interface SourceTags extends Credits {
  readonly digitalSourceType: string | null;
  /** A TIFF structure, without the `Exif` prefix. */
  readonly exif: Buffer | null;
  readonly xmp: Buffer | null;
  /** IPTC records, without Photoshop's wrapping. */
  readonly iim: Buffer | null;
}

export const NO_TAGS: SourceTags = {
  copyright: null,
  creator: null,
  digitalSourceType: null,
  exif: null,
  xmp: null,
  iim: null,
};

/** Larger TIFF files keep only what the library hands out. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** Reads the headers again, which costs less than a millisecond for most formats. Call it once for all outputs. */
export async function readSourceTags(
  path: string,
  facts: SourceFacts,
  limits: InputLimits,
): Promise<SourceTags> {
  switch (facts.format) {
    case 'svg':
    case 'bmp':
    case 'ico':
    case 'jxl':
      return NO_TAGS;
    case 'psd':
      return sourceTags((await examine({ path, limits })).description);
    default: {
      const buffers = await sharp(path, { limitInputPixels: false }).metadata();
      const isHeldTiff = facts.format === 'tiff' && facts.file.bytes <= MAX_HELD_BYTES;
      const exifBytes = isHeldTiff ? await readFile(path) : buffers.exif;
      return sourceTags({ format: facts.format, buffers, exifBytes });
    }
  }
}

/** `exifBytes` of a TIFF is the file itself: there the file's own directory is the EXIF block. */
export function sourceTags(found: Pick<Description, 'format' | 'buffers' | 'exifBytes'>): SourceTags {
  const { format, exifBytes } = found;
  const buffers: MetadataBuffers = found.buffers;
  const read = readMetadata(buffers, exifBytes);
  const ownExif = exifBytes === undefined ? null : withoutPrefix(exifBytes);
  return {
    copyright: read.copyright,
    creator: read.creator,
    digitalSourceType: read.digitalSourceType,
    exif: format === 'tiff' && ownExif !== null ? exifOfTiffFile(ownExif) : ownExif,
    xmp: buffers.xmp ?? null,
    iim: findIim(buffers.iptc) ?? findIim(buffers.tifftagPhotoshop),
  };
}

function withoutPrefix(exif: Buffer): Buffer {
  return exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
}
