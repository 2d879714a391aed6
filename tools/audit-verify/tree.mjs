/** The tree of docs/audit-format.md: RFC 6962 hashes, folded as leaves come. */
import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;

/** @param {...(string | Uint8Array)} parts */
export function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** @param {Uint8Array} body */
export function hashLeaf(body) {
  return sha256(LEAF, body);
}

/**
 * A tree that only grows. Stack entries are perfect subtrees with their heights, largest first.
 * @param {number} size
 * @param {readonly Buffer[]} frontier
 */
export function growingTree(size, frontier) {
  const heights = [...size.toString(2)].reverse().flatMap((bit, height) => (bit === '1' ? [height] : []));
  heights.reverse();
  if (heights.length !== frontier.length) throw new RangeError('The frontier is not one of this size.');
  const stack = frontier.map((hash, index) => ({ hash, height: heights[index] ?? 0 }));

  return {
    size: () => size,
    /** @param {Buffer} leaf */
    push(leaf) {
      let node = { hash: leaf, height: 0 };
      for (let top = stack.at(-1); top?.height === node.height; top = stack.at(-1)) {
        stack.pop();
        node = { hash: sha256(NODE, top.hash, node.hash), height: node.height + 1 };
      }
      stack.push(node);
      size += 1;
    },
    root() {
      const last = stack.at(-1);
      if (last === undefined) return sha256();
      let { hash } = last;
      for (let at = stack.length - 2; at >= 0; at -= 1) hash = sha256(NODE, stack[at]?.hash ?? hash, hash);
      return hash;
    },
  };
}
