/** Merkle tree hashes of RFC 6962, kept as a frontier: the roots of the perfect subtrees, largest first. */
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

const LEAF_PREFIX = Buffer.from([0x00]);
const NODE_PREFIX = Buffer.from([0x01]);

/** One hash per set bit of `size`; a log of 2^40 leaves needs at most 40. */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  // By way of a string: Node needs twice as long for a hash that it hands over as a buffer of its own.
  return Buffer.from(hash('sha256', bytes, 'binary'), 'binary');
}

export function leafHash(body: Uint8Array): Buffer {
  return sha256(LEAF_PREFIX, body);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(NODE_PREFIX, left, right);
}

export function appendLeaves(frontier: Frontier, leaves: readonly Buffer[]): Frontier {
  const hashes = [...frontier.hashes];
  let size = frontier.size;
  for (const leaf of leaves) {
    pushLeaf(hashes, size, leaf);
    size += 1;
  }
  return { size, hashes };
}

/** Adds a leaf to the frontier hashes of a tree of `size` leaves, in place: for long scans. */
export function pushLeaf(hashes: Buffer[], size: number, leaf: Buffer): void {
  let merged = leaf;
  // Each trailing one bit of the size is a perfect subtree that this leaf completes into a larger one.
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = hashes.pop();
    if (!left) throw new RangeError(`A frontier of size ${size} lacks a hash.`);
    merged = nodeHash(left, merged);
  }
  hashes.push(merged);
}

export function rootOf(hashes: readonly Buffer[]): Buffer {
  const last = hashes.at(-1);
  if (!last) return sha256(Buffer.alloc(0));
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

export function encodeFrontier(frontier: Frontier): Buffer {
  return Buffer.concat(frontier.hashes);
}

/** Null when the bytes cannot belong to a tree of this size. */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier | null {
  if (!Number.isSafeInteger(size) || size < 0) return null;
  if (bytes.byteLength !== bitsSet(size) * HASH_BYTES) return null;
  const all = Buffer.from(bytes);
  const hashes: Buffer[] = [];
  for (let at = 0; at < all.length; at += HASH_BYTES) hashes.push(all.subarray(at, at + HASH_BYTES));
  return { size, hashes };
}

function bitsSet(size: number): number {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}
