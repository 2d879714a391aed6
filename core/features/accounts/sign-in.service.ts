/**
 * Signing in with an address and a password. Whether an address has an account shows neither in the answer nor in the
 * work done for it. Denials are recorded here, one by one until they become a flood, then counted.
 */
import type { Kysely } from 'kysely';
import { EaselError, type ErrorCode } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import type { JsonObject } from '../../ledger/canonical.ts';
import type { AuditLog } from '../audit/audit.service.ts';
import type { OpenedSession, Sessions } from '../sessions/sessions.service.ts';
import { accountEvent } from './account-events.ts';
import { findUser, findUserByEmail, markSignedIn } from './accounts.repository.ts';
import { emailKey } from './email.ts';
import { createFloodGate } from './flood-gate.ts';
import { type Attempt, type LoginGuards, refusalError } from './login-guards.ts';
import { columnsOf, hashOf } from './password-columns.ts';
import type { PasswordHasher } from './password-hasher.ts';

export interface SignInDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly audit: AuditLog;
  readonly hasher: Pick<PasswordHasher, 'hash' | 'verify'>;
  readonly guards: LoginGuards;
  readonly sessions: Pick<Sessions, 'open' | 'wasOpenOn'>;
}

/** Where somebody tries to sign in. */
export interface Place {
  /** Who asks, as far as known before. */
  readonly caller: Caller;
  /** Network address, or `device:<id>` on this computer. */
  readonly source: string;
  readonly deviceId: string | null;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface SignIn {
  /** SIGN_IN_FAILED, SIGN_IN_WAIT, SIGN_IN_LOCKED, SIGN_IN_BUSY or ACCOUNT_DISABLED. */
  readonly signIn: (
    credentials: Credentials,
    place: Place,
  ) => Promise<OpenedSession & { readonly userId: string }>;
  /** Writes down what was only counted. For every minute, and `all` at the end of the process. */
  readonly recordFloods: (which: 'over' | 'all', caller: Caller) => Promise<void>;
}

export function createSignIn(deps: SignInDeps): SignIn {
  const { db, now, audit, hasher, guards, sessions } = deps;
  const floods = createFloodGate<{ readonly userId: string | null }>(now);

  async function signIn({ email, password }: Credentials, place: Place) {
    const account = emailKey(email);
    const user = await findUserByEmail(db, account);
    const attempt: Attempt = {
      account,
      source: place.source,
      knownPlace: user ? await knownDevice(user.id, place.deviceId) : null,
    };
    const deny = async (error: EaselError): Promise<never> => {
      await recordDenial(error.code, { account, userId: user?.id ?? null, place });
      throw error;
    };

    const admission = await guards.admit(attempt);
    if (!admission.admitted) return await deny(refusalError(admission));
    const verdict = await hasher
      .verify(password, user ? hashOf(user) : null)
      .catch((error: unknown) => (error instanceof EaselError ? deny(error) : Promise.reject(error)));
    if (!user || !verdict.matches) return await deny(new EaselError('SIGN_IN_FAILED'));
    // Only told to somebody who knows the password.
    if (user.status === 'disabled') return await deny(new EaselError('ACCOUNT_DISABLED'));

    // When too many are at it, the next time will do.
    const rehashed = verdict.outdated ? await hasher.hash(password).then(columnsOf, () => ({})) : {};
    const opened = await db.transaction().execute(async (trx) => {
      // Both may have changed while the password was looked at.
      const current = await findUser(trx, user.id);
      if (current?.password_hash !== user.password_hash || current.status !== 'active') return null;
      await guards.succeeded(trx, attempt);
      await markSignedIn(trx, user.id, { now: now(), rehashed });
      const { id, role, session_epoch: epoch } = current;
      const origin = { surface: place.caller.surface, deviceId: place.deviceId };
      const session = await sessions.open(trx, { id, role, epoch }, origin);
      const actor = { ref: `user:${id}`, role, session: session.id };
      const data = { source: place.source };
      await audit.append(trx, [
        accountEvent('login.succeeded', { ...place.caller, actor }, { userId: id, data }),
      ]);
      return { ...session, userId: id };
    });
    return opened ?? (await deny(new EaselError('SIGN_IN_FAILED')));
  }

  async function knownDevice(userId: string, deviceId: string | null): Promise<string | null> {
    return deviceId !== null && (await sessions.wasOpenOn(userId, deviceId)) ? deviceId : null;
  }

  async function recordDenial(
    reason: ErrorCode,
    {
      account,
      userId,
      place,
    }: { readonly account: string; readonly userId: string | null; readonly place: Place },
  ): Promise<void> {
    const bySource = floods.note(`source:${place.source}`, { userId: null });
    if (!bySource.record) return;
    const byAccount = floods.note(`account:${account}`, { userId });
    if (!byAccount.record) return;
    const suppressed = bySource.suppressed + byAccount.suppressed;
    // Not the address that was typed: without an account it may be a password in the wrong field.
    const data = { source: place.source, ...(suppressed > 0 ? { suppressed } : {}) };
    await append(place.caller, [{ userId, data, reason }]);
  }

  async function append(
    caller: Caller,
    denials: readonly {
      readonly userId: string | null;
      readonly data: JsonObject;
      readonly reason: ErrorCode | null;
    }[],
  ): Promise<void> {
    const events = denials.map(({ userId, data, reason }) => ({
      ...accountEvent('login.failed', caller, { userId, data }),
      outcome: 'denied' as const,
      reason,
    }));
    await db.transaction().execute((trx) => audit.append(trx, events));
  }

  return {
    signIn,
    recordFloods: async (which, caller) => {
      const counted = floods.drain(which);
      if (counted.length === 0) return;
      await append(
        caller,
        counted.map(({ about, suppressed }) => ({ ...about, data: { suppressed }, reason: null })),
      );
    },
  };
}
