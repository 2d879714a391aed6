/**
 * One's own account: making it, its password, deleting it. The first one becomes ADMIN. A new password ends all
 * sessions of the account.
 */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';
import type { AuditLog } from '../audit/audit.service.ts';
import type { OpenedSession, SessionOrigin, Sessions } from '../sessions/sessions.service.ts';
import type { Account, Role } from './account.ts';
import { accountEvent } from './account-events.ts';
import { toAccount } from './account-row.ts';
import {
  changeUser,
  deleteCredentials,
  findUserByEmail,
  hasUsers,
  insertUser,
  lockAccounts,
  type UserRow,
} from './accounts.repository.ts';
import { confirmPassword, stillConfirmed } from './confirm-password.ts';
import { parseEmail } from './email.ts';
import { refuseForLastAdmin } from './last-admin.ts';
import type { LoginGuards } from './login-guards.ts';
import { columnsOf, type PasswordColumns } from './password-columns.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { PasswordPolicy } from './password-policy.ts';
import type { Recovery } from './recovery.service.ts';

export interface AccountsDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly ids: Ids;
  readonly audit: AuditLog;
  readonly guards: LoginGuards;
  readonly hasher: Pick<PasswordHasher, 'hash' | 'verify'>;
  readonly policy: PasswordPolicy;
  readonly recovery: Pick<Recovery, 'issue'>;
  readonly sessions: Pick<Sessions, 'open'>;
  /** Removes what other features keep of a person, in the same transaction. */
  readonly eraseTracesOf: (trx: Kysely<Database>, userId: string) => Promise<void>;
}

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export interface Registered {
  readonly account: Account;
  /** Shown once. */
  readonly recoveryCodes: readonly string[];
  /** Null when it was made for somebody else. */
  readonly session: OpenedSession | null;
}

export interface Accounts {
  /** For oneself with an origin, which signs in; without one for somebody else, who then has to change the password. */
  readonly register: (
    wanted: NewAccount,
    caller: Caller,
    origin: SessionOrigin | null,
  ) => Promise<Registered>;
  /** Development data: any password, any role. Null when the address is taken. */
  readonly seed: (wanted: NewAccount & { readonly role: Role }, caller: Caller) => Promise<Account | null>;
  /** Opens a new session; all others end. PASSWORD_WRONG, or what is wrong with the new one. */
  readonly changePassword: (
    passwords: { readonly present: string; readonly wanted: string },
    caller: Caller,
    origin: SessionOrigin,
  ) => Promise<OpenedSession>;
  /** PASSWORD_WRONG or LAST_ADMIN. What remains is an id that names nobody. */
  readonly deleteMine: (password: string, caller: Caller) => Promise<void>;
}

const LONGEST_NAME = 120;
const CONTROL = /\p{C}/u;

export function createAccounts(deps: AccountsDeps): Accounts {
  const { db, now, ids, audit, guards, hasher, policy, recovery, sessions } = deps;

  async function register(
    wanted: NewAccount,
    caller: Caller,
    origin: SessionOrigin | null,
  ): Promise<Registered> {
    const { email, key } = parseEmail(wanted.email);
    const name = parseName(wanted.name);
    await policy.check(wanted.password, [email, name]);
    if (await findUserByEmail(db, key)) throw new EaselError('EMAIL_TAKEN');
    const password = columnsOf(await hasher.hash(wanted.password));
    return await db.transaction().execute(async (trx) => {
      await lockAccounts(trx);
      const role: Role = (await hasUsers(trx)) ? 'USER' : 'ADMIN';
      const row = newRow({ email, email_key: key, name, role, password, mustChange: origin === null });
      if (!(await insertUser(trx, row))) throw new EaselError('EMAIL_TAKEN');
      const recoveryCodes = await recovery.issue(trx, row.id);
      const session =
        origin && (await sessions.open(trx, { id: row.id, role, epoch: row.session_epoch }, origin));
      const data = { email, name, role };
      await audit.append(trx, [accountEvent('account.registered', caller, { userId: row.id, data })]);
      return { account: toAccount(row), recoveryCodes, session };
    });
  }

  async function seed(wanted: NewAccount & { readonly role: Role }, caller: Caller): Promise<Account | null> {
    const { email, key } = parseEmail(wanted.email);
    const { name, role } = wanted;
    if (await findUserByEmail(db, key)) return null;
    const password = columnsOf(await hasher.hash(wanted.password));
    const row = newRow({ email, email_key: key, name, role, password, mustChange: true });
    return await db.transaction().execute(async (trx) => {
      if (!(await insertUser(trx, row))) return null;
      const data = { email, name, role, seeded: true };
      await audit.append(trx, [accountEvent('account.registered', caller, { userId: row.id, data })]);
      return toAccount(row);
    });
  }

  function newRow(wanted: {
    readonly email: string;
    readonly email_key: string;
    readonly name: string;
    readonly role: Role;
    readonly password: PasswordColumns;
    readonly mustChange: boolean;
  }): UserRow {
    const { password, mustChange, ...rest } = wanted;
    const at = now();
    return {
      ...rest,
      ...password,
      id: ids.next(),
      status: 'active',
      session_epoch: 0,
      must_change_password: mustChange ? 1 : 0,
      created_at: at,
      updated_at: at,
      last_login_at: null,
    };
  }

  async function changePassword(
    passwords: { readonly present: string; readonly wanted: string },
    caller: Caller,
    origin: SessionOrigin,
  ): Promise<OpenedSession> {
    const confirmed = await confirmPassword(deps, caller, passwords.present);
    await policy.check(passwords.wanted, [confirmed.email, confirmed.name]);
    const password = columnsOf(await hasher.hash(passwords.wanted));
    return await db.transaction().execute(async (trx) => {
      await lockAccounts(trx);
      await stillConfirmed(trx, confirmed);
      const { id, role, session_epoch } = await changeUser(trx, confirmed.id, {
        ...password,
        must_change_password: 0,
        updated_at: now(),
      });
      await audit.append(trx, [accountEvent('password.changed', caller, { userId: id, data: null })]);
      return await sessions.open(trx, { id, role, epoch: session_epoch }, origin);
    });
  }

  async function deleteMine(password: string, caller: Caller): Promise<void> {
    const confirmed = await confirmPassword(deps, caller, password);
    await db.transaction().execute(async (trx) => {
      await lockAccounts(trx);
      const user = await stillConfirmed(trx, confirmed);
      await refuseForLastAdmin(trx, user);
      await guards.forget(trx, user.email_key);
      await deleteCredentials(trx, user.id);
      await changeUser(trx, user.id, {
        updated_at: now(),
        status: 'deleted',
        role: 'USER',
        email: '',
        // Frees the address for a new account.
        email_key: `deleted:${user.id}`,
        name: '',
        password_scheme: 'none',
        password_hash: '',
        last_login_at: null,
      });
      await deps.eraseTracesOf(trx, user.id);
      await audit.append(trx, [accountEvent('account.deleted', caller, { userId: user.id, data: null })]);
    });
  }

  return { register, seed, changePassword, deleteMine };
}

function parseName(typed: string): string {
  const name = typed.trim().normalize('NFC');
  if (name === '' || [...name].length > LONGEST_NAME || CONTROL.test(name)) {
    throw new EaselError('NAME_INVALID', { most: LONGEST_NAME });
  }
  return name;
}
