/** Reads the IHDR of a PNG, and walks its chunks to the end mark. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header, unsupported } from './header.ts';

const SIGNATURE_BYTES = 8;
/** Half a gigabyte in the smallest pieces that encoders use is a tenth of that. */
const MAX_CHUNKS = 500_000;

export function readPngHeader(reader: ByteReader): Header {
  const first = reader.bytes(SIGNATURE_BYTES, 8).toString('latin1', 4, 8);
  if (first === 'CgBI') throw unsupported('iOS-optimised PNG');
  if (first !== 'IHDR') throw broken('the header chunk is missing');
  const ihdr = reader.bytes(SIGNATURE_BYTES + 8, 13);
  const width = ihdr.readUInt32BE(0);
  const height = ihdr.readUInt32BE(4);
  if (width === 0 || height === 0) throw broken('the picture has no size');
  return { width, height, frames: 1, animated: false, complete: hasEnd(reader) };
}

function hasEnd(reader: ByteReader): boolean {
  let at = SIGNATURE_BYTES;
  for (let count = 0; at + 12 <= reader.size; count++) {
    if (count > MAX_CHUNKS) throw broken('it has too many chunks');
    const chunk = reader.bytes(at, 8);
    const type = chunk.toString('latin1', 4, 8);
    if (!/^[a-zA-Z]{4}$/.test(type)) throw broken('a chunk has no valid name');
    if (type === 'IEND') return true;
    at += 12 + chunk.readUInt32BE(0);
  }
  return false;
}
