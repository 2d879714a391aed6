/** Reads the largest picture size an AVIF or HEIC container declares, and whether its boxes are all there. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header } from './header.ts';

const MAX_BOXES = 100_000;

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export function readHeifHeader(reader: ByteReader): Header {
  let complete = true;
  let size = { width: 0, height: 0 };
  for (const box of boxes(reader, 0, reader.size)) {
    if (box.end > reader.size) complete = false;
    // `meta` starts with version and flags.
    if (box.type !== 'meta') continue;
    for (const iprp of boxes(reader, box.start + 4, Math.min(box.end, reader.size))) {
      if (iprp.type !== 'iprp') continue;
      for (const ipco of boxes(reader, iprp.start, Math.min(iprp.end, reader.size))) {
        if (ipco.type === 'ipco') size = largest(reader, ipco, size);
      }
    }
  }
  if (size.width === 0 || size.height === 0) {
    if (complete) throw broken('the picture has no size');
    return { width: 1, height: 1, frames: 1, animated: false, complete };
  }
  return { ...size, frames: 1, animated: false, complete };
}

/** A picture made of tiles declares each tile and the whole; the whole is what decoding costs. */
function largest(reader: ByteReader, ipco: Box, size: { width: number; height: number }) {
  let found = size;
  for (const property of boxes(reader, ipco.start, Math.min(ipco.end, reader.size))) {
    if (property.type !== 'ispe') continue;
    const bytes = reader.bytes(property.start + 4, 8);
    const width = bytes.readUInt32BE(0);
    const height = bytes.readUInt32BE(4);
    if (width * height > found.width * found.height) found = { width, height };
  }
  return found;
}

export function* boxes(reader: ByteReader, from: number, to: number): Generator<Box> {
  let at = from;
  for (let count = 0; at + 8 <= to; count++) {
    if (count > MAX_BOXES) throw broken('it has too many boxes');
    const head = reader.bytes(at, 8);
    let length = head.readUInt32BE(0);
    let start = at + 8;
    if (length === 1) {
      if (at + 16 > to) return;
      length = Number(reader.bytes(at + 8, 8).readBigUInt64BE(0));
      start = at + 16;
    } else if (length === 0) {
      length = to - at;
    }
    if (at + length < start) throw broken('a box has no valid length');
    yield { type: head.toString('latin1', 4, 8), start, end: at + length };
    at += length;
  }
}
