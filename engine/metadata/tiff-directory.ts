/** Reads and extends TIFF directories, the structure inside EXIF blocks and TIFF files alike. */

export interface TiffEntry {
  readonly tag: number;
  /** TIFF field type: 1 byte, 2 text, 3 short, 4 long, 5 rational, 7 opaque … */
  readonly type: number;
  readonly count: number;
  /** Values in little-endian order, whatever the file's own order. */
  readonly data: Buffer;
}

export interface TiffDirectory {
  readonly entries: readonly TiffEntry[];
  /** Directories that an entry of this one points to, by that entry's tag. */
  readonly children: ReadonlyMap<number, TiffDirectory>;
}

export const TAG = {
  imageWidth: 0x0100,
  imageLength: 0x0101,
  orientation: 0x0112,
  artist: 0x013b,
  thumbnailOffset: 0x0201,
  thumbnailLength: 0x0202,
  xmp: 0x02bc,
  copyright: 0x8298,
  iptc: 0x83bb,
  exif: 0x8769,
  gps: 0x8825,
  pixelXDimension: 0xa002,
  pixelYDimension: 0xa003,
  interoperability: 0xa005,
} as const;

/** `II*\0`, first directory at 8, and nothing there yet. */
export const EMPTY_TIFF: Buffer = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0]);

const TYPE_BYTES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const POINTERS: readonly number[] = [TAG.exif, TAG.gps, TAG.interoperability];
const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
const MAX_ENTRIES = 512;
const MAX_DEPTH = 3;
/** Values may overlap, so that a small file can name gigabytes of them. */
const MAX_VALUE_BYTES = 8_000_000;

/** Position of one entry inside the bytes, so that values can be changed in place. */
interface EntryPlace {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where the entry's twelve bytes begin. */
  readonly at: number;
  /** Where its values begin, inside the entry or elsewhere. */
  readonly dataAt: number;
  readonly bytes: number;
}

/** Random access to a classic TIFF structure; null for BigTIFF and for anything else. */
export function openTiff(bytes: Buffer) {
  const order = bytes.toString('latin1', 0, 4);
  if (bytes.length < 8 || (order !== 'II*\0' && order !== 'MM\0*')) return null;
  const little = order === 'II*\0';
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));

  /** Entries that lie wholly inside the bytes; null where there is no directory. */
  function directoryAt(at: number): { places: readonly EntryPlace[]; nextAt: number } | null {
    if (at < 8 || at + 2 > bytes.length) return null;
    const count = u16(at);
    const nextAt = at + 2 + count * ENTRY_BYTES;
    if (count > MAX_ENTRIES || nextAt + 4 > bytes.length) return null;
    const places: EntryPlace[] = [];
    for (let entry = at + 2; entry < nextAt; entry += ENTRY_BYTES) {
      const type = u16(entry + 2);
      const values = u32(entry + 4);
      const size = (TYPE_BYTES[type] ?? 0) * values;
      const dataAt = size <= 4 ? entry + 8 : u32(entry + 8);
      if (size === 0 || dataAt + size > bytes.length) continue;
      places.push({ tag: u16(entry), type, count: values, at: entry, dataAt, bytes: size });
    }
    return { places, nextAt };
  }

  return { little, u16, u32, firstAt: u32(4), directoryAt };
}

/** The first directory with all it points to; null when it cannot be read. */
export function readDirectory(bytes: Buffer): TiffDirectory | null {
  const tiff = openTiff(bytes);
  return tiff && readFrom(bytes, tiff, tiff.firstAt, 0, { bytes: MAX_VALUE_BYTES });
}

function readFrom(
  bytes: Buffer,
  tiff: NonNullable<ReturnType<typeof openTiff>>,
  at: number,
  depth: number,
  left: { bytes: number },
): TiffDirectory | null {
  const directory = tiff.directoryAt(at);
  if (directory === null) return null;
  const entries = new Map<number, TiffEntry>();
  const children = new Map<number, TiffDirectory>();
  for (const { tag, type, count, dataAt, bytes: size } of directory.places) {
    if (entries.has(tag) || children.has(tag)) continue;
    if (POINTERS.includes(tag)) {
      const child = depth < MAX_DEPTH ? readFrom(bytes, tiff, tiff.u32(dataAt), depth + 1, left) : null;
      if (child !== null) children.set(tag, child);
      continue;
    }
    if (size > left.bytes) continue;
    left.bytes -= size;
    const raw = bytes.subarray(dataAt, dataAt + size);
    entries.set(tag, { tag, type, count, data: tiff.little ? raw : swapValues(raw, type) });
  }
  return { entries: [...entries.values()], children };
}

