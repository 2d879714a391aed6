/** Finds out what a file is and whether it can be used, at the cost of reading it once and decoding nothing. */
import { createHash, hash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { FileFacts, InputLimits, SourceFacts, SourceFormat } from '../../shared/engine.ts';
import { EaselError } from '../../shared/errors.ts';
import { endingOf } from '../../shared/source-endings.ts';
import { bufferReader, fileReader } from './bytes.ts';
import { toDecodeError } from './decode-error.ts';
import { type Description, describePicture } from './describe.ts';
import { FORMAT_NAMES, kindOfEnding } from './extensions.ts';
import { assertFileSize } from './limits.ts';
import { readMetadata, type SourceMetadata } from './metadata.ts';
import { type Content, SNIFF_BYTES, sniff } from './sniff.ts';

export interface ProbeRequest {
  readonly path: string;
  readonly limits: InputLimits;
}

/** Larger files are read in windows and hashed as a stream. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** Everything {@link probe} learns on the way, for those who need more than the facts. */
export interface Examination {
  readonly facts: SourceFacts;
  readonly description: Description;
  readonly metadata: SourceMetadata;
}

export async function probe(request: ProbeRequest): Promise<SourceFacts> {
  return (await examine(request)).facts;
}

export async function examine({ path, limits }: ProbeRequest): Promise<Examination> {
  const handle = await openRegularFile(path);
  try {
    const before = await handle.stat();
    if (before.size === 0) throw new EaselError('INPUT_EMPTY');
    const head = await readAt(handle, 0, Math.min(before.size, SNIFF_BYTES));
    const format = identify(path, head);
    assertFileSize(format, before.size, limits);
    const held = before.size <= MAX_HELD_BYTES ? await readRest(handle, head, before.size) : null;
    const reader = held === null ? fileReader(handle.fd, before.size) : bufferReader(held);
    // The library reads the header on its own thread while this one hashes.
    const describing = describePicture(format, reader, held ?? path, limits);
    const hashing = held === null ? hashFile(handle) : Promise.resolve(hash('sha256', held, 'hex'));
    const [description, sha256] = await Promise.all([describing, hashing]);
    const metadata = readMetadata(description.buffers, description.exifBytes);
    assertUnchanged(before, await handle.stat());
    return { facts: factsOf(description, metadata, fileFacts(before, sha256)), description, metadata };
  } catch (error) {
    throw toDecodeError(error);
  } finally {
    await handle.close();
  }
}

/** What the content is; throws when that is nothing Easel reads, or not what the name says. */
export function identify(path: string, head: Buffer): SourceFormat {
  const ending = endingOf(path);
  const named = kindOfEnding(ending);
  const content = sniff(head);
  if (content === null) {
    if (named?.kind === 'source') {
      throw new EaselError('INPUT_BROKEN', { reason: `it does not start as a ${named.name} file does` });
    }
    if (named?.kind === 'unsupported') throw new EaselError('INPUT_UNSUPPORTED', { format: named.name });
    throw new EaselError('INPUT_NOT_AN_IMAGE');
  }
  if (content.kind === 'source') {
    if (named === null || (named.kind === 'source' && named.formats.includes(content.format))) {
      return content.format;
    }
    if (named.kind === 'unsupported' && named.tiffBased && content.format === 'tiff') {
      throw new EaselError('INPUT_UNSUPPORTED', { format: named.name });
    }
    throw mislabelled(named.name, content);
  }
  // macOS leaves these beside every file it copies to a foreign drive, under the same ending.
  if (content.kind === 'foreign' && content.name === 'a macOS resource file') {
    throw new EaselError('INPUT_NOT_AN_IMAGE');
  }
  if (named?.kind === 'source') throw mislabelled(named.name, content);
  if (content.kind === 'unsupported') throw new EaselError('INPUT_UNSUPPORTED', { format: content.name });
  if (named?.kind === 'unsupported') throw new EaselError('INPUT_UNSUPPORTED', { format: named.name });
  throw new EaselError('INPUT_NOT_AN_IMAGE');
}

function mislabelled(named: string, content: Content): EaselError {
  const actual = content.kind === 'source' ? FORMAT_NAMES[content.format] : content.name;
  return new EaselError('INPUT_MISLABELLED', { named, actual });
}

function factsOf(description: Description, metadata: SourceMetadata, file: FileFacts): SourceFacts {
  const { format, width, height, orientation, pages, hasAlpha, color, profileName, bitsPerSample } =
    description;
  return {
    format,
    width,
    height,
    orientation,
    pages,
    hasAlpha,
    color,
    profileName,
    bitsPerSample,
    takenAt: metadata.takenAt,
    file,
  };
}

/** Opening a pipe would wait for its other end, so what the path leads to is looked at first. */
async function openRegularFile(path: string): Promise<FileHandle> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new EaselError('INPUT_UNREADABLE', { reason: 'it is a folder' });
    if (!found.isFile()) throw new EaselError('INPUT_UNREADABLE', { reason: 'it is not a regular file' });
    return await open(path, 'r');
  } catch (error) {
    const translated = toDecodeError(error);
    // Such as a path with a NUL in it, which cannot exist.
    if (translated.code === 'INTERNAL') throw new EaselError('INPUT_NOT_FOUND', { path }, { cause: error });
    throw translated;
  }
}

async function readRest(handle: FileHandle, head: Buffer, size: number): Promise<Buffer> {
  if (head.length === size) return head;
  const file = Buffer.allocUnsafe(size);
  head.copy(file);
  return file.subarray(0, head.length + (await readInto(handle, file.subarray(head.length), head.length)));
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  return buffer.subarray(0, await readInto(handle, buffer, at));
}

/** Fewer bytes than fit when the file ends first. */
async function readInto(handle: FileHandle, buffer: Buffer, at: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

async function hashFile(handle: FileHandle): Promise<string> {
  const sha256 = createHash('sha256');
  const chunk = Buffer.allocUnsafe(1024 * 1024);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return sha256.digest('hex');
    sha256.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
}

function assertUnchanged(before: Stats, after: Stats): void {
  if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
    throw new EaselError('INPUT_UNREADABLE', { reason: 'it changed while it was read' });
  }
}

function fileFacts(file: Stats, sha256: string): FileFacts {
  return {
    bytes: file.size,
    mtimeMs: Math.floor(file.mtimeMs),
    ctimeMs: Math.floor(file.ctimeMs),
    sha256,
  };
}
