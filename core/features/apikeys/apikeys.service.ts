/**
 * API keys: made by a person, shown once, good for what the key was given and its owner may do at this moment. Keys
 * cannot make keys.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Surface } from '../../../shared/contract/action.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import type { JsonObject } from '../../ledger/canonical.ts';
import type { Role } from '../accounts/account.ts';
import type { AuditEvent, AuditLog } from '../audit/audit.service.ts';
import { makeApiKey, parseApiKey } from './api-key-format.ts';
import {
  type ApiKeyRow,
  findKey,
  hasSuccessor,
  insertKey,
  listKeysOf,
  lockKey,
  markUsed,
  revokeKey,
  setExpiry,
} from './apikeys.repository.ts';
import { checkNewApiKey, type NewApiKey, unfit } from './new-api-key.ts';
import { type ApiScope, effectiveScopes, isApiScope } from './scopes.ts';

export interface ApiKeysDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly audit: AuditLog;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly last4: string;
  /** As given; the owner's present role may allow fewer. */
  readonly scopes: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** To the minute. */
  readonly lastUsedAt: number | null;
  readonly lastUsedSurface: string | null;
  readonly revokedAt: number | null;
  /** The key it takes over from. */
  readonly rotatedFrom: string | null;
}

export interface MadeApiKey {
  readonly key: ApiKey;
  /** Shown once; only a hash is stored. */
  readonly text: string;
}

/** Who calls with a key, and what the call may be. */
export interface KeyHolder {
  readonly keyId: string;
  readonly userId: string;
  readonly role: Role;
  readonly scopes: readonly ApiScope[];
}

