/** Decides what an output says about itself, by the recipe's metadata policy. */
import type { Metadata } from 'sharp';
import type { MetadataBlock } from '../../shared/recipe/recipe.ts';
import { readMetadata } from '../input/metadata.ts';
import { type Credits, correctExif, exifOfTiffFile, minimalExif } from './exif-block.ts';
import { findIim, withoutCredits } from './iim.ts';
import { correctXmp, minimalXmp } from './xmp-packet.ts';

/** What a source says about itself. */
export interface SourceTags extends Credits {
  readonly digitalSourceType: string | null;
  /** A TIFF structure, without the `Exif` prefix. */
  readonly exif: Buffer | null;
  readonly xmp: Buffer | null;
  /** IPTC records, without Photoshop's wrapping. */
  readonly iim: Buffer | null;
}

/** What is to be put into an output, beside the colour profile. */
export interface MetadataPayload {
  readonly exif: Buffer | null;
  readonly xmp: Buffer | null;
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

/**
 * `tiffFile` holds at least the directories of a TIFF source: the library does not hand out their content, since
 * in that format the file itself is the EXIF block.
 */
export function sourceTags(metadata: Metadata, tiffFile?: Buffer): SourceTags {
  const exif = tiffFile === undefined ? withoutPrefix(metadata.exif) : exifOfTiffFile(tiffFile);
  const read = readMetadata(metadata, exif ?? undefined);
  return {
    copyright: read.copyright,
    creator: read.creator,
    digitalSourceType: read.digitalSourceType,
    exif,
    xmp: metadata.xmp ?? null,
    iim: findIim(metadata.iptc) ?? findIim(metadata.tifftagPhotoshop),
  };
}

function withoutPrefix(exif: Buffer | undefined): Buffer | null {
  if (exif === undefined) return null;
  return exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
}

/** `size` is the output's, one frame. */
export function planMetadata(
  block: MetadataBlock,
  source: SourceTags,
  size: { readonly width: number; readonly height: number },
): MetadataPayload {
  const set: Credits = { copyright: block.copyright ?? null, creator: block.creator ?? null };
  if (block.policy === 'keep') return keepAll(source, size, set);
  const said = block.policy === 'private' ? source : NO_TAGS;
  const credits = { copyright: set.copyright ?? said.copyright, creator: set.creator ?? said.creator };
  return {
    exif: minimalExif(credits),
    xmp: minimalXmp({ ...credits, digitalSourceType: said.digitalSourceType }),
    iim: null,
  };
}

/** Blocks that cannot be read give way to minimal ones: passing them on unread could contradict the pixels. */
function keepAll(
  source: SourceTags,
  size: { readonly width: number; readonly height: number },
  set: Credits,
): MetadataPayload {
  const drop = { copyright: set.copyright !== null, creator: set.creator !== null };
  return {
    exif: (source.exif && correctExif(source.exif, size, set)) ?? minimalExif(set),
    xmp:
      (source.xmp && correctXmp(source.xmp, size, set)) ??
      minimalXmp({ ...set, digitalSourceType: source.digitalSourceType }),
    iim: source.iim && (drop.copyright || drop.creator ? withoutCredits(source.iim, drop) : source.iim),
  };
}
