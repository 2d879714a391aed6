import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalBytes, canonicalText } from './canonical.ts';
import { CHAIN_START, chainHash } from './chain.ts';
import {
  appendLeaves,
  decodeFrontier,
  EMPTY_FRONTIER,
  encodeFrontier,
  type Frontier,
  leafHash,
  rootOf,
} from './merkle.ts';

describe('golden vectors', () => {
  const events = [
    { seq: 1, action: 'login' },
    { seq: 2, action: 'image.process' },
    { seq: 3, action: 'logout' },
  ];
  const bodies = events.map(canonicalBytes);
  const leaves = bodies.map(leafHash);

  test('bodies', () => {
    expect(bodies.map(String)).toEqual([
      '{"action":"login","seq":1}',
      '{"action":"image.process","seq":2}',
      '{"action":"logout","seq":3}',
    ]);
  });

  test('leaves', () => {
    expect(leaves.map(hex)).toEqual([
      '5f322c8178e9be11e1035782f7b00b3233235a08bcd7c81019ac13fcac3f548e',
      '0a959fff166049f1649ea704f1a947100bd7e322d9e70e5c8df0360e3480120f',
      'e2db777a3a77e47d5d590cefdd7810ef8aca3059309260e2684a2ce17b73b434',
    ]);
  });

  test('chain', () => {
    const chain: string[] = [];
    let prev = CHAIN_START;
    for (const leaf of leaves) {
      prev = chainHash(prev, leaf);
      chain.push(hex(prev));
    }
    expect(chain).toEqual([
      '248c9bc795c0bd796045c37d8af39f48f816d705ec8721952e9f4224094be581',
      'b10f0bda8d7e27e037e6b93a432301da74fa2bf82e6a13609528f0e5ef41ed52',
      '46f76105d153b0616d8119c7286162c1f6d55f1fecdf94f0b626fdd85fb55b6b',
    ]);
  });

  test('roots of the empty tree and of three leaves', () => {
    expect(hex(rootOf([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const root = rootOf(appendLeaves(EMPTY_FRONTIER, leaves).hashes);
    expect(hex(root)).toBe('f19953b7527a47f3e52b0fd9bc13624a6c89c6f90f2b4b62dc93ba883da98dbf');
    expect(root.toString('base64')).toBe('8ZlTt1J6R/PlKw/ZvBNiSmyJxvkPK0ti3JO6iD2pjb8=');
  });
});

describe('frontier', () => {
  const leavesArb = fc.array(fc.uint8Array({ maxLength: 8 }).map(leafHash), { maxLength: 130 });

  test('its root is the Merkle tree hash of RFC 6962, however the leaves are grouped', () => {
    fc.assert(
      fc.property(leavesArb, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }), (leaves, cuts) => {
        let frontier: Frontier = EMPTY_FRONTIER;
        let at = 0;
        for (const cut of cuts) {
          frontier = appendLeaves(frontier, leaves.slice(at, at + cut));
          at = Math.min(at + cut, leaves.length);
        }
        frontier = appendLeaves(frontier, leaves.slice(at));
        expect(frontier.size).toBe(leaves.length);
        expect(hex(rootOf(frontier.hashes))).toBe(hex(naiveRoot(leaves)));
      }),
    );
  });

  test('holds one hash per set bit of its size and survives storage', () => {
    fc.assert(
      fc.property(leavesArb, (leaves) => {
        const frontier = appendLeaves(EMPTY_FRONTIER, leaves);
        const bits = leaves.length.toString(2).replaceAll('0', '').length;
        expect(frontier.hashes.length).toBe(bits);
        expect(decodeFrontier(frontier.size, encodeFrontier(frontier))).toEqual(frontier);
      }),
    );
  });

  test('bytes that do not fit the size are refused', () => {
    const three = encodeFrontier(appendLeaves(EMPTY_FRONTIER, [leafHash(Buffer.from('a'))]));
    expect(decodeFrontier(2 ** 33, three)?.size).toBe(2 ** 33);
    expect(decodeFrontier(3, three)).toBeNull();
    expect(decodeFrontier(0, three)).toBeNull();
    expect(decodeFrontier(1, three.subarray(1))).toBeNull();
    expect(decodeFrontier(-1, three)).toBeNull();
  });

  test('a tree beyond 2^32 leaves still completes its subtrees', () => {
    const leaf = leafHash(Buffer.from('x'));
    const full = Array.from({ length: 33 }, () => leaf);
    const after = appendLeaves({ size: 2 ** 33 - 1, hashes: full }, [leaf]);
    expect(after.size).toBe(2 ** 33);
    expect(after.hashes.length).toBe(1);
  });
});

describe('canonical JSON', () => {
  test('orders keys by UTF-16 unit and writes numbers as RFC 8785 does', () => {
    expect(canonicalText({ '\u20ac': 1, '\r': 2, '\u{1f600}': 3, '1': 4, '\ufb33': 5 })).toBe(
      '{"\\r":2,"1":4,"\u20ac":1,"\u{1f600}":3,"\ufb33":5}',
    );
    expect(canonicalText({ n: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0] })).toBe(
      '{"n":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}',
    );
  });

  test('does not depend on insertion order and refuses what has no canonical form', () => {
    expect(canonicalText({ b: 1, a: { d: 2, c: 3 } })).toBe(canonicalText({ a: { c: 3, d: 2 }, b: 1 }));
    expect(() => canonicalText({ n: Number.NaN })).toThrow();
    expect(() => canonicalText({ s: '\ud800' })).toThrow();
  });
});

/** RFC 6962 §2.1, written as it stands there, with its own hashing. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1 && leaves[0]) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(naiveRoot(leaves.slice(0, split)))
    .update(naiveRoot(leaves.slice(split)))
    .digest();
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex');
}
