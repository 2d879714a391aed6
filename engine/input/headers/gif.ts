/** Reads the logical screen of a GIF, and walks its blocks: frames, their extent, and the trailer. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header } from './header.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
/** Pieces of at most 255 bytes; a file this finely cut is made to keep its reader busy. */
const MAX_BLOCKS = 3_000_000;

export function readGifHeader(reader: ByteReader): Header {
  const screen = reader.bytes(6, 7);
  let width = screen.readUInt16LE(0);
  let height = screen.readUInt16LE(2);
  let at = 13 + colorTableBytes(screen[4] ?? 0);
  let frames = 0;
  let complete = false;
  const budget = { blocks: MAX_BLOCKS };
  while (at < reader.size) {
    spend(budget);
    const block = byteAt(reader, at);
    if (block === TRAILER) {
      complete = true;
      break;
    }
    // Encoders pad with zeros, and some append bytes of their own instead of a trailer.
    if (block !== EXTENSION && block !== IMAGE) {
      if (block !== 0 && frames === 0) throw broken('a block has no valid name');
      if (block !== 0) {
        complete = true;
        break;
      }
      at += 1;
      continue;
    }
    if (block === EXTENSION) {
      at += 2;
    } else {
      if (at + 11 > reader.size) break;
      const image = reader.bytes(at + 1, 9);
      // A frame may reach beyond the screen; the decoder's canvas then grows with it.
      width = Math.max(width, image.readUInt16LE(0) + image.readUInt16LE(4));
      height = Math.max(height, image.readUInt16LE(2) + image.readUInt16LE(6));
      frames += 1;
      at += 11 + colorTableBytes(image[8] ?? 0);
    }
    const end = afterSubBlocks(reader, at, budget);
    if (end === null) break;
    at = end;
  }
  if (frames === 0 && complete) throw broken('there is no picture in it');
  return { width, height, frames: Math.max(1, frames), animated: frames > 1, complete };
}

/** Null when the file ends inside. */
function afterSubBlocks(reader: ByteReader, from: number, budget: { blocks: number }): number | null {
  let at = from;
  while (at < reader.size) {
    spend(budget);
    const length = byteAt(reader, at);
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}

function spend(budget: { blocks: number }): void {
  budget.blocks -= 1;
  if (budget.blocks < 0) throw broken('it has too many blocks');
}

function colorTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function byteAt(reader: ByteReader, at: number): number {
  return reader.bytes(at, 1)[0] ?? 0;
}