/** Little-endian bytes of a directory and all below it, to be placed at `base` of a TIFF structure. */
export function writeDirectory(directory: TiffDirectory, base: number, nextDirectory = 0): Buffer {
  const own = new Map(directory.entries.map((entry) => [entry.tag, entry]));
  for (const tag of directory.children.keys()) own.set(tag, longEntry(tag, 0));
  const sorted = [...own.values()].sort((a, b) => a.tag - b.tag);
  const head = Buffer.alloc(2 + sorted.length * ENTRY_BYTES + 4);
  const parts: Buffer[] = [head];
  let end = head.length;
  head.writeUInt16LE(sorted.length, 0);
  head.writeUInt32LE(nextDirectory, head.length - 4);
  sorted.forEach((entry, index) => {
    const at = 2 + index * ENTRY_BYTES;
    head.writeUInt16LE(entry.tag, at);
    head.writeUInt16LE(entry.type, at + 2);
    head.writeUInt32LE(entry.count, at + 4);
    const child = directory.children.get(entry.tag);
    const data = child === undefined ? entry.data : writeDirectory(child, base + end);
    if (child === undefined && data.length <= 4) {
      data.copy(head, at + 8);
      return;
    }
    head.writeUInt32LE(base + end, at + 8);
    const padded = data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)]);
    parts.push(padded);
    end += padded.length;
  });
  return Buffer.concat(parts);
}

/**
 * Adds or replaces entries of the first directory by writing a new one at the end: no existing value moves, so
 * offsets that maker notes keep to themselves stay right. `children` need little-endian bytes.
 */
export function appendEntries(
  bytes: Buffer,
  added: readonly TiffEntry[],
  children: ReadonlyMap<number, TiffDirectory> = new Map(),
): Buffer {
  const tiff = openTiff(bytes);
  if (tiff === null) throw new Error('not a TIFF structure');
  const old = tiff.directoryAt(tiff.firstAt);
  const start = bytes.length + (bytes.length % 2);
  const replaced = new Set([...added.map((entry) => entry.tag), ...children.keys()]);
  const kept = (old?.places ?? []).filter((place) => !replaced.has(place.tag));
  const addedChildren = [...children].map(([tag, child]) => ({ tag, child }));
  const rows = [
    ...kept.map((place) => ({ tag: place.tag, place })),
    ...added.map((entry) => ({ tag: entry.tag, entry })),
    ...addedChildren,
  ].sort((a, b) => a.tag - b.tag);

  const head = Buffer.alloc(2 + rows.length * ENTRY_BYTES + 4);
  const put16 = (value: number, at: number) =>
    tiff.little ? head.writeUInt16LE(value, at) : head.writeUInt16BE(value, at);
  const put32 = (value: number, at: number) =>
    tiff.little ? head.writeUInt32LE(value, at) : head.writeUInt32BE(value, at);
  put16(rows.length, 0);
  put32(old === null ? 0 : tiff.u32(old.nextAt), head.length - 4);

  const parts: Buffer[] = [head];
  let end = start + head.length;
  const store = (data: Buffer): number => {
    const at = end;
    parts.push(data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)]));
    end += data.length + (data.length % 2);
    return at;
  };
  rows.forEach((row, index) => {
    const at = 2 + index * ENTRY_BYTES;
    if ('place' in row) {
      bytes.copy(head, at, row.place.at, row.place.at + ENTRY_BYTES);
      return;
    }
    put16(row.tag, at);
    if ('child' in row) {
      put16(4, at + 2);
      put32(1, at + 4);
      put32(store(writeDirectory(row.child, end)), at + 8);
      return;
    }
    const { type, count } = row.entry;
    const data = tiff.little ? row.entry.data : swapValues(row.entry.data, type);
    put16(type, at + 2);
    put32(count, at + 4);
    if (data.length <= 4) data.copy(head, at + 8);
    else put32(store(data), at + 8);
  });

  const result = Buffer.concat([bytes, Buffer.alloc(start - bytes.length), ...parts]);
  // What was replaced must not stay behind, unreferenced but readable.
  for (const place of old?.places ?? []) {
    if (replaced.has(place.tag)) result.fill(0, place.dataAt, place.dataAt + place.bytes);
  }
  // In a damaged block a value may claim to lie inside the header.
  bytes.copy(result, 0, 0, HEADER_BYTES);
  if (tiff.little) result.writeUInt32LE(start, 4);
  else result.writeUInt32BE(start, 4);
  return result;
}

/** EXIF text: the standard says ASCII, and UTF-8 is what programs write and read there. */
export function textEntry(tag: number, text: string): TiffEntry {
  const data = Buffer.from(`${text}\0`, 'utf8');
  return { tag, type: 2, count: data.length, data };
}

export function opaqueEntry(tag: number, type: 1 | 7, data: Buffer): TiffEntry {
  return { tag, type, count: data.length, data };
}

export function shortEntry(tag: number, value: number): TiffEntry {
  const data = Buffer.alloc(2);
  data.writeUInt16LE(value);
  return { tag, type: 3, count: 1, data };
}

function longEntry(tag: number, value: number): TiffEntry {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return { tag, type: 4, count: 1, data };
}

function swapValues(data: Buffer, type: number): Buffer {
  const copy = Buffer.from(data);
  const width = type === 5 || type === 10 ? 4 : (TYPE_BYTES[type] ?? 1);
  if (width === 2) return copy.swap16();
  if (width === 4) return copy.swap32();
  return width === 8 ? copy.swap64() : copy;
}
