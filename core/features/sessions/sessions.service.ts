/**
 * Who is signed in where. Every question reloads the owner's role, status and epoch, so that a change of any of them
 * holds from the next call on; nothing is remembered in between.
 */
import type { Kysely } from 'kysely';
import type { Surface } from '../../../shared/contract/action.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import { readOrMakeKey } from '../../secrets/stored-key.ts';
import type { Role, SessionOwner } from '../accounts/account.ts';
import type { AuditActor, AuditEvent, AuditLog } from '../audit/audit.service.ts';
import { createRefreshTokens, type PresentedToken, type RefreshTokens } from './refresh-tokens.ts';
import { RETRY_MS, SEEN_EVERY_MS, SESSION_LIFETIMES } from './session-lifetimes.ts';
import {
  deleteSessionsBefore,
  findSession,
  hasSessionOn,
  insertSession,
  listSessionsOf,
  lockFamily,
  markSeen,
  revokeSessions,
  type SessionRow,
  updateSession,
} from './sessions.repository.ts';

export interface SessionsDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly ids: Ids;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly audit: AuditLog;
  readonly secrets: SecretStore;
}

/** Where somebody signs in. */
export interface SessionOrigin {
  readonly surface: Surface;
  readonly deviceId: string | null;
}

export interface OpenedSession {
  readonly id: string;
  /** Given once; only its hash is stored. */
  readonly refreshToken: string;
  /** Epoch milliseconds: without any use, and however much it is used. */
  readonly idleExpiresAt: number;
  readonly expiresAt: number;
}

/** Who a session speaks for at this moment. */
export interface SignedIn {
  readonly sessionId: string;
  readonly userId: string;
  readonly role: Role;
  readonly mustChangePassword: boolean;
}

export interface ListedSession {
  readonly id: string;
  readonly surface: string;
  readonly deviceId: string | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** When it ends if it is not used any more. */
  readonly expiresAt: number;
}

export type RevokeReason = 'signed-out' | 'revoked' | 'reused';

export interface Sessions {
  /** In the transaction that proved who it is for. */
  readonly open: (
    trx: Kysely<Database>,
    owner: SessionOwner,
    origin: SessionOrigin,
  ) => Promise<OpenedSession>;
  /** Null when the session is not good any more. Also counts as use. */
  readonly authenticate: (id: string) => Promise<SignedIn | null>;
  /** Counts as use. */
  readonly touch: (id: string) => Promise<void>;
  /** SESSION_ENDED for whatever is not the present token, or the previous one for a minute. */
  readonly refresh: (token: string, caller: Caller) => Promise<OpenedSession & SignedIn>;
  readonly list: (userId: string) => Promise<ListedSession[]>;
  /** SESSION_NOT_FOUND when this person has no such session. */
  readonly revoke: (userId: string, id: string, caller: Caller, reason?: RevokeReason) => Promise<void>;
  /** How many ended. */
  readonly revokeAll: (
    userId: string,
    caller: Caller,
    options?: { readonly except?: string | null },
  ) => Promise<number>;
  readonly wasOpenOn: (userId: string, deviceId: string) => Promise<boolean>;
  /** Forgets sessions that ended long ago. */
  readonly prune: () => Promise<void>;
}

const REFRESH_KEY = 'session-refresh-key';
/** Devices on which somebody was signed in are known for this long after. */
const KEEP_ENDED_MS = 90 * 86_400_000;

