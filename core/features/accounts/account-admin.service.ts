/**
 * Other people's accounts, for admins: who there is, in which role, in which state. An active ADMIN is always left. A
 * change of role or state ends all sessions of the account.
 */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import type { AuditLog } from '../audit/audit.service.ts';
import type { Account, AccountStatus, Role } from './account.ts';
import { accountEvent } from './account-events.ts';
import { toAccount } from './account-row.ts';
import { changeUser, findUser, lockAccounts, searchUsers, type UserRow } from './accounts.repository.ts';
import { refuseForLastAdmin } from './last-admin.ts';
import type { LoginGuards } from './login-guards.ts';

export interface AccountAdminDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly audit: AuditLog;
  readonly guards: Pick<LoginGuards, 'unlock'>;
}

export interface AccountSearch {
  /** Part of a name or an address. */
  readonly text?: string;
  readonly cursor?: string | null;
  readonly limit: number;
}

export interface AccountPage {
  /** Newest first. */
  readonly accounts: readonly Account[];
  /** For the next page; null at the end. */
  readonly cursor: string | null;
}

/** Every one of these throws ACCOUNT_NOT_FOUND for an id that names nobody. */
export interface AccountAdmin {
  readonly get: (id: string) => Promise<Account>;
  readonly search: (search: AccountSearch) => Promise<AccountPage>;
  /** LAST_ADMIN when nobody else is one. */
  readonly setRole: (id: string, role: Role, caller: Caller) => Promise<Account>;
  /** LAST_ADMIN when nobody else is one. */
  readonly disable: (id: string, caller: Caller) => Promise<Account>;
  readonly enable: (id: string, caller: Caller) => Promise<Account>;
  /** Ends the lock after too many wrong passwords. */
  readonly unlock: (id: string, caller: Caller) => Promise<Account>;
}

export function createAccountAdmin({ db, now, audit, guards }: AccountAdminDeps): AccountAdmin {
  async function setRole(id: string, role: Role, caller: Caller): Promise<Account> {
    return await db.transaction().execute(async (trx) => {
      const before = await lockedUser(trx, id);
      if (role !== 'ADMIN') await refuseForLastAdmin(trx, before);
      const after = before.role === role ? before : await changeUser(trx, id, { role, updated_at: now() });
      const data = { from: before.role, to: role };
      await audit.append(trx, [accountEvent('role.changed', caller, { userId: id, data })]);
      return toAccount(after);
    });
  }

  async function setStatus(
    id: string,
    status: Exclude<AccountStatus, 'deleted'>,
    caller: Caller,
  ): Promise<Account> {
    return await db.transaction().execute(async (trx) => {
      const before = await lockedUser(trx, id);
      if (status === 'disabled') await refuseForLastAdmin(trx, before);
      const isSame = before.status === status;
      const after = isSame ? before : await changeUser(trx, id, { status, updated_at: now() });
      const action = status === 'disabled' ? 'account.disabled' : 'account.enabled';
      await audit.append(trx, [accountEvent(action, caller, { userId: id, data: null })]);
      return toAccount(after);
    });
  }

  async function unlock(id: string, caller: Caller): Promise<Account> {
    return await db.transaction().execute(async (trx) => {
      const user = await lockedUser(trx, id);
      await guards.unlock(trx, user.email_key);
      await audit.append(trx, [accountEvent('account.unlocked', caller, { userId: id, data: null })]);
      return toAccount(user);
    });
  }

  async function search({ text = '', cursor = null, limit }: AccountSearch): Promise<AccountPage> {
    const wanted = { text: text.trim().normalize('NFC'), afterId: cursor, limit: limit + 1 };
    const rows = await searchUsers(db, wanted);
    const page = rows.slice(0, limit);
    return { accounts: page.map(toAccount), cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  return {
    get: async (id) => toAccount(found(await findUser(db, id))),
    search,
    setRole,
    disable: (id, caller) => setStatus(id, 'disabled', caller),
    enable: (id, caller) => setStatus(id, 'active', caller),
    unlock,
  };
}

async function lockedUser(trx: Kysely<Database>, id: string): Promise<UserRow> {
  await lockAccounts(trx);
  return found(await findUser(trx, id));
}

function found(user: UserRow | undefined): UserRow {
  if (!user) throw new EaselError('ACCOUNT_NOT_FOUND');
  return user;
}
