/**
 * The keys that access tokens are signed with, in the secret store. A new one takes over after a while; the one before
 * it stays good until every token it signed has run out.
 */
import { z } from 'zod';
import type { Ids } from '../../ids.ts';
import type { SecretAnswer, SecretStore } from '../../secrets/secret-store.ts';

export interface SigningKey {
  readonly kid: string;
  readonly key: Uint8Array;
}

export interface AccessTokenKeys {
  /** To sign with. */
  readonly current: () => Promise<SigningKey>;
  /** To verify with; null when there is none of this name, or it is over. */
  readonly find: (kid: string) => Promise<Uint8Array | null>;
  /** A new key from now on. */
  readonly rotate: () => Promise<void>;
}

export interface AccessTokenKeysDeps {
  readonly secrets: SecretStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly ids: Ids;
  readonly randomBytes: (size: number) => Uint8Array;
}

const SECRET_NAME = 'access-token-keys';
const KEY_BYTES = 32;
export const ROTATE_EVERY_MS = 30 * 86_400_000;
/** A token's fifteen minutes, and some for clocks and for processes that still sign with the old key. */
export const OVERLAP_MS = 20 * 60_000;
/** Other processes learn of a rotation this soon. */
export const REREAD_EVERY_MS = 60_000;
/** An unknown key is looked for again this often at most, so that made-up ones cost nothing. */
const REREAD_UNKNOWN_MS = 1_000;

const Ring = z
  .array(z.strictObject({ kid: z.uuid(), key: z.base64url().length(43), createdAt: z.int() }))
  .min(1);
/** Newest last. */
type Ring = z.output<typeof Ring>;

export function createAccessTokenKeys(deps: AccessTokenKeysDeps): AccessTokenKeys {
  const { secrets, now, ids, randomBytes } = deps;
  let known: { readonly ring: Ring; readonly readAt: number } | null = null;

  function newKey(): Ring[number] {
    return {
      kid: ids.next(),
      key: Buffer.from(randomBytes(KEY_BYTES)).toString('base64url'),
      createdAt: now(),
    };
  }

  async function read(): Promise<Ring> {
    const stored = await secrets.get(SECRET_NAME);
    const ring = ringIn(stored) ?? (await start(stored));
    known = { ring, readAt: now() };
    return ring;
  }

  /** What cannot be read is kept aside by the store; tokens signed with it end, their sessions do not. */
  async function start(stored: SecretAnswer): Promise<Ring> {
    const fresh = [newKey()];
    if (stored.state !== 'missing') await secrets.set(SECRET_NAME, JSON.stringify(fresh));
    // Another process may have been faster: then its keys are everybody's.
    else if (!(await secrets.add(SECRET_NAME, JSON.stringify(fresh)))) {
      return ringIn(await secrets.get(SECRET_NAME)) ?? fresh;
    }
    return fresh;
  }

  async function recent(maxAgeMs: number): Promise<Ring> {
    // A clock that was set back makes the age negative: read again then, too.
    const age = known === null ? Number.POSITIVE_INFINITY : Math.abs(now() - known.readAt);
    return known !== null && age < maxAgeMs ? known.ring : await read();
  }

  async function rotate(): Promise<void> {
    const ring = await read();
    const grown = [...ring.filter((_, index) => isGood(ring, index, now())), newKey()];
    await secrets.set(SECRET_NAME, JSON.stringify(grown));
    known = { ring: grown, readAt: now() };
  }

  return {
    current: async () => {
      let newest = (await recent(REREAD_EVERY_MS)).at(-1);
      if (newest === undefined || now() - newest.createdAt >= ROTATE_EVERY_MS) {
        await rotate();
        newest = (await recent(REREAD_EVERY_MS)).at(-1) ?? newKey();
      }
      return { kid: newest.kid, key: decode(newest.key) };
    },
    find: async (kid) => {
      const ring = await recent(REREAD_EVERY_MS);
      return keyIn(ring, kid, now()) ?? keyIn(await recent(REREAD_UNKNOWN_MS), kid, now());
    },
    rotate,
  };
}

function keyIn(ring: Ring, kid: string, at: number): Uint8Array | null {
  const index = ring.findIndex((one) => one.kid === kid);
  const found = ring[index];
  return found !== undefined && isGood(ring, index, at) ? decode(found.key) : null;
}

/** The newest, and those whose successor is young. */
function isGood(ring: Ring, index: number, at: number): boolean {
  const successor = ring[index + 1];
  return successor === undefined || at - successor.createdAt < OVERLAP_MS;
}

function ringIn(answer: SecretAnswer): Ring | null {
  if (answer.state !== 'found') return null;
  try {
    return Ring.parse(JSON.parse(answer.value));
  } catch {
    return null;
  }
}

function decode(key: string): Uint8Array {
  return Buffer.from(key, 'base64url');
}
