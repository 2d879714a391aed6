/** Decodes Windows bitmaps, also those inside icons. */
import { EaselError } from '../../../shared/errors.ts';
import { bufferReader } from '../bytes.ts';
import { type BitmapHeader, readBmpHeader, readDib } from '../headers/bmp.ts';
import { readIcoHeader } from '../headers/ico.ts';
import type { Decoded } from './decoded.ts';

export function decodeBmp(file: Buffer): Decoded {
  const header = readBmpHeader(bufferReader(file));
  return decodeBitmap(file, header, header.masks[3] !== 0);
}

/** The largest picture of an icon that is no PNG: pixels, then one bit a pixel that hides it. */
export function decodeIconBitmap(file: Buffer): Decoded {
  const entry = readIcoHeader(bufferReader(file));
  const dib = file.subarray(entry.at, entry.at + entry.bytes);
  const header = readDib(bufferReader(dib), 0, null);
  const deep = header.bitsPerPixel === 32;
  const decoded = decodeBitmap(dib, { ...header, masks: deep ? BGRA_MASKS : header.masks }, true);
  if (deep && decoded.data.some((value, i) => i % 4 === 3 && value !== 0)) return decoded;
  applyMask(decoded, dib, header);
  return decoded;
}

const BGRA_MASKS = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
const RGB555_MASKS = [0x7c00, 0x3e0, 0x1f, 0] as const;

function decodeBitmap(bytes: Buffer, header: BitmapHeader, hasAlpha: boolean): Decoded {
  const { width, height } = header;
  const samples = hasAlpha ? 4 : 3;
  const data = Buffer.alloc(width * height * samples, 255);
  if (header.bitsPerPixel <= 8) {
    const indexes = header.compression === 'rle8' ? expandRle8(bytes, header) : null;
    const colors = readPalette(bytes, header);
    forEachPixel(header, (to, x, y) => {
      const index = indexes === null ? indexAt(bytes, header, x, y) : (indexes[y * width + x] ?? 0);
      colors.copy(data, to * samples, index * 3, index * 3 + 3);
    });
  } else if (header.compression === 'none' && header.bitsPerPixel >= 24 && !hasAlpha) {
    swapRows(bytes, header, data);
  } else {
    const channels = channelsOf(header);
    const pixelBytes = header.bitsPerPixel / 8;
    forEachPixel(header, (to, x, y) => {
      const pixel = bytes.readUIntLE(header.pixelsAt + y * header.stride + x * pixelBytes, pixelBytes);
      for (let c = 0; c < samples; c++) {
        const channel = channels[c];
        if (channel)
          data[to * samples + c] = Math.round(
            (Math.floor(pixel / channel.unit) % channel.levels) * channel.scale,
          );
      }
    });
  }
  return { width, height, model: 'rgb', hasAlpha, bitsPerSample: 8, data };
}

/** By far the most common kind: blue, green, red, and perhaps an unused byte. */
function swapRows(bytes: Buffer, header: BitmapHeader, data: Buffer): void {
  const { width, height, topDown, stride, pixelsAt } = header;
  const pixelBytes = header.bitsPerPixel / 8;
  for (let y = 0; y < height; y++) {
    let from = pixelsAt + y * stride;
    let to = (topDown ? y : height - 1 - y) * width * 3;
    for (let x = 0; x < width; x++, from += pixelBytes, to += 3) {
      data[to] = bytes[from + 2] ?? 0;
      data[to + 1] = bytes[from + 1] ?? 0;
      data[to + 2] = bytes[from] ?? 0;
    }
  }
}

/** `to` counts pixels from the top left; x and y are as stored. */
function forEachPixel(header: BitmapHeader, visit: (to: number, x: number, y: number) => void): void {
  const { width, height, topDown } = header;
  for (let y = 0; y < height; y++) {
    const row = topDown ? y : height - 1 - y;
    for (let x = 0; x < width; x++) visit(row * width + x, x, y);
  }
}

interface Channel {
  /** Value of the channel's lowest bit. */
  readonly unit: number;
  readonly levels: number;
  readonly scale: number;
}

function channelsOf(header: BitmapHeader): readonly (Channel | null)[] {
  const named = header.masks.some((mask) => mask !== 0);
  const masks = named ? header.masks : header.bitsPerPixel === 16 ? RGB555_MASKS : BGRA_MASKS;
  return masks.map((mask) => {
    if (mask === 0) return null;
    let unit = 1;
    while (Math.floor(mask / unit) % 2 === 0) unit *= 2;
    const levels = Math.floor(mask / unit) + 1;
    return { unit, levels, scale: 255 / (levels - 1) };
  });
}

/** Red, green, blue of 256 entries; those the file does not define are black. */
function readPalette(bytes: Buffer, header: BitmapHeader): Buffer {
  const colors = Buffer.alloc(256 * 3);
  for (let i = 0; i < header.paletteEntries; i++) {
    const at = header.paletteAt + i * header.paletteEntryBytes;
    colors[i * 3] = bytes[at + 2] ?? 0;
    colors[i * 3 + 1] = bytes[at + 1] ?? 0;
    colors[i * 3 + 2] = bytes[at] ?? 0;
  }
  return colors;
}

function indexAt(bytes: Buffer, header: BitmapHeader, x: number, y: number): number {
  const bit = x * header.bitsPerPixel;
  const byte = bytes[header.pixelsAt + y * header.stride + (bit >> 3)] ?? 0;
  return (byte >> (8 - header.bitsPerPixel - (bit & 7))) & (2 ** header.bitsPerPixel - 1);
}

/** Runs, literal stretches, jumps and line ends. */
function expandRle8(bytes: Buffer, header: BitmapHeader): Buffer {
  const { width, height } = header;
  const indexes = Buffer.alloc(width * height);
  let x = 0;
  let y = 0;
  for (let at = header.pixelsAt; y < height; ) {
    if (at + 2 > bytes.length) throw new EaselError('INPUT_TRUNCATED');
    const count = bytes[at++] ?? 0;
    const value = bytes[at++] ?? 0;
    if (count > 0) {
      indexes.fill(value, y * width + x, y * width + Math.min(width, x + count));
      x = Math.min(width, x + count);
    } else if (value === 0) {
      x = 0;
      y += 1;
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x = Math.min(width, x + (bytes[at++] ?? 0));
      y += bytes[at++] ?? 0;
    } else {
      const kept = Math.min(value, width - x);
      bytes.copy(indexes, y * width + x, at, at + kept);
      x += kept;
      at += value + (value % 2);
    }
  }
  return indexes;
}

function applyMask(icon: Decoded, dib: Buffer, header: BitmapHeader): void {
  const maskAt = header.pixelsAt + header.stride * icon.height;
  const maskStride = Math.ceil(icon.width / 32) * 4;
  forEachPixel(header, (to, x, y) => {
    const bit = ((dib[maskAt + y * maskStride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
    icon.data[to * 4 + 3] = bit === 1 ? 0 : 255;
  });
}