export interface ApiKeys {
  /** FORBIDDEN for callers that are not a person; API_KEY_UNFIT. */
  readonly create: (wanted: NewApiKey, caller: Caller) => Promise<MadeApiKey>;
  readonly list: (userId: string) => Promise<ApiKey[]>;
  /** A new key of the same name and scopes; the old one stays good for `overlapMs`, 7 days at most. */
  readonly rotate: (
    id: string,
    caller: Caller,
    options?: { readonly overlapMs?: number },
  ) => Promise<MadeApiKey>;
  /** At once. `owner`: null for anybody's, which is for admins. */
  readonly revoke: (
    id: string,
    caller: Caller,
    options: { readonly owner: string | null; readonly reason: string },
  ) => Promise<void>;
  /** API_KEY_INVALID for whatever is not good at this moment. */
  readonly authenticate: (text: string, surface: Surface) => Promise<KeyHolder>;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
export const LONGEST_OVERLAP_MS = 7 * DAY_MS;
/** Two of the same id are one in 10^14; a third time is a broken source of randomness. */
const ID_ATTEMPTS = 3;

export function createApiKeys({ db, now, randomBytes, audit }: ApiKeysDeps): ApiKeys {
  interface Wanted {
    readonly userId: string;
    readonly name: string;
    readonly scopes: readonly ApiScope[];
    readonly lifeMs: number;
    readonly rotatedFrom: string | null;
  }

  async function make(trx: Kysely<Database>, wanted: Wanted): Promise<MadeApiKey> {
    const at = now();
    for (let attempt = 0; attempt < ID_ATTEMPTS; attempt += 1) {
      const { text, id, hash, last4 } = makeApiKey(randomBytes);
      const row = {
        id,
        user_id: wanted.userId,
        name: wanted.name,
        secret_hash: hash,
        last4,
        scopes: JSON.stringify(wanted.scopes),
        created_at: at,
        expires_at: at + wanted.lifeMs,
        last_used_at: null,
        last_used_surface: null,
        revoked_at: null,
        revoked_by: null,
        revoked_reason: null,
        rotated_from: wanted.rotatedFrom,
      };
      if (await insertKey(trx, row)) return { key: toApiKey(row), text };
    }
    throw new EaselError('INTERNAL', { reason: 'no free id for an API key' });
  }

  async function create(asked: NewApiKey, caller: Caller): Promise<MadeApiKey> {
    const userId = personOf(caller);
    const { name, scopes, days } = checkNewApiKey(asked);
    const wanted = { userId, name, scopes, lifeMs: days * DAY_MS, rotatedFrom: null };
    return await db.transaction().execute(async (trx) => {
      const made = await make(trx, wanted);
      const data = { name, scopes, days };
      await audit.append(trx, [keyEvent('key.created', caller, { id: made.key.id, subject: userId, data })]);
      return made;
    });
  }

  async function rotate(
    id: string,
    caller: Caller,
    { overlapMs = DAY_MS }: { readonly overlapMs?: number } = {},
  ): Promise<MadeApiKey> {
    const owner = personOf(caller);
    if (!Number.isInteger(overlapMs) || overlapMs < 0 || overlapMs > LONGEST_OVERLAP_MS) {
      throw unfit('both keys can be good for 7 days at most');
    }
    return await db.transaction().execute(async (trx) => {
      const at = now();
      const old = await lockKey(trx, { id, owner });
      // A second successor would leave the first one forgotten, and good.
      if (!old || !isGood(old, at) || (await hasSuccessor(trx, id)))
        throw new EaselError('API_KEY_NOT_FOUND');
      const made = await make(trx, {
        userId: owner,
        name: old.name,
        scopes: scopesIn(old).filter(isApiScope),
        lifeMs: old.expires_at - old.created_at,
        rotatedFrom: id,
      });
      await setExpiry(trx, id, Math.min(old.expires_at, at + overlapMs));
      const data = { successor: made.key.id, overlapMs };
      await audit.append(trx, [keyEvent('key.rotated', caller, { id, subject: owner, data })]);
      return made;
    });
  }

  async function revoke(
    id: string,
    caller: Caller,
    { owner, reason }: { readonly owner: string | null; readonly reason: string },
  ): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const key = await lockKey(trx, { id, owner });
      if (!key || key.revoked_at !== null) throw new EaselError('API_KEY_NOT_FOUND');
      await revokeKey(trx, { id, now: now(), by: caller.userId, reason });
      const data = { reason };
      await audit.append(trx, [keyEvent('key.revoked', caller, { id, subject: key.user_id, data })]);
    });
  }

  async function authenticate(text: string, surface: Surface): Promise<KeyHolder> {
    const presented = parseApiKey(text);
    const key = presented && (await findKey(db, presented.id));
    if (!key || !isSame(presented.hash, key.secret_hash) || !isGood(key, now())) {
      throw new EaselError('API_KEY_INVALID');
    }
    const minute = Math.floor(now() / MINUTE_MS) * MINUTE_MS;
    if (key.last_used_at !== minute || key.last_used_surface !== surface) {
      await markUsed(db, { id: key.id, minute, surface });
    }
    const { id: keyId, user_id: userId, role } = key;
    return { keyId, userId, role, scopes: effectiveScopes(scopesIn(key), role) };
  }

  return {
    create,
    rotate,
    revoke,
    authenticate,
    list: async (userId) => (await listKeysOf(db, userId)).map(toApiKey),
  };
}

function isGood(key: ApiKeyRow, at: number): boolean {
  return key.revoked_at === null && at < key.expires_at && key.status === 'active';
}

function isSame(given: string, kept: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(kept)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A key, or a computer nobody is signed in on, is no person. */
function personOf({ actor, userId }: Caller): string {
  if (userId === null || actor.ref !== `user:${userId}`) throw new EaselError('FORBIDDEN');
  return userId;
}

function scopesIn(key: { readonly scopes: string }): readonly string[] {
  // Written by `make`, as a list of words.
  return JSON.parse(key.scopes) as readonly string[];
}

function toApiKey(row: Omit<ApiKeyRow, 'role' | 'status'>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    last4: row.last4,
    scopes: scopesIn(row),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    lastUsedSurface: row.last_used_surface,
    revokedAt: row.revoked_at,
    rotatedFrom: row.rotated_from,
  };
}

function keyEvent(
  action: AuditEvent['action'],
  { actor, surface, requestId }: Caller,
  about: { readonly id: string; readonly subject: string; readonly data: JsonObject },
): AuditEvent {
  return {
    action,
    outcome: 'success',
    actor,
    surface,
    requestId,
    resourceId: about.id,
    reason: null,
    detail: { subject: about.subject, data: about.data },
  };
}
