/** Recovery codes: the way back in without the password. Ten at a time, shown once, each good once. */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';
import type { AuditLog } from '../audit/audit.service.ts';
import { accountEvent } from './account-events.ts';
import { changeUser, findUserByEmail } from './accounts.repository.ts';
import { confirmPassword, stillConfirmed } from './confirm-password.ts';
import { emailKey } from './email.ts';
import { type LoginGuards, refusalError } from './login-guards.ts';
import { columnsOf } from './password-columns.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { PasswordPolicy } from './password-policy.ts';
import { countUnusedCodes, hasUnusedCode, replaceCodes, useCode } from './recovery-codes.repository.ts';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import type { Place } from './sign-in.service.ts';

export interface RecoveryDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly ids: Ids;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly audit: AuditLog;
  readonly guards: LoginGuards;
  readonly hasher: Pick<PasswordHasher, 'hash' | 'verify'>;
  readonly policy: PasswordPolicy;
}

export interface Reset {
  readonly email: string;
  readonly code: string;
  readonly newPassword: string;
}

export interface Recovery {
  /** New codes for a new account. */
  readonly issue: (trx: Kysely<Database>, userId: string) => Promise<readonly string[]>;
  /** New codes instead of all old ones, for the caller. PASSWORD_WRONG, or as signing in. */
  readonly renew: (password: string, caller: Caller) => Promise<readonly string[]>;
  readonly remaining: (userId: string) => Promise<number>;
  /** Sets a new password, ends all sessions and locks. RECOVERY_FAILED, SIGN_IN_WAIT, or what is wrong with the password. */
  readonly reset: (reset: Reset, place: Place) => Promise<{ readonly codesLeft: number }>;
}

export function createRecovery(deps: RecoveryDeps): Recovery {
  const { db, now, ids, audit, guards, hasher, policy } = deps;

  async function issue(trx: Kysely<Database>, userId: string): Promise<readonly string[]> {
    const codes = makeRecoveryCodes(deps.randomBytes);
    const rows = codes.map((code) => ({
      id: ids.next(),
      user_id: userId,
      code_hash: hashRecoveryCode(code),
      used_at: null,
      created_at: now(),
    }));
    await replaceCodes(trx, userId, rows);
    return codes;
  }

  async function renew(password: string, caller: Caller): Promise<readonly string[]> {
    const confirmed = await confirmPassword(deps, caller, password);
    return await db.transaction().execute(async (trx) => {
      await stillConfirmed(trx, confirmed);
      const codes = await issue(trx, confirmed.id);
      await audit.append(trx, [
        accountEvent('recovery.created', caller, { userId: confirmed.id, data: null }),
      ]);
      return codes;
    });
  }

  async function reset({ email, code, newPassword }: Reset, { caller, source }: Place) {
    // A code cannot be guessed. Only whoever asks is slowed down: an attack must never bar the owner from this way.
    const attempt = { account: null, knownPlace: null, source };
    const admission = await guards.admit(attempt);
    if (!admission.admitted) throw refusalError(admission);
    const user = await findUserByEmail(db, emailKey(email));
    const hash = hashRecoveryCode(code);
    if (user?.status !== 'active' || !(await hasUnusedCode(db, { userId: user.id, hash }))) {
      throw new EaselError('RECOVERY_FAILED');
    }
    await policy.check(newPassword, [user.email, user.name]);
    const password = columnsOf(await hasher.hash(newPassword));
    return await db.transaction().execute(async (trx) => {
      const at = now();
      if (!(await useCode(trx, { userId: user.id, hash, now: at }))) throw new EaselError('RECOVERY_FAILED');
      await changeUser(trx, user.id, { ...password, must_change_password: 0, updated_at: at });
      await guards.unlock(trx, user.email_key);
      const codesLeft = await countUnusedCodes(trx, user.id);
      await audit.append(trx, [
        accountEvent('recovery.used', caller, { userId: user.id, data: { codesLeft } }),
      ]);
      return { codesLeft };
    });
  }

  return { issue, renew, reset, remaining: (userId) => countUnusedCodes(db, userId) };
}
