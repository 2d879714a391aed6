import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { TEST_IDS } from '../audit/testing.ts';
import { verifyStoredLog } from '../audit/verify-stored.ts';
import type { Account } from './account.ts';
import {
  anonymousCaller,
  callerOf,
  GOOD_PASSWORD,
  placeAt,
  startAccounts,
  type TestAccounts,
} from './accounts.testing.ts';

/** What may come of acting on an account that others act on at the same time. */
const EXPECTED = ['LAST_ADMIN', 'ACCOUNT_NOT_FOUND', 'PASSWORD_WRONG', 'SESSION_ENDED', 'SIGN_IN_WAIT'];

describeDatabases('accounts of others', (database) => {
  const readUser = (id: string) =>
    database.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  /** How many sessions of an account are good. */
  const live = async ({ sessions }: TestAccounts, id: string) => (await sessions.list(id)).length;

  test('every change of role or status raises the epoch once and ends all sessions; none changes nothing', async () => {
    const world = startAccounts(database.db);
    const admin = callerOf((await world.register('ADMIN')).account);
    const { account } = await world.register('USER', 'ana@studio.example');
    const steps = [
      () => world.admin.setRole(account.id, 'PREMIUM', admin),
      () => world.admin.setRole(account.id, 'ADMIN', admin),
      () => world.admin.disable(account.id, admin),
      () => world.admin.enable(account.id, admin),
    ];
    for (const [at, step] of steps.entries()) {
      await step();
      expect(await live(world, account.id)).toBe(0);
      expect((await readUser(account.id)).session_epoch).toBe(at + 1);
      if (at !== 2) await world.signIn({ email: account.email, password: GOOD_PASSWORD }, placeAt('home'));
    }
    await world.admin.setRole(account.id, 'ADMIN', admin);
    await world.admin.enable(account.id, admin);
    expect((await readUser(account.id)).session_epoch).toBe(4);
    expect(await live(world, account.id)).toBe(1);
    const changes = (await world.events()).filter(({ resource }) => resource === `user:${account.id}`);
    expect(changes.map(({ action }) => action).filter((action) => !action.startsWith('login'))).toEqual([
      'account.registered',
      'role.changed',
      'role.changed',
      'account.disabled',
      'account.enabled',
      'role.changed',
      'account.enabled',
    ]);
  });

  test('the last admin can be neither demoted nor disabled nor deleted', async () => {
    const world = startAccounts(database.db);
    const { account } = await world.register('ADMIN');
    const { account: disabled } = await world.register('ADMIN');
    const caller = callerOf(account);
    await world.admin.disable(disabled.id, caller);
    const lastAdmin = { code: 'LAST_ADMIN' };
    await expect(world.admin.setRole(account.id, 'USER', caller)).rejects.toMatchObject(lastAdmin);
    await expect(world.admin.disable(account.id, caller)).rejects.toMatchObject(lastAdmin);
    await expect(world.accounts.deleteMine(GOOD_PASSWORD, caller)).rejects.toMatchObject(lastAdmin);
    expect(await readUser(account.id)).toMatchObject({ role: 'ADMIN', status: 'active', session_epoch: 0 });
    await world.admin.enable(disabled.id, caller);
    await world.accounts.deleteMine(GOOD_PASSWORD, caller);
    await expect(world.admin.setRole(disabled.id, 'USER', caller)).rejects.toMatchObject(lastAdmin);
  });

  test('whatever admins do to each other at once, one is left', async () => {
    const world = startAccounts(database.db);
    const step = fc.record({
      who: fc.nat(3),
      what: fc.constantFrom('demote', 'premium', 'disable', 'enable', 'promote', 'delete'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        await database.db.deleteFrom('users').execute();
        const people: Account[] = [];
        for (let at = 0; at < 4; at += 1) people.push((await world.register('ADMIN')).account);
        const results = await Promise.allSettled(
          steps.map(async ({ who, what }) => {
            const person = people[who] ?? people[0];
            if (person === undefined) return;
            const caller = callerOf(person);
            if (what === 'delete') await world.accounts.deleteMine(GOOD_PASSWORD, caller);
            else if (what === 'disable') await world.admin.disable(person.id, caller);
            else if (what === 'enable') await world.admin.enable(person.id, caller);
            else {
              const role = ({ demote: 'USER', premium: 'PREMIUM', promote: 'ADMIN' } as const)[what];
              await world.admin.setRole(person.id, role, caller);
            }
          }),
        );
        for (const result of results) {
          if (result.status === 'rejected') expect(EXPECTED).toContain(result.reason.code);
        }
        const admins = await database.db
          .selectFrom('users')
          .select('id')
          .where('role', '=', 'ADMIN')
          .where('status', '=', 'active')
          .execute();
        expect(admins.length).toBeGreaterThan(0);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(await verifyStoredLog(database.db, world.logId)).toMatchObject({ ok: true });
  });

  test('all admins that demote each other in one moment: exactly one stays', async () => {
    const world = startAccounts(database.db);
    const people: Account[] = [];
    for (let at = 0; at < 6; at += 1) people.push((await world.register('ADMIN')).account);
    const results = await Promise.allSettled(
      people.map(({ id }) => world.admin.setRole(id, 'USER', callerOf({ id, role: 'ADMIN' }))),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => reason.code)).toEqual(['LAST_ADMIN']);
  });

  test('are listed by pages, newest first, each once, and found by part of a name or an address', async () => {
    const world = startAccounts(database.db);
    const made = [];
    for (let at = 0; at < 23; at += 1) made.push((await world.register('USER')).account.id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await world.admin.search({ limit: 5, cursor });
      seen.push(...page.accounts.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(made.toReversed());

    const named = async (name: string, email: string) => {
      const wanted = { email, name, password: GOOD_PASSWORD };
      return (await world.accounts.register(wanted, anonymousCaller(), null)).account.id;
    };
    const odd = await named('100% Élodie_K', 'elodie@other.example');
    const find = async (text: string) =>
      (await world.admin.search({ text, limit: 100 })).accounts.map(({ id }) => id);
    expect(await find('')).toHaveLength(24);
    for (const text of ['Élodie', 'OTHER.example', '100%', 'e_k', 'elodie@', ' Élodie ']) {
      expect(await find(text), text).toEqual([odd]);
    }
    expect(await find('%')).toEqual([odd]);
    expect(await find('nobody')).toEqual([]);
    expect(JSON.stringify(await world.admin.search({ limit: 100 }))).not.toContain('$2b$');
  });

  test('an admin ends a lock', async () => {
    const world = startAccounts(database.db);
    const admin = await world.register('ADMIN');
    const { account } = await world.register('USER', 'ana@studio.example');
    const guess = (at: number) =>
      world
        .signIn({ email: account.email, password: 'wrong' }, placeAt(`bot ${at}`))
        .catch(({ code }) => code);
    for (let at = 0; at < 100; at += 1) {
      world.clock.ms += 15 * 60_000;
      expect(await guess(at)).toBe('SIGN_IN_FAILED');
    }
    world.clock.ms += 15 * 60_000;
    expect(await guess(100)).toBe('SIGN_IN_LOCKED');
    const signIn = () => world.signIn({ email: account.email, password: GOOD_PASSWORD }, placeAt('home'));
    await expect(signIn()).rejects.toMatchObject({ code: 'SIGN_IN_LOCKED' });
    await world.admin.unlock(account.id, callerOf(admin.account));
    await signIn();
    await expect(world.admin.unlock(TEST_IDS.next(), callerOf(admin.account))).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    });
  });
});
