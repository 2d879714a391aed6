/** Builds files byte by byte, where the image library would be too well-behaved. */
import { crc32, deflateSync } from 'node:zlib';

export function u16(value: number, big = false): Buffer {
  const bytes = Buffer.alloc(2);
  if (big) bytes.writeUInt16BE(value);
  else bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number, big = false): Buffer {
  const bytes = Buffer.alloc(4);
  if (big) bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
}

export function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

export const PNG_SIGNATURE = latin1('\x89PNG\r\n\x1a\n');

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([latin1(type), data]);
  return Buffer.concat([u32(data.length, true), body, u32(crc32(body), true)]);
}

/** One bit a pixel, all black. */
export function blackPng(width: number, height: number): Buffer {
  const header = Buffer.concat([u32(width, true), u32(height, true), Buffer.from([1, 0, 0, 0, 0])]);
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A two-colour GIF whose frames are one pixel each, on a screen of any size. */
export function dotGif(screenWidth: number, screenHeight: number, frames: number): Buffer {
  const head = [
    latin1('GIF89a'),
    u16(screenWidth),
    u16(screenHeight),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
  ];
  const control = Buffer.from([0x21, 0xf9, 4, 0, 1, 0, 0, 0]);
  const image = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
  const frame = Buffer.concat([control, image]);
  return Buffer.concat([...head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

/** A chain of one-pixel pages; with `loop`, the last leads back to the first. */
export function pagedTiff(pages: number, { loop = false, big = false } = {}): Buffer {
  const entry = (tag: number, type: 3 | 4, value: number) =>
    Buffer.concat([
      u16(tag, big),
      u16(type, big),
      u32(1, big),
      type === 3 ? Buffer.concat([u16(value, big), u16(0)]) : u32(value, big),
    ]);
  const pageBytes = 2 + 9 * 12 + 4;
  // One shared pixel follows the header.
  const firstAt = 10;
  const parts = [latin1(big ? 'MM\0*' : 'II*\0'), u32(firstAt, big), Buffer.from([128, 0])];
  for (let page = 0; page < pages; page++) {
    const last = page === pages - 1;
    const next = last ? (loop ? firstAt : 0) : firstAt + (page + 1) * pageBytes;
    parts.push(
      u16(9, big),
      entry(256, 4, 1),
      entry(257, 4, 1),
      entry(258, 3, 8),
      entry(259, 3, 1),
      entry(262, 3, 1),
      entry(273, 4, 8),
      entry(277, 3, 1),
      entry(278, 4, 1),
      entry(279, 4, 1),
      u32(next, big),
    );
  }
  return Buffer.concat(parts);
}

export interface BmpOptions {
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly topDown?: boolean;
  readonly rle?: boolean;
}

/** From three samples a pixel; up to 8 bits, from their brightness and a palette of greys. */
export function bmp(rgb: Buffer, width: number, height: number, { bits, topDown, rle }: BmpOptions): Buffer {
  const { dib, palette, pixels } = bitmapParts(rgb, width, height, {
    bits,
    topDown: topDown ?? false,
    rle: rle ?? false,
  });
  const pixelsAt = 14 + dib.length + palette.length;
  const head = Buffer.concat([latin1('BM'), u32(pixelsAt + pixels.length), u32(0), u32(pixelsAt)]);
  return Buffer.concat([head, dib, palette, pixels]);
}

/** One 32-bit picture and its mask. */
export function ico(rgb: Buffer, width: number, height: number): Buffer {
  const { dib, pixels } = bitmapParts(rgb, width, height, { bits: 32, topDown: false, rle: false });
  dib.writeInt32LE(height * 2, 8);
  for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255;
  const mask = Buffer.alloc(Math.ceil(width / 32) * 4 * height);
  return iconOf(Buffer.concat([dib, pixels, mask]), width, height);
}

/** An icon around one picture, PNG or bitmap. */
export function iconOf(picture: Buffer, width: number, height: number): Buffer {
  const entry = [
    Buffer.from([width % 256, height % 256, 0, 0]),
    u16(1),
    u16(32),
    u32(picture.length),
    u32(22),
  ];
  return Buffer.concat([u16(0), u16(1), u16(1), ...entry, picture]);
}

function bitmapParts(
  rgb: Buffer,
  width: number,
  height: number,
  { bits, topDown, rle }: Required<BmpOptions>,
) {
  const entries = bits <= 8 ? 2 ** bits : 0;
  const palette = Buffer.alloc(entries * 4);
  for (let i = 0; i < entries; i++) palette.fill(Math.round((i * 255) / (entries - 1)), i * 4, i * 4 + 3);
  const stride = Math.ceil((width * bits) / 32) * 4;
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(stride);
    for (let x = 0; x < width; x++) writePixel(row, x, rgb, (y * width + x) * 3, bits);
    return row;
  });
  if (!topDown) rows.reverse();
  const pixels = rle ? packRows(rows.map((row) => row.subarray(0, width))) : Buffer.concat(rows);
  const dib = Buffer.alloc(40);
  dib.writeUInt32LE(40, 0);
  dib.writeInt32LE(width, 4);
  dib.writeInt32LE(topDown ? -height : height, 8);
  dib.writeUInt16LE(1, 12);
  dib.writeUInt16LE(bits, 14);
  dib.writeUInt32LE(rle ? 1 : 0, 16);
  dib.writeUInt32LE(pixels.length, 20);
  return { dib, palette, pixels };
}

function writePixel(row: Buffer, x: number, rgb: Buffer, at: number, bits: number): void {
  const red = rgb[at] ?? 0;
  const green = rgb[at + 1] ?? 0;
  const blue = rgb[at + 2] ?? 0;
  if (bits >= 24) row.set([blue, green, red], x * (bits / 8));
  else if (bits === 16) row.writeUInt16LE(((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3), x * 2);
  else {
    const level = Math.round((((red + green + blue) / 3) * (2 ** bits - 1)) / 255);
    const shift = 8 - bits - ((x * bits) & 7);
    const byte = (x * bits) >> 3;
    row[byte] = (row[byte] ?? 0) | (level << shift);
  }
}

/** Run lengths, a line end after each row, the picture's end after the last. */
function packRows(rows: readonly Buffer[]): Buffer {
  const out: number[] = [];
  for (const row of rows) {
    for (let x = 0; x < row.length; ) {
      let run = 1;
      while (run < 255 && x + run < row.length && row[x + run] === row[x]) run++;
      out.push(run, row[x] ?? 0);
      x += run;
    }
    out.push(0, 0);
  }
  out.push(0, 1);
  return Buffer.from(out);
}
