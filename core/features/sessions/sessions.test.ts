import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { createMemorySecrets } from '../../secrets/memory-secrets.ts';
import { anonymousCaller, callerOf, startAccounts, type TestAccounts } from '../accounts/accounts.testing.ts';
import { TEST_IDS } from '../audit/testing.ts';
import { createRefreshTokens } from './refresh-tokens.ts';
import { createSessions, type OpenedSession } from './sessions.service.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('refresh tokens', () => {
  const family = TEST_IDS.next();
  const tokens = createRefreshTokens({ key: randomBytes(32), randomBytes });

  test('have 256 bits, and one successor each', () => {
    const { token, hash } = tokens.first(family);
    const [, secret = ''] = token.split('.');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(token).not.toContain(hash);
    const presented = tokens.read(token);
    expect(presented).toMatchObject({ family, hash });
    expect(presented?.next()).toEqual(presented?.next());
    expect(presented?.next().hash).not.toBe(hash);
    expect(tokens.first(family).token).not.toBe(token);
  });

  test('that were not issued here are none, whatever one character is changed', () => {
    const { token } = tokens.first(family);
    const characters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.';
    for (const [at, known] of [...token].entries()) {
      for (const other of characters) {
        if (other === known) continue;
        expect(tokens.read(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
      }
    }
    const elsewhere = createRefreshTokens({ key: randomBytes(32), randomBytes });
    expect(tokens.read(elsewhere.first(family).token)).toBeNull();
    const [, ...rest] = token.split('.');
    expect(tokens.read([TEST_IDS.next(), ...rest].join('.'))).toBeNull();
  });

  test('can be any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(tokens.read(text)).toBeNull();
      }),
    );
  });
});

