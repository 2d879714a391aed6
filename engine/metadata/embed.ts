/** Puts metadata into an encoded file, and says what its format could not take. */
import type { OutputFormat } from '../../shared/recipe/recipe.ts';
import { embedInAvif } from './embed-avif.ts';
import { embedInJpeg } from './embed-jpeg.ts';
import { embedInPng } from './embed-png.ts';
import { embedInWebp } from './embed-webp.ts';
import { descriptive } from './exif-block.ts';
import type { MetadataPayload } from './policy.ts';
import { appendEntries, opaqueEntry, readDirectory, TAG, type TiffEntry } from './tiff-directory.ts';

type Part = keyof MetadataPayload;

const CARRIES: Readonly<Record<OutputFormat, readonly Part[]>> = {
  jpeg: ['exif', 'xmp', 'iim'],
  png: ['exif', 'xmp'],
  webp: ['exif', 'xmp'],
  avif: ['exif', 'xmp'],
  tiff: ['exif', 'xmp', 'iim'],
  gif: [],
  ico: [],
  icns: [],
};

const PART_NAMES: Readonly<Record<Part, string>> = { exif: 'EXIF', xmp: 'XMP', iim: 'IPTC' };

/**
 * The encoder leaves everything out and this adds only what the payload holds, so nothing of the source can slip
 * through. `size` is of one frame.
 */
export function embedMetadata(
  format: OutputFormat,
  encoded: Buffer,
  payload: MetadataPayload,
  size: { readonly width: number; readonly height: number },
): { readonly bytes: Buffer; readonly warnings: readonly string[] } {
  const wanted = (['exif', 'xmp', 'iim'] as const).filter((part) => payload[part] !== null);
  const lost = wanted.filter((part) => !CARRIES[format].includes(part));
  if (wanted.length === lost.length) return { bytes: encoded, warnings: lossWarning(format, lost, wanted) };
  const { bytes, left } = embed(format, encoded, payload, size);
  return { bytes, warnings: lossWarning(format, [...lost, ...left], wanted) };
}

function embed(
  format: OutputFormat,
  encoded: Buffer,
  payload: MetadataPayload,
  size: { readonly width: number; readonly height: number },
): { readonly bytes: Buffer; readonly left: readonly Part[] } {
  switch (format) {
    case 'jpeg':
      return embedInJpeg(encoded, payload);
    case 'png':
      return { bytes: embedInPng(encoded, payload), left: [] };
    case 'webp':
      return { bytes: embedInWebp(encoded, payload, size), left: [] };
    case 'avif':
      return { bytes: embedInAvif(encoded, payload), left: [] };
    case 'tiff':
      return { bytes: embedInTiff(encoded, payload), left: [] };
    default:
      return { bytes: encoded, left: [] };
  }
}

/** A TIFF file is an EXIF block itself: the fields join those of the picture. */
function embedInTiff(tiff: Buffer, payload: MetadataPayload): Buffer {
  const exif = payload.exif && readDirectory(payload.exif);
  const { entries, children } = exif ? descriptive(exif) : { entries: [], children: new Map() };
  const added: TiffEntry[] = [...entries];
  if (payload.xmp) added.push(opaqueEntry(TAG.xmp, 1, payload.xmp));
  if (payload.iim) added.push(opaqueEntry(TAG.iptc, 7, payload.iim));
  return appendEntries(tiff, added, children);
}

function lossWarning(format: OutputFormat, lost: readonly Part[], wanted: readonly Part[]): string[] {
  if (lost.length === 0) return [];
  const name = format.toUpperCase();
  if (lost.length === wanted.length && CARRIES[format].length === 0) {
    return [`${name} files cannot hold copyright, creator or other metadata: none was written.`];
  }
  const parts = lost.map((part) => PART_NAMES[part]).join(' and ');
  return [`${name} files cannot hold the ${parts} metadata of this picture: it was left out.`];
}
