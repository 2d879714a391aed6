import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { verifyStoredLog } from '../audit/verify-stored.ts';
import {
  anonymousCaller,
  callerOf,
  GOOD_PASSWORD,
  OTHER_PASSWORD,
  placeAt,
  startAccounts,
  type TestAccounts,
} from './accounts.testing.ts';

const HERE = { surface: 'ipc', deviceId: null } as const;

describeDatabases('accounts', (database) => {
  /** How many sessions of an account are good. */
  const live = async ({ sessions }: TestAccounts, id: string) => (await sessions.list(id)).length;

  test('the first is ADMIN and signed in, the next ones are USER', async () => {
    const world = startAccounts(database.db);
    const wanted = { email: 'ana@studio.example', name: ' Ana ', password: GOOD_PASSWORD };
    const first = await world.accounts.register(wanted, anonymousCaller(), HERE);
    expect(first.account).toMatchObject({
      role: 'ADMIN',
      status: 'active',
      name: 'Ana',
      mustChangePassword: false,
    });
    expect(await world.sessions.authenticate(first.session?.id ?? '')).toMatchObject({ role: 'ADMIN' });
    const made = await world.accounts.register(
      { ...wanted, email: 'b@studio.example' },
      callerOf(first.account),
      null,
    );
    expect(made).toMatchObject({ account: { role: 'USER', mustChangePassword: true }, session: null });
    expect((await world.events()).map(({ action, resource }) => [action, resource])).toEqual([
      ['account.registered', `user:${first.account.id}`],
      ['account.registered', `user:${made.account.id}`],
    ]);
    for (const { body } of await world.events()) expect(body).not.toMatch(/studio|Ana/);
  });

  test('of ten that register at once, one is ADMIN', async () => {
    const world = startAccounts(database.db);
    const registered = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        world.accounts.register(
          { email: `p${at}@studio.example`, name: 'P', password: GOOD_PASSWORD },
          anonymousCaller(),
          HERE,
        ),
      ),
    );
    expect(registered.filter(({ account }) => account.role === 'ADMIN')).toHaveLength(1);
  });

  test('an address has one account, however it is written and whoever is first', async () => {
    const world = startAccounts(database.db);
    const results = await Promise.allSettled(
      ['ana@studio.example', 'ANA@studio.example', ' ana@Studio.Example '].map((email) =>
        world.accounts.register({ email, name: 'Ana', password: GOOD_PASSWORD }, anonymousCaller(), HERE),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'EMAIL_TAKEN' });
    }
  });

  test('what cannot be an account leaves nothing behind', async () => {
    const world = startAccounts(database.db);
    const good = { email: 'ana@studio.example', name: 'Ana', password: GOOD_PASSWORD };
    const attempts = [
      [{ ...good, email: 'ana' }, 'EMAIL_INVALID'],
      [{ ...good, name: ' ' }, 'NAME_INVALID'],
      [{ ...good, name: 'A\nB' }, 'NAME_INVALID'],
      [{ ...good, name: 'x'.repeat(121) }, 'NAME_INVALID'],
      [{ ...good, password: 'admin123' }, 'PASSWORD_TOO_SHORT'],
      [{ ...good, password: 'administrator' }, 'PASSWORD_COMMON'],
      [{ ...good, password: 'ana@studio.example' }, 'PASSWORD_COMMON'],
    ] as const;
    for (const [wanted, code] of attempts) {
      await expect(world.accounts.register(wanted, anonymousCaller(), HERE)).rejects.toMatchObject({ code });
    }
    expect(await database.db.selectFrom('users').selectAll().execute()).toEqual([]);
  });

  test('only the seed may make admin123, which has to be changed', async () => {
    const world = startAccounts(database.db);
    const seed = { email: 'admin@easel.local', name: 'Admin', password: 'admin123', role: 'ADMIN' } as const;
    const account = await world.accounts.seed(seed, anonymousCaller());
    expect(account).toMatchObject({ role: 'ADMIN', mustChangePassword: true });
    expect(await world.accounts.seed(seed, anonymousCaller())).toBeNull();
    await world.signIn({ email: seed.email, password: seed.password }, placeAt('home'));
    const caller = callerOf({ id: account?.id ?? '', role: 'ADMIN' });
    const change = (wanted: string) =>
      world.accounts.changePassword({ present: 'admin123', wanted }, caller, HERE);
    await expect(change('admin123')).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
    await change(OTHER_PASSWORD);
    expect(await world.admin.get(account?.id ?? '')).toMatchObject({ mustChangePassword: false });
  });

  test('a new password ends every session and opens one', async () => {
    const world = startAccounts(database.db);
    const { account, session: old } = await world.register('ADMIN', 'ana@studio.example');
    const caller = callerOf(account, old?.id);
    const passwords = { present: GOOD_PASSWORD, wanted: OTHER_PASSWORD };
    await expect(
      world.accounts.changePassword({ ...passwords, present: 'wrong' }, caller, HERE),
    ).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    expect(await live(world, account.id)).toBe(1);
    const session = await world.accounts.changePassword(passwords, caller, HERE);
    expect((await world.sessions.list(account.id)).map(({ id }) => id)).toEqual([session.id]);
    expect(await world.sessions.authenticate(old?.id ?? '')).toBeNull();
    await expect(world.sessions.refresh(old?.refreshToken ?? '', caller)).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    });
    const signIn = (password: string) => world.signIn({ email: account.email, password }, placeAt('home'));
    await expect(signIn(GOOD_PASSWORD)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    await signIn(OTHER_PASSWORD);
    expect((await world.events()).map(({ action }) => action)).toContain('password.changed');
  });

  test('guessing the password at an unlocked screen is slowed down too', async () => {
    const world = startAccounts(database.db);
    const { account, session } = await world.register('ADMIN');
    const attempt = () => world.accounts.deleteMine('wrong', callerOf(account, session?.id));
    for (let at = 0; at < 5; at += 1)
      await expect(attempt()).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await expect(attempt()).rejects.toMatchObject({ code: 'SIGN_IN_WAIT', data: { seconds: 1 } });
  });

  test('deleting an account takes the password, leaves no trace of the person, and frees the address', async () => {
    const world = startAccounts(database.db);
    await world.register('ADMIN');
    const { account, session } = await world.register('USER', 'ana.sparrow@studio.example');
    const caller = callerOf(account, session?.id);
    await expect(
      world.signIn({ email: account.email, password: 'wrong' }, placeAt('203.0.113.7')),
    ).rejects.toThrow();
    await expect(world.accounts.deleteMine('wrong', caller)).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    await world.accounts.deleteMine(GOOD_PASSWORD, caller);

    expect(await world.sessions.authenticate(session?.id ?? '')).toBeNull();
    await expect(world.admin.get(account.id)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    expect((await world.admin.search({ limit: 10 })).accounts).toHaveLength(1);
    for (const table of ['sessions', 'recovery_codes', 'api_keys'] as const) {
      const rows = await database.db.selectFrom(table).select('user_id').execute();
      expect(rows.filter((row) => row.user_id === account.id)).toEqual([]);
    }
    const everything = JSON.stringify([
      await database.db.selectFrom('users').selectAll().execute(),
      await database.db.selectFrom('audit_details').selectAll().execute(),
      await database.db.selectFrom('login_guards').selectAll().execute(),
      await world.events(),
    ]);
    expect(everything).not.toMatch(/sparrow@|203\.0\.113/);
    expect(await verifyStoredLog(database.db, world.logId)).toMatchObject({ ok: true });
    expect((await world.events()).at(-1)).toMatchObject({
      action: 'account.deleted',
      actor: `user:${account.id}`,
    });

    const again = await world.register('USER', 'ana.sparrow@studio.example');
    expect(again.account.id).not.toBe(account.id);
  });

  test('who is not signed in cannot change anything of an account', async () => {
    const world = startAccounts(database.db);
    await world.register('ADMIN');
    const ended = { code: 'SESSION_ENDED' };
    await expect(world.accounts.deleteMine(GOOD_PASSWORD, anonymousCaller())).rejects.toMatchObject(ended);
    await expect(world.recovery.renew(GOOD_PASSWORD, anonymousCaller())).rejects.toMatchObject(ended);
  });
});
