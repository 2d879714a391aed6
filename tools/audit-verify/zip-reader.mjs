/** Reads a zip: its directory first, then any entry, stored or deflated, also in the Zip64 form. */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

const END = 0x06054b50;
const END_BYTES = 22;
const END64_LOCATOR = 0x07064b50;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const FULL16 = 0xffff;
const FULL32 = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
/** A directory of a bundle has eight entries. */
const LARGEST_DIRECTORY = 1 << 20;

/** Throws for a file that is no zip. @param {string} path @returns {import('./bundle-reader.mjs').BundleReader} */
export function openZip(path) {
  const file = openSync(path, 'r');
  try {
    const entries = readDirectory(file);
    return {
      has: (name) => entries.has(name),
      stream: (name) => {
        const entry = entries.get(name);
        if (entry === undefined) throw new RangeError(`${name} is not in the zip.`);
        return contentOf(file, path, entry);
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** @typedef {{ method: number, packed: number, offset: number }} Entry */

/** @param {number} file @param {number} at @param {number} length */
function read(file, at, length) {
  const bytes = Buffer.alloc(length);
  if (readSync(file, bytes, 0, length, at) !== length) throw new RangeError('The zip is cut off.');
  return bytes;
}

/** @param {number} file */
function readDirectory(file) {
  const { size } = fstatSync(file);
  // A comment of at most 65,535 bytes may follow the end record.
  const tailAt = Math.max(0, size - END_BYTES - FULL16);
  const tail = read(file, tailAt, size - tailAt);
  let end = tail.length - END_BYTES;
  // The comment may look like an end record, but then what it says of its own comment does not fit.
  const isEnd = () =>
    tail.readUInt32LE(end) === END && tail.readUInt16LE(end + 20) === tail.length - end - END_BYTES;
  while (end >= 0 && !isEnd()) end -= 1;
  if (end < 0) throw new RangeError('Not a zip.');
  let length = tail.readUInt32LE(end + 12);
  let offset = tail.readUInt32LE(end + 16);
  if (length === FULL32 || offset === FULL32 || tail.readUInt16LE(end + 10) === FULL16) {
    const locator = read(file, tailAt + end - 20, 20);
    if (locator.readUInt32LE(0) !== END64_LOCATOR) throw new RangeError('The zip is damaged.');
    const end64 = read(file, Number(locator.readBigUInt64LE(8)), 56);
    length = Number(end64.readBigUInt64LE(40));
    offset = Number(end64.readBigUInt64LE(48));
  }
  if (length > LARGEST_DIRECTORY) throw new RangeError('The zip has too many entries.');
  return parseDirectory(read(file, offset, length));
}

/** @param {Buffer} bytes */
function parseDirectory(bytes) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  for (let at = 0; at + ENTRY_BYTES <= bytes.length; ) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new RangeError('The zip is damaged.');
    const nameEnd = at + ENTRY_BYTES + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const name = bytes.toString('utf8', at + ENTRY_BYTES, nameEnd);
    if (entries.has(name)) throw new RangeError(`The zip has ${name} twice.`);
    entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      ...wideFields(bytes.subarray(nameEnd, extraEnd), {
        unpacked: bytes.readUInt32LE(at + 24),
        packed: bytes.readUInt32LE(at + 20),
        offset: bytes.readUInt32LE(at + 42),
      }),
    });
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Where a field is full, its real value stands in the Zip64 extra field; these come in this order.
 * @param {Buffer} extra @param {{ unpacked: number, packed: number, offset: number }} fields
 */
function wideFields(extra, fields) {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    const wide = (/** @type {number} */ value) => {
      if (value !== FULL32) return value;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    return { unpacked: wide(fields.unpacked), packed: wide(fields.packed), offset: wide(fields.offset) };
  }
  return fields;
}

/**
 * Opens nothing before it is read, and closes what it opened when the reader has enough.
 * @param {number} file @param {string} path @param {Entry} entry @returns {AsyncGenerator<Buffer>}
 */
async function* contentOf(file, path, { method, packed, offset }) {
  const local = read(file, offset, LOCAL_BYTES);
  const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (method !== STORED && method !== DEFLATED) throw new RangeError('The zip is packed in an unknown way.');
  if (packed === 0) return;
  const raw = createReadStream(path, { start, end: start + packed - 1, highWaterMark: 1 << 20 });
  if (method === STORED) yield* raw;
  else yield* pipeline(raw, createInflateRaw(), () => undefined);
}