describeDatabases('sessions', (database) => {
  async function start() {
    const world = startAccounts(database.db);
    const admin = await world.register('ADMIN');
    const user = await world.register('USER');
    const open = (
      owner: { readonly id: string; readonly role: 'USER' | 'ADMIN' },
      deviceId: string | null = null,
    ) =>
      database.db
        .transaction()
        .execute((trx) =>
          world.sessions.open(trx, { ...owner, epoch: 0 }, { surface: 'loopback', deviceId }),
        );
    const adminId = admin.account.id;
    const userId = user.account.id;
    return { world, adminId, userId, open, session: await open({ id: userId, role: 'USER' }) };
  }

  const isGood = async ({ sessions }: TestAccounts, { id }: Pick<OpenedSession, 'id'>) =>
    (await sessions.authenticate(id)) !== null;

  test('last twelve hours without use and thirty days at all; of admins, eight and twenty-four hours', async () => {
    const { world, adminId, userId, open } = await start();
    const cases = [
      { owner: { id: userId, role: 'USER' }, idle: 12 * HOUR, absolute: 30 * DAY },
      { owner: { id: adminId, role: 'ADMIN' }, idle: 8 * HOUR, absolute: DAY },
    ] as const;
    for (const { owner, idle, absolute } of cases) {
      const begin = world.clock.ms;
      const [unused, used] = [await open(owner), await open(owner)];
      expect(unused).toMatchObject({ idleExpiresAt: begin + idle, expiresAt: begin + absolute });
      world.clock.ms = begin + idle - 1;
      expect(await isGood(world, used)).toBe(true);
      world.clock.ms = begin + idle;
      expect(await isGood(world, unused)).toBe(false);
      while (world.clock.ms < begin + absolute - idle / 2) {
        world.clock.ms += idle / 2;
        expect(await isGood(world, used)).toBe(world.clock.ms < begin + absolute);
      }
      world.clock.ms = begin + absolute;
      expect(await isGood(world, used)).toBe(false);
      await world.sessions.touch(used.id);
      expect(await isGood(world, used)).toBe(false);
    }
  });

  test('end with any change of their owner, at the next call', async () => {
    const { world, adminId, userId, open } = await start();
    const admin = callerOf({ id: adminId, role: 'ADMIN' });
    const session = await open({ id: userId, role: 'USER' });
    expect(await world.sessions.authenticate(session.id)).toEqual({
      sessionId: session.id,
      userId,
      role: 'USER',
      mustChangePassword: false,
    });
    await world.admin.setRole(userId, 'PREMIUM', admin);
    expect(await isGood(world, session)).toBe(false);
    await world.sessions.touch(session.id);
    await expect(world.sessions.refresh(session.refreshToken, anonymousCaller())).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    });
    expect(await world.sessions.list(userId)).toEqual([]);
  });

  test('of an account that is not active are dead, even if nothing else says so', async () => {
    const { world, userId, session } = await start();
    await database.db.updateTable('users').set({ status: 'disabled' }).where('id', '=', userId).execute();
    expect(await isGood(world, session)).toBe(false);
  });

  test('are listed with where and when, revoked one by one or all but this', async () => {
    const { world, adminId, userId, open, session } = await start();
    const caller = callerOf({ id: userId, role: 'USER' }, session.id);
    const device = TEST_IDS.next();
    world.clock.ms += HOUR;
    const other = await open({ id: userId, role: 'USER' }, device);
    const listed = await world.sessions.list(userId);
    // The third is the one of the registration.
    expect(listed).toHaveLength(3);
    expect(listed[0]).toEqual({
      id: other.id,
      surface: 'loopback',
      deviceId: device,
      createdAt: world.clock.ms,
      lastSeenAt: world.clock.ms,
      expiresAt: other.idleExpiresAt,
    });
    expect(JSON.stringify(listed)).not.toMatch(/hash|token/i);

    await expect(world.sessions.revoke(adminId, other.id, caller)).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
    });
    await world.sessions.revoke(userId, other.id, caller);
    await expect(world.sessions.revoke(userId, other.id, caller)).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
    });
    expect(await isGood(world, other)).toBe(false);
    expect(await world.sessions.revokeAll(userId, caller, { except: session.id })).toBe(1);
    expect((await world.sessions.list(userId)).map(({ id }) => id)).toEqual([session.id]);
    expect(await world.sessions.revokeAll(userId, caller)).toBe(1);
    expect(await world.sessions.list(userId)).toEqual([]);
    expect(await world.sessions.list(adminId)).toHaveLength(1);
    expect(await world.sessions.wasOpenOn(userId, device)).toBe(true);
    expect(await world.sessions.wasOpenOn(adminId, device)).toBe(false);
    const events = (await world.events()).filter(({ action }) => action === 'session.revoked');
    expect(events.map(({ resource }) => resource)).toEqual([
      `session:${other.id}`,
      `device:${world.logId}`,
      `device:${world.logId}`,
    ]);
  });

  test('are written to once a minute, however often they are used', async () => {
    const { world, session } = await start();
    const lastSeen = async () =>
      (
        await database.db
          .selectFrom('sessions')
          .selectAll()
          .where('id', '=', session.id)
          .executeTakeFirstOrThrow()
      ).last_seen_at;
    const begin = world.clock.ms;
    world.clock.ms += MINUTE - 1;
    await world.sessions.authenticate(session.id);
    expect(await lastSeen()).toBe(begin);
    world.clock.ms += 1;
    await world.sessions.authenticate(session.id);
    expect(await lastSeen()).toBe(begin + MINUTE);
    world.clock.ms -= DAY;
    await world.sessions.touch(session.id);
    expect(await lastSeen()).toBe(begin + MINUTE);
  });

  test('are refreshed by a token that changes every time', async () => {
    const { world, userId, session } = await start();
    let { refreshToken } = session;
    const seen = new Set([refreshToken]);
    for (let time = 0; time < 5; time += 1) {
      world.clock.ms += HOUR;
      const refreshed = await world.sessions.refresh(refreshToken, anonymousCaller());
      expect(refreshed).toMatchObject({ id: session.id, userId, expiresAt: session.expiresAt });
      expect(refreshed.idleExpiresAt).toBe(world.clock.ms + 12 * HOUR);
      refreshToken = refreshed.refreshToken;
      seen.add(refreshToken);
    }
    expect(seen.size).toBe(6);
    const events = (await world.events()).filter(({ action }) => action === 'session.refreshed');
    expect(events).toHaveLength(5);
    expect(events[0]).toMatchObject({ actor: `user:${userId}`, resource: `session:${session.id}` });
    const stored = JSON.stringify(await database.db.selectFrom('sessions').selectAll().execute());
    for (const token of seen) expect(stored).not.toContain(token.split('.')[1]);
  });

  test('fifty refreshes at once get the same successor, and one family lives', async () => {
    const { world, userId, session } = await start();
    const refreshed = await Promise.all(
      Array.from({ length: 50 }, () => world.sessions.refresh(session.refreshToken, anonymousCaller())),
    );
    expect(new Set(refreshed.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    expect((await world.sessions.list(userId)).filter(({ id }) => id === session.id)).toHaveLength(1);
    const [first] = refreshed;
    expect(await isGood(world, session)).toBe(true);
    await world.sessions.refresh(first?.refreshToken ?? '', anonymousCaller());
  });

  test('a lost answer can be asked for again for a minute; after that, the copy ends the family', async () => {
    const { world, session } = await start();
    const refresh = (token: string) => world.sessions.refresh(token, anonymousCaller());
    const { refreshToken: second } = await refresh(session.refreshToken);
    world.clock.ms += MINUTE;
    expect((await refresh(session.refreshToken)).refreshToken).toBe(second);
    world.clock.ms += 1;
    await expect(refresh(session.refreshToken)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await expect(refresh(second)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(await isGood(world, session)).toBe(false);
    const last = (await world.events()).at(-1);
    expect(last).toMatchObject({ action: 'session.revoked', resource: `session:${session.id}` });
  });

  test('any older token ends the family, too: the thief may have been faster by several', async () => {
    const { world, session } = await start();
    const refresh = (token: string) => world.sessions.refresh(token, anonymousCaller());
    let { refreshToken } = session;
    for (let time = 0; time < 3; time += 1) ({ refreshToken } = await refresh(refreshToken));
    await expect(refresh(session.refreshToken)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await expect(refresh(refreshToken)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  test('whoever only knows a session cannot end it', async () => {
    const { world, session } = await start();
    const [family, secret, proof] = session.refreshToken.split('.');
    const made = createRefreshTokens({ key: randomBytes(32), randomBytes });
    const forgeries = [
      '',
      `${family}.${'A'.repeat(43)}.${proof}`,
      `${family}.${secret}.${'A'.repeat(43)}`,
      `${family}.${secret}`,
      made.first(family ?? '').token,
      session.id,
    ];
    for (const forged of forgeries) {
      await expect(world.sessions.refresh(forged, anonymousCaller())).rejects.toMatchObject({
        code: 'SESSION_ENDED',
      });
    }
    expect(await isGood(world, session)).toBe(true);
    await world.sessions.refresh(session.refreshToken, anonymousCaller());
  });

  test('can be refreshed by any process that shares the secrets, and by no other', async () => {
    const { world, session } = await start();
    const elsewhere = createSessions({ ...world, secrets: world.secrets });
    const { refreshToken } = await elsewhere.refresh(session.refreshToken, anonymousCaller());
    expect((await world.sessions.refresh(session.refreshToken, anonymousCaller())).refreshToken).toBe(
      refreshToken,
    );
    const stranger = createSessions({ ...world, secrets: createMemorySecrets() });
    await expect(stranger.refresh(refreshToken, anonymousCaller())).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    });
    expect(await isGood(world, session)).toBe(true);
  });

  test('that ended long ago are forgotten, others not', async () => {
    const { world, userId, session } = await start();
    const count = async () => (await database.db.selectFrom('sessions').select('id').execute()).length;
    const before = await count();
    world.clock.ms = session.expiresAt + 90 * DAY;
    await world.sessions.prune();
    // Those of admins ended earlier.
    expect(await count()).toBe(before - 1);
    world.clock.ms += 1;
    await world.sessions.prune();
    expect(await count()).toBe(0);
    expect(await world.sessions.list(userId)).toEqual([]);
  });
});