export function createSessions(deps: SessionsDeps): Sessions {
  const { db, now, ids, audit } = deps;
  let tokens: Promise<RefreshTokens> | null = null;

  async function refreshTokens(): Promise<RefreshTokens> {
    const loading =
      tokens ?? readOrMakeKey(deps, REFRESH_KEY).then((key) => createRefreshTokens({ ...deps, key }));
    tokens = loading;
    return await loading.catch((error: unknown) => {
      tokens = null;
      throw error;
    });
  }

  async function open(
    trx: Kysely<Database>,
    owner: SessionOwner,
    origin: SessionOrigin,
  ): Promise<OpenedSession> {
    const at = now();
    const { idleMs, absoluteMs } = SESSION_LIFETIMES[owner.role];
    const [id, family] = [ids.next(), ids.next()];
    const { token, hash } = (await refreshTokens()).first(family);
    const times = { idleExpiresAt: at + Math.min(idleMs, absoluteMs), expiresAt: at + absoluteMs };
    await insertSession(trx, {
      id,
      user_id: owner.id,
      family_id: family,
      refresh_hash: hash,
      prev_hash: null,
      prev_valid_until: null,
      epoch: owner.epoch,
      surface: origin.surface,
      device_id: origin.deviceId,
      created_at: at,
      last_seen_at: at,
      idle_expires_at: times.idleExpiresAt,
      expires_at: times.expiresAt,
      revoked_at: null,
      revoked_reason: null,
    });
    return { id, refreshToken: token, ...times };
  }

  async function authenticate(id: string): Promise<SignedIn | null> {
    const session = await findSession(db, id);
    const at = now();
    if (!session || !isLive(session, at)) return null;
    if (at - session.last_seen_at >= SEEN_EVERY_MS) await markSeen(db, seen(session, at));
    return signedIn(session);
  }

  async function touch(id: string): Promise<void> {
    const session = await findSession(db, id);
    const at = now();
    if (session && isLive(session, at)) await markSeen(db, seen(session, at));
  }

  async function refresh(text: string, caller: Caller): Promise<OpenedSession & SignedIn> {
    const presented = (await refreshTokens()).read(text);
    // Committed before it is refused: the end of a family must not be rolled back.
    const refreshed =
      presented && (await db.transaction().execute((trx) => exchange(trx, presented, caller)));
    if (!refreshed) throw new EaselError('SESSION_ENDED');
    return refreshed;
  }

  async function exchange(
    trx: Kysely<Database>,
    presented: PresentedToken,
    caller: Caller,
  ): Promise<(OpenedSession & SignedIn) | null> {
    const at = now();
    const session = await lockFamily(trx, presented.family);
    if (!session || !isLive(session, at)) return null;
    const next = presented.next();
    const isRetry = session.refresh_hash === next.hash && at <= (session.prev_valid_until ?? 0);
    if (session.refresh_hash !== presented.hash && !isRetry) {
      // Somebody else holds a copy: which of the two is the thief cannot be told.
      await revokeSessions(trx, { userId: session.user_id, id: session.id }, { now: at, reason: 'reused' });
      await audit.append(trx, [revokedEvent(session.id, session.user_id, { reason: 'reused' }, caller)]);
      return null;
    }
    const { idleExpiresAt } = seen(session, at);
    await updateSession(trx, session.id, {
      ...(isRetry
        ? {}
        : { refresh_hash: next.hash, prev_hash: presented.hash, prev_valid_until: at + RETRY_MS }),
      last_seen_at: Math.max(at, session.last_seen_at),
      idle_expires_at: idleExpiresAt,
    });
    const { surface, requestId } = caller;
    await audit.append(trx, [
      {
        action: 'session.refreshed',
        outcome: 'success',
        actor: actorOf(session),
        surface,
        requestId,
        resourceId: session.id,
        reason: null,
        detail: null,
      },
    ]);
    const { id, expires_at: expiresAt } = session;
    return { id, refreshToken: next.token, idleExpiresAt, expiresAt, ...signedIn(session) };
  }

  return {
    open,
    authenticate,
    touch,
    refresh,
    list: async (userId) => {
      const at = now();
      return (await listSessionsOf(db, userId)).filter((session) => isLive(session, at)).map(toListed);
    },
    revoke: (userId, id, caller, reason = 'signed-out') =>
      db.transaction().execute(async (trx) => {
        const count = await revokeSessions(trx, { userId, id }, { now: now(), reason });
        if (count === 0) throw new EaselError('SESSION_NOT_FOUND');
        await audit.append(trx, [revokedEvent(id, userId, { reason }, caller)]);
      }),
    revokeAll: (userId, caller, { except = null } = {}) =>
      db.transaction().execute(async (trx) => {
        const reason: RevokeReason = 'revoked';
        const sessions = await revokeSessions(trx, { userId, except }, { now: now(), reason });
        await audit.append(trx, [revokedEvent(null, userId, { reason, sessions }, caller)]);
        return sessions;
      }),
    wasOpenOn: (userId, deviceId) => hasSessionOn(db, { userId, deviceId }),
    prune: () => deleteSessionsBefore(db, now() - KEEP_ENDED_MS),
  };
}

function isLive(session: SessionRow, at: number): boolean {
  return (
    session.revoked_at === null &&
    session.status === 'active' &&
    session.epoch === session.session_epoch &&
    at < session.idle_expires_at &&
    at < session.expires_at
  );
}

function seen(session: SessionRow, at: number) {
  const { idleMs } = SESSION_LIFETIMES[session.role];
  return { id: session.id, now: at, idleExpiresAt: Math.min(at + idleMs, session.expires_at) };
}

function signedIn(session: SessionRow): SignedIn {
  return {
    sessionId: session.id,
    userId: session.user_id,
    role: session.role,
    mustChangePassword: session.must_change_password === 1,
  };
}

function actorOf(session: SessionRow): AuditActor {
  return { ref: `user:${session.user_id}`, role: session.role, session: session.id };
}

function toListed(session: SessionRow): ListedSession {
  return {
    id: session.id,
    surface: session.surface,
    deviceId: session.device_id,
    createdAt: session.created_at,
    lastSeenAt: session.last_seen_at,
    expiresAt: session.idle_expires_at,
  };
}

function revokedEvent(
  id: string | null,
  subject: string,
  data: { readonly reason: RevokeReason; readonly sessions?: number },
  { actor, surface, requestId }: Caller,
): AuditEvent {
  return {
    action: 'session.revoked',
    outcome: 'success',
    actor,
    surface,
    requestId,
    resourceId: id,
    reason: null,
    detail: { subject, data: { ...data } },
  };
}
