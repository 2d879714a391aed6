/** Reads the canvas of a WebP file and counts its frames. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header } from './header.ts';

const MAX_CHUNKS = 500_000;

export function readWebpHeader(reader: ByteReader): Header {
  const end = reader.bytes(4, 4).readUInt32LE(0) + 8;
  let size: { width: number; height: number } | null = null;
  let frames = 0;
  let at = 12;
  for (let count = 0; at + 8 <= Math.min(end, reader.size); count++) {
    if (count > MAX_CHUNKS) throw broken('it has too many chunks');
    const chunk = reader.bytes(at, 8);
    const type = chunk.toString('latin1', 0, 4);
    if (type === 'ANMF') frames += 1;
    else size ??= sizeOf(reader, type, at + 8);
    const length = chunk.readUInt32LE(4);
    at += 8 + length + (length % 2);
  }
  if (size === null) throw broken('there is no picture in it');
  return { ...size, frames: Math.max(1, frames), animated: frames > 1, complete: end <= reader.size };
}

function sizeOf(reader: ByteReader, type: string, at: number): { width: number; height: number } | null {
  if (type === 'VP8X') {
    const canvas = reader.bytes(at + 4, 6);
    return { width: canvas.readUIntLE(0, 3) + 1, height: canvas.readUIntLE(3, 3) + 1 };
  }
  if (type === 'VP8 ') {
    const frame = reader.bytes(at + 6, 4);
    return { width: frame.readUInt16LE(0) & 0x3fff, height: frame.readUInt16LE(2) & 0x3fff };
  }
  if (type === 'VP8L') {
    const bits = reader.bytes(at + 1, 4).readUInt32LE(0);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return null;
}
