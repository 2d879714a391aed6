/** Reads the frame header of a JPEG, and whether its end marker is there. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header } from './header.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;
const SCAN_CHUNK = 1024 * 1024;
const HEADER_CHUNK = 4096;
/** Filler before one marker; more is made to keep the reader busy. */
const MAX_FILL = 100_000;
/** Headers, scans and pieces of {@link SCAN_CHUNK}. */
const MAX_SEGMENTS = 100_000;

export function readJpegHeader(reader: ByteReader): Header {
  let at = 2;
  let size: { width: number; height: number } | null = null;
  for (let segments = 0; ; segments++) {
    if (segments > MAX_SEGMENTS) throw broken('it has too many segments');
    const { marker, next } = nextMarker(reader, at);
    at = next;
    if (marker === SOI || marker === TEM || isRestart(marker)) continue;
    if (marker === EOI) throw broken('there is no picture in it');
    const length = reader.bytes(at, 2).readUInt16BE(0);
    if (length < 2) throw broken('a segment has no length');
    if (isFrame(marker) && size === null) {
      const frame = reader.bytes(at + 2, 5);
      size = { height: frame.readUInt16BE(1), width: frame.readUInt16BE(3) };
    }
    at += length;
    if (marker === SOS) break;
  }
  if (size === null) throw broken('the frame header is missing');
  if (size.width === 0 || size.height === 0) throw broken('the picture has no size');
  return { ...size, frames: 1, animated: false, complete: endsWithEoi(reader) || hasEoi(reader, at) };
}

/** Bytes that belong to no marker are skipped, as every decoder does. */
function nextMarker(reader: ByteReader, from: number): { marker: number; next: number } {
  let at = from;
  for (let skipped = 0; skipped < MAX_FILL; skipped++) {
    at = indexOfMarker(reader, at);
    const marker = reader.bytes(at + 1, 1)[0] ?? 0;
    if (marker !== 0 && marker !== 0xff) return { marker, next: at + 2 };
    // Any number of 0xff may come before a marker; 0xff 0x00 is none.
    at += marker === 0 ? 2 : 1;
  }
  throw broken('there is no picture in it');
}

function indexOfMarker(reader: ByteReader, from: number): number {
  for (let at = from; ; ) {
    // Past the end this throws that the file is cut.
    const chunk = reader.bytes(at, Math.max(1, Math.min(HEADER_CHUNK, reader.size - at)));
    const found = chunk.indexOf(0xff);
    if (found >= 0) return at + found;
    at += chunk.length;
  }
}

function endsWithEoi(reader: ByteReader): boolean {
  const tail = reader.bytes(reader.size - 2, 2);
  return tail[0] === 0xff && tail[1] === EOI;
}

/**
 * Whether the scans that start at `from` reach an end marker. Phones append films, depth maps and further pictures
 * after it, so the last bytes of the file say nothing when they are not the marker themselves.
 */
function hasEoi(reader: ByteReader, from: number): boolean {
  let at = from;
  for (let segments = 0; at < reader.size && segments < MAX_SEGMENTS; segments++) {
    const chunk = reader.bytes(at, Math.min(SCAN_CHUNK, reader.size - at));
    const step = scanChunk(chunk);
    if (step.found) return true;
    if (step.segmentAt !== null) {
      const lengthAt = at + step.segmentAt;
      if (lengthAt + 2 > reader.size) return false;
      at = lengthAt + Math.max(2, reader.bytes(lengthAt, 2).readUInt16BE(0));
    } else {
      // A lone 0xff at the end of a chunk is looked at again with what follows it.
      const overlap = chunk[chunk.length - 1] === 0xff && at + chunk.length < reader.size ? 1 : 0;
      at += chunk.length - overlap;
    }
  }
  return false;
}

/** A plain loop, because searching for each 0xff by itself is slow where hostile files have little else. */
function scanChunk(chunk: Buffer): { found: boolean; segmentAt: number | null } {
  for (let at = 0; at + 1 < chunk.length; at++) {
    if (chunk[at] !== 0xff) continue;
    const marker = chunk[at + 1] ?? 0;
    if (marker === EOI) return { found: true, segmentAt: null };
    const data = marker === 0 || marker === 0xff || marker === TEM || isRestart(marker);
    if (!data) return { found: false, segmentAt: at + 2 };
  }
  return { found: false, segmentAt: null };
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** SOF0..SOF15 without the three numbers used for tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
