/** For tests: accounts, sessions and keys on a database, with a clock that the test moves and cheap password hashes. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import { createMemorySecrets } from '../../secrets/memory-secrets.ts';
import { eraseDetails, readRows } from '../audit/audit.repository.ts';
import { createAuditLog } from '../audit/audit.service.ts';
import { TEST_IDS, testAuditContext } from '../audit/testing.ts';
import { createSessions } from '../sessions/sessions.service.ts';
import type { Account, Role } from './account.ts';
import { createAccountAdmin } from './account-admin.service.ts';
import { createAccounts, type Registered } from './accounts.service.ts';
import { createLoginGuards } from './login-guards.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { createPasswordPolicy } from './password-policy.ts';
import { hash, verify } from './password-worker.ts';
import { createRecovery } from './recovery.service.ts';
import { createSignIn, type Place } from './sign-in.service.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', '..', 'resources');
/** The least bcrypt knows: about a millisecond. */
const CHEAP = 4;

export const GOOD_PASSWORD = 'quiet gravel under eleven bridges';
export const OTHER_PASSWORD = 'nobody paints the fourth staircase';

export function cheapHasher(cost = CHEAP): Omit<PasswordHasher, 'close'> {
  return {
    hash: async (password) => hash({ password, cost }),
    verify: async (password, against) => verify({ password, cost, against }),
  };
}

export function testPolicy(least = 12) {
  return createPasswordPolicy({ resourcesFolder: RESOURCES, readLeastCharacters: async () => least });
}

/** Nobody is signed in. */
export function anonymousCaller(): Caller {
  return {
    actor: { ref: `device:${TEST_IDS.next()}`, role: 'ANONYMOUS', session: null },
    surface: 'ipc',
    userId: null,
    requestId: TEST_IDS.next(),
  };
}

export function callerOf({ id, role }: Pick<Account, 'id' | 'role'>, session: string | null = null): Caller {
  return { ...anonymousCaller(), actor: { ref: `user:${id}`, role, session }, userId: id };
}

export function placeAt(source: string, deviceId: string | null = null): Place {
  return { caller: anonymousCaller(), source, deviceId };
}

export type TestAccounts = ReturnType<typeof startAccounts>;

export function startAccounts(
  db: Kysely<Database>,
  { hasher = cheapHasher() }: { readonly hasher?: Omit<PasswordHasher, 'close'> } = {},
) {
  const clock = { ms: 1_790_000_000_000 };
  const now = () => clock.ms;
  const auditContext = testAuditContext();
  const audit = createAuditLog({ ...auditContext, now });
  const secrets = createMemorySecrets();
  const policy = testPolicy();
  const shared = { db, now, ids: TEST_IDS, randomBytes, audit, secrets, hasher, policy };
  const guards = createLoginGuards(shared);
  const sessions = createSessions(shared);
  const recovery = createRecovery({ ...shared, guards });
  const signIn = createSignIn({ ...shared, guards, sessions });
  const eraseTracesOf = async (trx: Kysely<Database>, userId: string) => {
    await eraseDetails(trx, userId);
  };
  const accounts = createAccounts({ ...shared, guards, recovery, sessions, eraseTracesOf });
  const admin = createAccountAdmin({ ...shared, guards });

  let made = 0;
  async function register(
    role: Role = 'USER',
    email = `person${made++}@studio.example`,
  ): Promise<Registered> {
    const wanted = { email, name: 'Ana Sparrow', password: GOOD_PASSWORD };
    const registered = await accounts.register(wanted, anonymousCaller(), { surface: 'ipc', deviceId: null });
    if (registered.account.role === role) return registered;
    // As raised by hand, so that sessions of the registration stay good.
    await db.updateTable('users').set({ role }).where('id', '=', registered.account.id).execute();
    return { ...registered, account: { ...registered.account, role } };
  }

  async function events() {
    const rows = await readRows(db, { logId: auditContext.logId, afterSeq: 0, limit: 10_000 });
    return rows.map(({ action, outcome, resource, actor_ref, body }) => ({
      action,
      outcome,
      resource,
      actor: actor_ref,
      body: body.toString('utf8'),
    }));
  }

  return {
    ...shared,
    clock,
    logId: auditContext.logId,
    guards,
    sessions,
    recovery,
    signIn: signIn.signIn,
    recordFloods: signIn.recordFloods,
    accounts,
    admin,
    register,
    events,
  };
}
