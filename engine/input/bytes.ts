/** Random access to the bytes of a file, held in memory or read in windows, so that headers of any size cost little. */
import { readSync } from 'node:fs';
import { EaselError } from '../../shared/errors.ts';

export interface ByteReader {
  readonly size: number;
  /** Exactly `length` bytes at `at`; throws INPUT_TRUNCATED when the file ends before. */
  bytes(at: number, length: number): Buffer;
}

const WINDOW = 64 * 1024;

export function bufferReader(buffer: Buffer): ByteReader {
  return {
    size: buffer.length,
    bytes(at, length) {
      assertInside(at, length, buffer.length);
      return buffer.subarray(at, at + length);
    },
  };
}

/** `size` is the file's size when it was opened; the descriptor stays the caller's to close. */
export function fileReader(fd: number, size: number): ByteReader {
  let window: Buffer = Buffer.alloc(0);
  let windowAt = 0;
  return {
    size,
    bytes(at, length) {
      assertInside(at, length, size);
      if (at < windowAt || at + length > windowAt + window.length) {
        window = readFully(fd, at, Math.min(Math.max(length, WINDOW), size - at));
        windowAt = at;
        assertInside(0, length, window.length);
      }
      return window.subarray(at - windowAt, at - windowAt + length);
    },
  };
}

/** Reads `length` bytes, or fewer when the file ends first. */
export function readFully(fd: number, at: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const got = readSync(fd, buffer, filled, length - filled, at + filled);
    if (got === 0) break;
    filled += got;
  }
  return buffer.subarray(0, filled);
}

function assertInside(at: number, length: number, size: number): void {
  if (!(at >= 0 && length >= 0 && at + length <= size)) throw new EaselError('INPUT_TRUNCATED');
}
