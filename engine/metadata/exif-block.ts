/** Builds and corrects EXIF blocks: TIFF structures without the `Exif` prefix some containers want. */
import {
  appendEntries,
  EMPTY_TIFF,
  openTiff,
  readDirectory,
  shortEntry,
  TAG,
  type TiffDirectory,
  type TiffEntry,
  textEntry,
} from './tiff-directory.ts';

export interface Credits {
  readonly copyright: string | null;
  readonly creator: string | null;
}

/** Fields of a TIFF file's first directory that describe the picture rather than how its pixels are stored. */
const DESCRIPTIVE_TAGS: ReadonlySet<number> = new Set([
  0x010e, // ImageDescription
  0x010f, // Make
  0x0110, // Model
  TAG.orientation,
  0x0131, // Software
  0x0132, // DateTime
  TAG.artist,
  0x013c, // HostComputer
  0x4746, // Rating
  0x4749, // RatingPercent
  TAG.copyright,
  0x9c9b, // XPTitle
  0x9c9c, // XPComment
  0x9c9d, // XPAuthor
  0x9c9e, // XPKeywords
  0x9c9f, // XPSubject
]);

export function creditEntries(credits: Credits): TiffEntry[] {
  const entries: TiffEntry[] = [];
  if (credits.creator !== null) entries.push(textEntry(TAG.artist, credits.creator));
  if (credits.copyright !== null) entries.push(textEntry(TAG.copyright, credits.copyright));
  return entries;
}

/** An EXIF block that says who, and nothing else; null when there is nothing to say. */
export function minimalExif(credits: Credits): Buffer | null {
  const entries = creditEntries(credits);
  return entries.length === 0 ? null : appendEntries(EMPTY_TIFF, entries);
}

/**
 * The source's EXIF made true for the new pixels: upright, of the new size, without the thumbnail, which would
 * still show the picture before it was edited. Null when the block cannot be read.
 */
export function correctExif(
  source: Buffer,
  size: { readonly width: number; readonly height: number },
  credits: Credits,
): Buffer | null {
  const tiff = openTiff(source);
  const first = tiff?.directoryAt(tiff.firstAt);
  if (!tiff || !first) return null;
  const bytes = dropThumbnail(Buffer.from(source));
  const set = (place: { type: number; dataAt: number }, value: number) => {
    // A damaged block may have had this value inside the thumbnail that was cut off.
    if (place.dataAt + 4 > bytes.length) return;
    if (place.type === 3 && tiff.little) bytes.writeUInt16LE(value, place.dataAt);
    else if (place.type === 3) bytes.writeUInt16BE(value, place.dataAt);
    else if (place.type === 4 && tiff.little) bytes.writeUInt32LE(value, place.dataAt);
    else if (place.type === 4) bytes.writeUInt32BE(value, place.dataAt);
  };
  const values = new Map<number, number>([
    [TAG.imageWidth, size.width],
    [TAG.imageLength, size.height],
    [TAG.orientation, 1],
    [TAG.pixelXDimension, size.width],
    [TAG.pixelYDimension, size.height],
  ]);
  const exifAt = first.places.find((place) => place.tag === TAG.exif)?.dataAt;
  const photo = exifAt === undefined ? null : tiff.directoryAt(tiff.u32(exifAt));
  for (const place of [...first.places, ...(photo?.places ?? [])]) {
    const value = values.get(place.tag);
    if (value !== undefined && place.count === 1) set(place, value);
  }
  const added = creditEntries(credits);
  return added.length === 0 ? bytes : appendEntries(bytes, added);
}

/** Unlinks the second directory and erases the picture it points to. */
function dropThumbnail(bytes: Buffer): Buffer {
  const tiff = openTiff(bytes);
  const first = tiff?.directoryAt(tiff.firstAt);
  if (!tiff || !first) return bytes;
  const nextAt = tiff.u32(first.nextAt);
  bytes.writeUInt32LE(0, first.nextAt);
  const second = tiff.directoryAt(nextAt);
  const at = second?.places.find((place) => place.tag === TAG.thumbnailOffset);
  const length = second?.places.find((place) => place.tag === TAG.thumbnailLength);
  if (!at || !length) return bytes;
  const from = tiff.u32(at.dataAt);
  const to = Math.min(bytes.length, from + tiff.u32(length.dataAt));
  // Cameras put it last; anything behind it would need its offsets rewritten, so there it is only blanked.
  if (to === bytes.length && from > nextAt) return bytes.subarray(0, from);
  return bytes.fill(0, Math.min(Math.max(from, EMPTY_TIFF.length), to), to);
}

/** What a TIFF file says about the picture, as an EXIF block for other formats; null when it says nothing. */
export function exifOfTiffFile(file: Buffer): Buffer | null {
  const directory = readDirectory(file);
  if (directory === null) return null;
  const { entries, children } = descriptive(directory);
  return entries.length === 0 && children.size === 0 ? null : appendEntries(EMPTY_TIFF, entries, children);
}

/** The parts of an EXIF block that a TIFF file's first directory can take over. */
export function descriptive(directory: TiffDirectory): TiffDirectory {
  return {
    entries: directory.entries
      .filter((entry) => DESCRIPTIVE_TAGS.has(entry.tag))
      .map((entry) => (entry.tag === TAG.orientation ? shortEntry(TAG.orientation, 1) : entry)),
    children: directory.children,
  };
}
