/** The hash chain over audit rows: each row commits to every row before it. */
import { HASH_BYTES, sha256 } from './merkle.ts';

const CHAIN_PREFIX = Buffer.from([0x02]);

/** What the first row chains from. */
export const CHAIN_START: Buffer = Buffer.alloc(HASH_BYTES);

/** The value stored in a row's `prev` column: everything up to and including the row. */
export function chainHash(before: Uint8Array, leaf: Uint8Array): Buffer {
  return sha256(CHAIN_PREFIX, before, leaf);
}
