/** Reads the header of a Windows bitmap, as a file of its own or inside an icon. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header, unsupported } from './header.ts';

export interface BitmapHeader extends Header {
  readonly bitsPerPixel: number;
  readonly compression: 'none' | 'rle8' | 'bitfields';
  readonly topDown: boolean;
  readonly paletteAt: number;
  /** 4 bytes an entry; 3 in the oldest header. */
  readonly paletteEntryBytes: number;
  readonly paletteEntries: number;
  readonly pixelsAt: number;
  /** Bytes from one row to the next, padded to four. */
  readonly stride: number;
  /** Red, green, blue, alpha; 0 when absent. Only for bitfields. */
  readonly masks: readonly [number, number, number, number];
}

const FILE_HEADER_BYTES = 14;
const COMPRESSIONS: Readonly<Record<number, BitmapHeader['compression']>> = {
  0: 'none',
  1: 'rle8',
  3: 'bitfields',
  6: 'bitfields',
};

export function readBmpHeader(reader: ByteReader): BitmapHeader {
  const pixelsAt = reader.bytes(10, 4).readUInt32LE(0);
  return readDib(reader, FILE_HEADER_BYTES, pixelsAt);
}

/** `pixelsAt` is null inside an icon, where the pixels follow the palette. */
export function readDib(reader: ByteReader, at: number, pixelsAt: number | null): BitmapHeader {
  const headerBytes = reader.bytes(at, 4).readUInt32LE(0);
  const core = headerBytes === 12;
  if (!core && headerBytes < 16) throw broken('the bitmap header is not valid');
  const head = reader.bytes(at, Math.min(headerBytes, 124));
  const width = core ? head.readUInt16LE(4) : head.readInt32LE(4);
  const signedHeight = core ? head.readUInt16LE(6) : head.readInt32LE(8);
  const bitsPerPixel = head.readUInt16LE(core ? 10 : 14);
  const compression = COMPRESSIONS[headerBytes >= 20 ? head.readUInt32LE(16) : 0];
  if (width <= 0 || signedHeight === 0) throw broken('the picture has no size');
  if (compression === undefined) throw unsupported('compressed BMP');
  if (![1, 4, 8, 16, 24, 32].includes(bitsPerPixel)) throw broken('the bitmap header is not valid');
  if (compression === 'rle8' && bitsPerPixel !== 8) throw broken('the bitmap header is not valid');
  // With the 40-byte header, the masks follow it instead of being part of it.
  const maskBytes = compression === 'bitfields' && headerBytes === 40 ? 12 : 0;
  const used = headerBytes >= 36 ? head.readUInt32LE(32) : 0;
  const paletteEntries =
    bitsPerPixel > 8 ? 0 : Math.min(used === 0 ? 2 ** bitsPerPixel : used, 2 ** bitsPerPixel);
  const paletteAt = at + headerBytes + maskBytes;
  const paletteEntryBytes = core ? 3 : 4;
  const start = pixelsAt ?? paletteAt + paletteEntries * paletteEntryBytes;
  const height = Math.abs(signedHeight);
  const stride = Math.ceil((width * bitsPerPixel) / 32) * 4;
  const icon = pixelsAt === null;
  return {
    width,
    // An icon's bitmap counts its transparency mask as further rows.
    height: icon ? Math.max(1, height / 2) : height,
    frames: 1,
    animated: false,
    complete:
      compression === 'rle8'
        ? start < reader.size
        : start + stride * (icon ? Math.floor(height / 2) : height) <= reader.size,
    bitsPerPixel,
    compression,
    topDown: signedHeight < 0,
    paletteAt,
    paletteEntryBytes,
    paletteEntries,
    pixelsAt: start,
    stride,
    masks: compression === 'bitfields' ? readMasks(reader, at, headerBytes) : [0, 0, 0, 0],
  };
}

function readMasks(reader: ByteReader, at: number, headerBytes: number): [number, number, number, number] {
  const bytes = reader.bytes(at + 40, headerBytes >= 56 ? 16 : 12);
  const alpha = bytes.length === 16 ? bytes.readUInt32LE(12) : 0;
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8), alpha];
}
