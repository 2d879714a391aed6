/** Asks somebody who is signed in for the password again, before what cannot be taken back. */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import { findUser, type UserRow } from './accounts.repository.ts';
import { type Attempt, type LoginGuards, refusalError } from './login-guards.ts';
import { hashOf } from './password-columns.ts';
import type { PasswordHasher } from './password-hasher.ts';

export interface ConfirmPasswordDeps {
  readonly db: Kysely<Database>;
  readonly guards: LoginGuards;
  readonly hasher: Pick<PasswordHasher, 'verify'>;
}

/** Whose password it was; SESSION_ENDED without an account, PASSWORD_WRONG, or as signing in. */
export async function confirmPassword(
  { db, guards, hasher }: ConfirmPasswordDeps,
  caller: Caller,
  password: string,
): Promise<UserRow> {
  const user = caller.userId === null ? undefined : await findUser(db, caller.userId);
  if (!user) throw new EaselError('SESSION_ENDED');
  const attempt: Attempt = {
    account: user.email_key,
    knownPlace: caller.actor.session ?? user.id,
    source: null,
  };
  const admission = await guards.admit(attempt);
  if (!admission.admitted) throw refusalError(admission);
  if (!(await hasher.verify(password, hashOf(user))).matches) throw new EaselError('PASSWORD_WRONG');
  await db.transaction().execute((trx) => guards.succeeded(trx, attempt));
  return user;
}

/** In the transaction that acts on it: the password may have been changed since it was confirmed. */
export async function stillConfirmed(trx: Kysely<Database>, confirmed: UserRow): Promise<UserRow> {
  const current = await findUser(trx, confirmed.id);
  if (current?.password_hash !== confirmed.password_hash) throw new EaselError('PASSWORD_WRONG');
  return current;
}
