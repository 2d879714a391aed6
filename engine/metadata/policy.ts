/**
 * Decides what an output says about itself, by the recipe's metadata policy. Under `private` and `strip` the tags are
 * written anew from the few things that may stay, so that GPS, device and serial numbers are never even copied.
 */
import type { MetadataBlock } from '../../shared/recipe/recipe.ts';
import { type Credits, correctExif, minimalExif } from './exif-block.ts';
import { withoutCredits } from './iim.ts';
import { NO_TAGS, type SourceTags } from './source-tags.ts';
import { correctXmp, minimalXmp } from './xmp-packet.ts';

/** What is to be put into an output, beside the colour profile. */
export interface MetadataPayload {
  readonly exif: Buffer | null;
  readonly xmp: Buffer | null;
  readonly iim: Buffer | null;
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
