import { hashSync } from 'bcryptjs';
import { expect, test } from 'vitest';
import { EaselError } from '../../../shared/errors.ts';
import { describeDatabases } from '../../db/testing.ts';
import { readDetails } from '../audit/audit.repository.ts';
import { TEST_IDS } from '../audit/testing.ts';
import { verifyStoredLog } from '../audit/verify-stored.ts';
import {
  anonymousCaller,
  callerOf,
  cheapHasher,
  GOOD_PASSWORD,
  placeAt,
  startAccounts,
} from './accounts.testing.ts';
import { RECORDED_PER_MINUTE } from './flood-gate.ts';

const EMAIL = 'Ana.Sparrow@studio.example';
const WRONG = 'not the right password';

describeDatabases('signing in', (database) => {
  test('opens a session and says so in the log, without the address', async () => {
    const world = startAccounts(database.db);
    const { account } = await world.register('ADMIN', EMAIL);
    const device = TEST_IDS.next();
    const place = placeAt('203.0.113.7', device);
    const session = await world.signIn(
      { email: ' ana.sparrow@STUDIO.example', password: GOOD_PASSWORD },
      place,
    );
    expect(session.userId).toBe(account.id);
    expect(await world.sessions.authenticate(session.id)).toMatchObject({
      userId: account.id,
      role: 'ADMIN',
    });
    expect((await world.admin.get(account.id)).lastLoginAt).toBe(world.clock.ms);
    expect(await world.sessions.wasOpenOn(account.id, device)).toBe(true);

    const [, event] = await world.events();
    expect(event).toMatchObject({
      action: 'login.succeeded',
      outcome: 'success',
      resource: `user:${account.id}`,
      actor: `user:${account.id}`,
    });
    expect(JSON.parse(event?.body ?? '')).toMatchObject({ session: session.id });
    for (const { body } of await world.events()) expect(body).not.toMatch(/sparrow|studio|203\.0/i);
    const details = await readDetails(database.db, { logId: world.logId, seqs: [1, 2] });
    expect(details.map(({ subject }) => subject)).toEqual([account.id, account.id]);
    expect(await verifyStoredLog(database.db, world.logId)).toMatchObject({ ok: true, size: 2 });
  });

  test('a wrong password, a strange address and a deleted account look alike, and cost the same', async () => {
    const asked: string[] = [];
    const cheap = cheapHasher();
    const hasher = {
      ...cheap,
      verify: async (password: string, against: Parameters<typeof cheap.verify>[1]) => {
        // Null stands for nobody's hash, which has the hasher's own cost.
        asked.push(against?.hash.slice(0, 7) ?? '$2b$04$');
        return await cheap.verify(password, against);
      },
    };
    const world = startAccounts(database.db, { hasher });
    await world.register('ADMIN', EMAIL);
    const gone = await world.register('USER', 'gone@studio.example');
    await world.accounts.deleteMine(GOOD_PASSWORD, callerOf(gone.account));
    asked.length = 0;
    const failures = await Promise.all(
      [EMAIL, 'nobody@studio.example', 'gone@studio.example', '', '%', 'not an address'].map(
        async (email, at) =>
          await world
            .signIn({ email, password: WRONG }, placeAt(`source ${at}`))
            .catch((error: { toFailure: () => unknown }) => error.toFailure()),
      ),
    );
    for (const failure of failures) expect(failure).toEqual(failures[0]);
    expect(failures[0]).toMatchObject({ code: 'SIGN_IN_FAILED', data: {} });
    expect(asked).toEqual(failures.map(() => '$2b$04$'));
  });

  test('an address without an account is slowed down like one with', async () => {
    const world = startAccounts(database.db);
    await world.register('ADMIN', EMAIL);
    const answers = async (email: string) => {
      const codes: unknown[] = [];
      for (let attempt = 0; attempt < 9; attempt += 1) {
        world.clock.ms += 1_500;
        const place = placeAt(`${email} ${attempt}`);
        codes.push(
          await world.signIn({ email, password: WRONG }, place).catch(({ code, data }) => [code, data]),
        );
      }
      return codes;
    };
    const known = await answers(EMAIL);
    expect(await answers('nobody@studio.example')).toEqual(known);
    expect(known).toContainEqual(['SIGN_IN_WAIT', { seconds: 1 }]);
  });

  test('denials are recorded with their reason, and what was typed as an address is not', async () => {
    const world = startAccounts(database.db);
    const { account } = await world.register('ADMIN', EMAIL);
    const place = placeAt('203.0.113.7');
    await expect(world.signIn({ email: EMAIL, password: WRONG }, place)).rejects.toThrow();
    await expect(world.signIn({ email: GOOD_PASSWORD, password: EMAIL }, place)).rejects.toThrow();
    const [, known, unknown] = await world.events();
    expect(known).toMatchObject({
      action: 'login.failed',
      outcome: 'denied',
      resource: `user:${account.id}`,
    });
    expect(known?.actor).toBe(place.caller.actor.ref);
    expect(JSON.parse(known?.body ?? '')).toMatchObject({ reason: 'SIGN_IN_FAILED' });
    expect(unknown).toMatchObject({ action: 'login.failed', resource: `device:${world.logId}` });
    const details = await readDetails(database.db, { logId: world.logId, seqs: [2, 3] });
    expect(details.map(({ detail }) => JSON.parse(detail))).toEqual([
      { source: '203.0.113.7' },
      { source: '203.0.113.7' },
    ]);
  });

  test('a flood leaves a few rows and a count', async () => {
    const world = startAccounts(database.db);
    const { account } = await world.register('ADMIN', EMAIL);
    const attempts = 500;
    for (let at = 0; at < attempts; at += 1) {
      await expect(world.signIn({ email: EMAIL, password: WRONG }, placeAt(`bot ${at}`))).rejects.toThrow();
    }
    expect(await world.events()).toHaveLength(1 + RECORDED_PER_MINUTE);
    await world.recordFloods('over', anonymousCaller());
    expect(await world.events()).toHaveLength(1 + RECORDED_PER_MINUTE);
    world.clock.ms += 60_000;
    await world.recordFloods('over', anonymousCaller());
    await world.recordFloods('all', anonymousCaller());
    const last = (await world.events()).at(-1);
    expect(await world.events()).toHaveLength(2 + RECORDED_PER_MINUTE);
    expect(last).toMatchObject({ action: 'login.failed', outcome: 'denied', resource: `user:${account.id}` });
    const [detail] = await readDetails(database.db, { logId: world.logId, seqs: [2 + RECORDED_PER_MINUTE] });
    expect(JSON.parse(detail?.detail ?? '')).toEqual({ suppressed: attempts - RECORDED_PER_MINUTE });
    expect(await verifyStoredLog(database.db, world.logId)).toMatchObject({ ok: true });
  });

  test('the owner gets in from a known device while strangers keep guessing', async () => {
    const world = startAccounts(database.db);
    await world.register('ADMIN', EMAIL);
    const home = placeAt('home', TEST_IDS.next());
    await world.signIn({ email: EMAIL, password: GOOD_PASSWORD }, home);
    for (let at = 0; at < 100; at += 1) {
      world.clock.ms += 100;
      await expect(world.signIn({ email: EMAIL, password: WRONG }, placeAt(`bot ${at}`))).rejects.toThrow();
    }
    await expect(
      world.signIn({ email: EMAIL, password: GOOD_PASSWORD }, placeAt('hotel')),
    ).rejects.toMatchObject({ code: 'SIGN_IN_WAIT' });
    await world.signIn({ email: EMAIL, password: GOOD_PASSWORD }, home);
  });

  test('too many at once are told so, and recorded', async () => {
    const hasher = {
      ...cheapHasher(),
      verify: () => Promise.reject(new EaselError('SIGN_IN_BUSY')),
    };
    const world = startAccounts(database.db, { hasher });
    await world.register('ADMIN', EMAIL);
    await expect(
      world.signIn({ email: EMAIL, password: GOOD_PASSWORD }, placeAt('home')),
    ).rejects.toMatchObject({ code: 'SIGN_IN_BUSY' });
    const last = (await world.events()).at(-1);
    expect(last).toMatchObject({ action: 'login.failed', outcome: 'denied' });
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ reason: 'SIGN_IN_BUSY' });
  });

  test('only whoever knows the password learns that the account is disabled', async () => {
    const world = startAccounts(database.db);
    const admin = await world.register('ADMIN');
    const { account } = await world.register('USER', EMAIL);
    await world.admin.disable(account.id, callerOf(admin.account));
    const attempt = (password: string) => world.signIn({ email: EMAIL, password }, placeAt('home'));
    await expect(attempt(WRONG)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    await expect(attempt(GOOD_PASSWORD)).rejects.toMatchObject({ code: 'ACCOUNT_DISABLED' });
    await world.admin.enable(account.id, callerOf(admin.account));
    await attempt(GOOD_PASSWORD);
  });

  test('a hash of raw bcrypt is made again in today’s way, and sessions stay', async () => {
    const columns = { password_scheme: 'v1', password_hash: hashSync(GOOD_PASSWORD, 5) };
    const world = startAccounts(database.db);
    const { account, session } = await world.register('ADMIN', EMAIL);
    await database.db.updateTable('users').set(columns).where('id', '=', account.id).execute();
    const read = () =>
      database.db
        .selectFrom('users')
        .select(['password_scheme', 'password_hash', 'session_epoch'])
        .executeTakeFirstOrThrow();
    await expect(world.signIn({ email: EMAIL, password: WRONG }, placeAt('home'))).rejects.toThrow();
    expect(await read()).toMatchObject(columns);
    await world.signIn({ email: EMAIL, password: GOOD_PASSWORD }, placeAt('home'));
    const upgraded = await read();
    expect(upgraded).toMatchObject({ password_scheme: 'v2', session_epoch: 0 });
    await world.signIn({ email: EMAIL, password: GOOD_PASSWORD }, placeAt('home'));
    expect(await read()).toEqual(upgraded);
    expect(await world.sessions.authenticate(session?.id ?? '')).not.toBeNull();
  });

  test('a hash of a lower cost is made again when the cost rises', async () => {
    const before = startAccounts(database.db, { hasher: cheapHasher(4) });
    await before.register('ADMIN', EMAIL);
    const after = startAccounts(database.db, { hasher: cheapHasher(5) });
    await after.signIn({ email: EMAIL, password: GOOD_PASSWORD }, placeAt('home'));
    const { password_hash } = await database.db.selectFrom('users').selectAll().executeTakeFirstOrThrow();
    expect(password_hash).toMatch(/^\$2b\$05\$/);
  });

  test('a password that is changed while it is being looked at does not sign in', async () => {
    const cheap = cheapHasher();
    let meanwhile = async (): Promise<unknown> => undefined;
    const hasher: typeof cheap = {
      ...cheap,
      verify: async (password, against) => {
        const verdict = await cheap.verify(password, against);
        await meanwhile();
        return verdict;
      },
    };
    const world = startAccounts(database.db, { hasher });
    const { account } = await world.register('ADMIN', EMAIL);
    meanwhile = () =>
      database.db
        .updateTable('users')
        .set({ password_hash: 'changed' })
        .where('id', '=', account.id)
        .execute();
    await expect(
      world.signIn({ email: EMAIL, password: GOOD_PASSWORD }, placeAt('home')),
    ).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
  });
});
