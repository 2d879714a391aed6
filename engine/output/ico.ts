/** Writes and reads Windows icon files. */

export interface IconImage {
  /** Side in pixels, 1..256. */
  readonly size: number;
  /** RGBA, rows top down. */
  readonly rgba: Buffer;
  /** The same pixels as a PNG file. */
  readonly png: Buffer;
}

export interface IcoEntry {
  readonly width: number;
  readonly height: number;
  readonly kind: 'png' | 'bitmap';
  readonly data: Buffer;
}

export const ICO_DEFAULT_SIZES: readonly number[] = [16, 32, 48, 256];
export const ICO_MAX_SIZE = 256;

const HEADER_BYTES = 6;
const ENTRY_BYTES = 16;
const DIB_HEADER_BYTES = 40;
const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Entries from this side on are PNG; smaller ones are bitmaps, which every reader of the last 25 years takes. */
const PNG_FROM = 256;

export function writeIco(images: readonly IconImage[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES + images.length * ENTRY_BYTES);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  const parts: Buffer[] = [header];
  let offset = header.length;
  images.forEach((image, index) => {
    const data = image.size >= PNG_FROM ? image.png : bitmap(image);
    const at = HEADER_BYTES + index * ENTRY_BYTES;
    // 256 does not fit into a byte and is written as 0.
    header.writeUInt8(image.size % 256, at);
    header.writeUInt8(image.size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(data.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    parts.push(data);
    offset += data.length;
  });
  return Buffer.concat(parts);
}

/** A bitmap without its file header: colour as BGRA, bottom row first, then one mask bit for each pixel. */
function bitmap({ size, rgba }: IconImage): Buffer {
  const maskRow = Math.ceil(size / 32) * 4;
  const colorBytes = size * size * 4;
  const dib = Buffer.alloc(DIB_HEADER_BYTES + colorBytes + maskRow * size);
  dib.writeUInt32LE(DIB_HEADER_BYTES, 0);
  dib.writeInt32LE(size, 4);
  // Colour and mask count as one picture of double height.
  dib.writeInt32LE(size * 2, 8);
  dib.writeUInt16LE(1, 12);
  dib.writeUInt16LE(32, 14);
  dib.writeUInt32LE(colorBytes + maskRow * size, 20);
  for (let y = 0; y < size; y++) {
    const colorRow = DIB_HEADER_BYTES + (size - 1 - y) * size * 4;
    const mask = DIB_HEADER_BYTES + colorBytes + (size - 1 - y) * maskRow;
    for (let x = 0; x < size; x++) {
      const from = (y * size + x) * 4;
      const to = colorRow + x * 4;
      const alpha = rgba[from + 3] ?? 0;
      dib[to] = rgba[from + 2] ?? 0;
      dib[to + 1] = rgba[from + 1] ?? 0;
      dib[to + 2] = rgba[from] ?? 0;
      dib[to + 3] = alpha;
      // Readers without alpha show what the mask leaves.
      if (alpha < 128) dib[mask + (x >> 3)] = (dib[mask + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return dib;
}

/** Every entry, its stated size checked against its own header; null when the file is not a sound icon. */
export function readIco(file: Buffer): IcoEntry[] | null {
  if (file.length < HEADER_BYTES || file.readUInt32LE(0) !== 0x0001_0000) return null;
  const count = file.readUInt16LE(4);
  if (count === 0 || file.length < HEADER_BYTES + count * ENTRY_BYTES) return null;
  const entries: IcoEntry[] = [];
  for (let index = 0; index < count; index++) {
    const at = HEADER_BYTES + index * ENTRY_BYTES;
    const width = file.readUInt8(at) || 256;
    const height = file.readUInt8(at + 1) || 256;
    const offset = file.readUInt32LE(at + 12);
    const data = file.subarray(offset, offset + file.readUInt32LE(at + 8));
    if (data.length !== file.readUInt32LE(at + 8) || data.length < DIB_HEADER_BYTES) return null;
    const kind = data.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE) ? 'png' : 'bitmap';
    if (kind === 'bitmap' && !isSoundBitmap(data, width, height)) return null;
    entries.push({ width, height, kind, data });
  }
  return entries;
}

function isSoundBitmap(data: Buffer, width: number, height: number): boolean {
  const expected = DIB_HEADER_BYTES + width * height * 4 + Math.ceil(width / 32) * 4 * height;
  return (
    data.readUInt32LE(0) === DIB_HEADER_BYTES &&
    data.readInt32LE(4) === width &&
    data.readInt32LE(8) === height * 2 &&
    data.readUInt16LE(14) === 32 &&
    data.length === expected
  );
}
