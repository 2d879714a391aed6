/** Reads the few EXIF fields Easel uses; bytes that would be expensive or wrong to parse read as none. */
import readExif from 'exif-reader';

export interface ExifFields {
  readonly copyright: string | null;
  readonly artist: string | null;
  readonly make: string | null;
  readonly model: string | null;
  /** Local time the photo was taken, `YYYY-MM-DDTHH:MM:SS`. */
  readonly takenAt: string | null;
  /** 1..8; 1 when absent or out of range. */
  readonly orientation: number;
  /** 1 is sRGB, 2 Adobe RGB (a common extension), 65535 uncalibrated. */
  readonly colorSpace: number | null;
  /** `R98` is sRGB, `R03` Adobe RGB. */
  readonly interopIndex: string | null;
  readonly hasGps: boolean;
  readonly hasThumbnail: boolean;
}

const MAX_EXIF_ENTRIES = 512;
const MAX_EXIF_VALUES = 200_000;
const MAX_EXIF_TEXT = 2_000_000;
const TYPE_SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const SUB_IFD_TAGS: readonly number[] = [0x8769, 0x8825, 0xa005];

/** Accepts bytes that start with `Exif\0\0` or with a TIFF header; null when there is nothing usable. */
export function parseExif(bytes: Buffer | undefined): ExifFields | null {
  if (bytes === undefined) return null;
  const start = bytes.toString('latin1', 0, 5) === 'Exif\0' ? 6 : 0;
  if (!isAffordable(bytes.subarray(start))) return null;
  try {
    const exif = readExif(bytes);
    const image = exif.Image ?? {};
    const photo = exif.Photo ?? {};
    return {
      copyright: text(image.Copyright),
      artist: text(image.Artist),
      make: text(image.Make),
      model: text(image.Model),
      takenAt: localTime(photo.DateTimeOriginal) ?? localTime(photo.DateTimeDigitized),
      orientation: orientation(image.Orientation),
      colorSpace: typeof photo.ColorSpace === 'number' ? photo.ColorSpace : null,
      interopIndex: text(exif.Iop?.InteroperabilityIndex),
      hasGps: exif.GPSInfo != null && Object.keys(exif.GPSInfo).some((key) => key !== 'GPSVersionID'),
      hasThumbnail: typeof exif.Thumbnail?.JPEGInterchangeFormat === 'number',
    };
  } catch {
    return null;
  }
}

/**
 * A few kilobytes of EXIF can name gigabytes of values, because entries may overlap: the values are counted
 * before the parser makes arrays of them.
 */
function isAffordable(tiff: Buffer): boolean {
  if (tiff.length < 8) return false;
  const big = tiff[0] === 0x4d;
  const u16 = (at: number) => (big ? tiff.readUInt16BE(at) : tiff.readUInt16LE(at));
  const u32 = (at: number) => (big ? tiff.readUInt32BE(at) : tiff.readUInt32LE(at));
  let values = 0;
  let text = 0;
  let entries = 0;
  const pending = [u32(4)];
  const seen = new Set<number>();
  for (let ifd = pending.pop(); ifd !== undefined; ifd = pending.pop()) {
    if (ifd === 0 || ifd + 2 > tiff.length || seen.has(ifd)) continue;
    seen.add(ifd);
    const listed = u16(ifd);
    entries += listed;
    if (entries > MAX_EXIF_ENTRIES) return false;
    for (let i = 0; i < listed && ifd + 2 + i * 12 + 12 <= tiff.length; i++) {
      const entry = ifd + 2 + i * 12;
      const type = u16(entry + 2);
      const size = TYPE_SIZES[type] ?? 1;
      const count = Math.min(u32(entry + 4), Math.ceil(tiff.length / size));
      // Opaque bytes stay where they are.
      if (type === 2) text += count;
      else if (type !== 7) values += count;
      if (values > MAX_EXIF_VALUES || text > MAX_EXIF_TEXT) return false;
      if (SUB_IFD_TAGS.includes(u16(entry))) pending.push(u32(entry + 8));
    }
    const next = ifd + 2 + listed * 12;
    if (seen.size === 1 && next + 4 <= tiff.length) pending.push(u32(next));
  }
  return true;
}

/** Text fields are ASCII by the standard, but UTF-8 and Latin-1 are what cameras and editors write. */
function text(value: unknown): string | null {
  if (typeof value !== 'string' && !Buffer.isBuffer(value)) return null;
  const decoded = typeof value === 'string' ? value : decodeText(value);
  // Copyright may hold two parts, photographer and editor, separated by NUL.
  const parts = decoded
    .split('\0')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join('; ');
}

/** UTF-8 where the bytes are valid UTF-8, Latin-1 otherwise. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

function localTime(value: unknown): string | null {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return null;
  const year = value.getUTCFullYear();
  // Cameras without a set clock write zeros; the parser turns those into 1899 or so.
  return year < 1900 || year > 9999 ? null : value.toISOString().slice(0, 19);
}

function orientation(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8 ? value : 1;
}
