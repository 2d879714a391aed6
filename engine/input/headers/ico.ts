/** Reads the directory of a Windows icon and picks its largest picture. */
import { type ByteReader, bufferReader } from '../bytes.ts';
import { readDib } from './bmp.ts';
import { broken, type Header } from './header.ts';
import { readPngHeader } from './png.ts';

export interface IconEntry extends Header {
  readonly at: number;
  readonly bytes: number;
  readonly kind: 'png' | 'dib';
}

const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';

export function readIcoHeader(reader: ByteReader): IconEntry {
  const count = reader.bytes(4, 2).readUInt16LE(0);
  let best: { area: number; bits: number; at: number; bytes: number } | null = null;
  for (let i = 0; i < count; i++) {
    const entry = reader.bytes(6 + i * 16, 16);
    // 0 stands for 256.
    const area = (entry[0] || 256) * (entry[1] || 256);
    const bits = entry.readUInt16LE(6);
    if (best === null || area > best.area || (area === best.area && bits > best.bits)) {
      best = { area, bits, bytes: entry.readUInt32LE(8), at: entry.readUInt32LE(12) };
    }
  }
  if (best === null) throw broken('there is no picture in it');
  const { at, bytes } = best;
  const picture = bufferReader(reader.bytes(at, bytes));
  const png = picture.bytes(0, 8).toString('latin1') === PNG_SIGNATURE;
  return {
    ...(png ? readPngHeader(picture) : readDib(picture, 0, null)),
    at,
    bytes,
    kind: png ? 'png' : 'dib',
  };
}
