/** Walks the directories of a TIFF or BigTIFF file: size of the first page, number of pages, where its data ends. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header, unsupported } from './header.ts';

/** A longer chain is hostile or not a picture; the count of pages stops there. */
const MAX_DIRECTORIES = 65_536;
const MAX_ENTRIES = 4096;
/** Offsets and lengths of strips or tiles that are compared with the file's size. */
const MAX_STRIPS_CHECKED = 100_000;

const TAG = {
  subfileType: 254,
  width: 256,
  height: 257,
  photometric: 262,
  stripOffsets: 273,
  stripBytes: 279,
  tileOffsets: 324,
  tileBytes: 325,
  dngVersion: 50706,
} as const;
const PHOTOMETRIC_CFA = 32803;
const PHOTOMETRIC_LINEAR_RAW = 34892;

const TYPE_BYTES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

interface Layout {
  readonly reader: ByteReader;
  readonly big: boolean;
  readonly littleEndian: boolean;
}

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the value, or the offset of the values, is stored. */
  readonly valueAt: number;
}

export function readTiffHeader(reader: ByteReader): Header {
  const head = reader.bytes(0, 8);
  const littleEndian = head[0] === 0x49;
  const layout: Layout = { reader, littleEndian, big: unsigned(head.subarray(2, 4), littleEndian) === 43 };
  const first = layout.big ? number(layout, 8, 8) : number(layout, 4, 4);
  const page = readDirectory(layout, first);
  if (page.has(TAG.dngVersion)) throw unsupported('Adobe raw (DNG)');
  const photometric = value(layout, page, TAG.photometric);
  if (photometric === PHOTOMETRIC_CFA || photometric === PHOTOMETRIC_LINEAR_RAW)
    throw unsupported('camera raw');
  const width = value(layout, page, TAG.width);
  const height = value(layout, page, TAG.height);
  if (!width || !height) throw broken('the picture has no size');
  const frames = countDirectories(layout, first);
  return { width, height, frames, animated: false, complete: dataIsInside(layout, page) };
}

function countDirectories(layout: Layout, first: number): number {
  const seen = new Set<number>();
  let at = first;
  while (at !== 0 && seen.size < MAX_DIRECTORIES) {
    if (seen.has(at)) throw broken('its pages refer to each other in a circle');
    seen.add(at);
    at = nextDirectory(layout, at);
  }
  return seen.size;
}

function nextDirectory(layout: Layout, at: number): number {
  const { count, entriesAt, entryBytes, offsetBytes } = directory(layout, at);
  return number(layout, entriesAt + count * entryBytes, offsetBytes);
}

function readDirectory(layout: Layout, at: number): ReadonlyMap<number, Entry> {
  const { count, entriesAt, entryBytes, offsetBytes } = directory(layout, at);
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const entry = entriesAt + i * entryBytes;
    entries.set(number(layout, entry, 2), {
      type: number(layout, entry + 2, 2),
      count: number(layout, entry + 4, offsetBytes),
      valueAt: entry + 4 + offsetBytes,
    });
  }
  return entries;
}

function directory(layout: Layout, at: number) {
  const countBytes = layout.big ? 8 : 2;
  const count = number(layout, at, countBytes);
  if (count === 0 || count > MAX_ENTRIES) throw broken('a page directory is not valid');
  return {
    count,
    entriesAt: at + countBytes,
    entryBytes: layout.big ? 20 : 12,
    offsetBytes: layout.big ? 8 : 4,
  };
}

function value(layout: Layout, page: ReadonlyMap<number, Entry>, tag: number): number | null {
  const entry = page.get(tag);
  const bytes = entry === undefined ? undefined : TYPE_BYTES[entry.type];
  return entry === undefined || bytes === undefined ? null : number(layout, entry.valueAt, bytes);
}

/** Whether every strip or tile of the page lies inside the file. */
function dataIsInside(layout: Layout, page: ReadonlyMap<number, Entry>): boolean {
  const tiled = page.has(TAG.tileOffsets);
  const offsets = page.get(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  const lengths = page.get(tiled ? TAG.tileBytes : TAG.stripBytes);
  if (offsets === undefined || lengths === undefined) return true;
  const count = Math.min(offsets.count, lengths.count, MAX_STRIPS_CHECKED);
  for (let i = 0; i < count; i++) {
    if (element(layout, offsets, i) + element(layout, lengths, i) > layout.reader.size) return false;
  }
  return true;
}

function element(layout: Layout, entry: Entry, index: number): number {
  const bytes = TYPE_BYTES[entry.type];
  if (bytes === undefined) throw broken('a page directory is not valid');
  const inline = bytes * entry.count <= (layout.big ? 8 : 4);
  const start = inline ? entry.valueAt : number(layout, entry.valueAt, layout.big ? 8 : 4);
  return number(layout, start + index * bytes, bytes);
}

function number(layout: Layout, at: number, bytes: number): number {
  return unsigned(layout.reader.bytes(at, bytes), layout.littleEndian);
}

/** Eight-byte values beyond 2^53 lose precision, which is harmless: no file is that long. */
function unsigned(bytes: Buffer, littleEndian: boolean): number {
  let result = 0;
  for (let i = 0; i < bytes.length; i++) {
    result = result * 256 + (bytes[littleEndian ? bytes.length - 1 - i : i] ?? 0);
  }
  return result;
}
