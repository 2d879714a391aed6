import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Caller } from '../../caller.ts';
import { describeDatabases } from '../../db/testing.ts';
import { anonymousCaller, callerOf, GOOD_PASSWORD, startAccounts } from '../accounts/accounts.testing.ts';
import { readDetails } from '../audit/audit.repository.ts';
import { verifyStoredLog } from '../audit/verify-stored.ts';
import { API_KEY_PATTERN, makeApiKey, parseApiKey, redactApiKeys } from './api-key-format.ts';
import { createApiKeys, LONGEST_OVERLAP_MS } from './apikeys.service.ts';
import { API_SCOPES, effectiveScopes } from './scopes.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const INVALID = { code: 'API_KEY_INVALID' };
const GONE = { code: 'API_KEY_NOT_FOUND' };

describe('API keys as text', () => {
  test('have an id, 43 random characters and a checksum, and are read back', () => {
    const seen = new Set<string>();
    for (let at = 0; at < 2_000; at += 1) {
      const key = makeApiKey(randomBytes);
      expect(key.text).toMatch(/^easel_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
      expect(parseApiKey(key.text)).toEqual({ id: key.id, hash: key.hash });
      expect(key.text.slice(0, -7).endsWith(key.last4)).toBe(true);
      seen.add(key.text);
    }
    expect(seen.size).toBe(2_000);
  });

  test('use every character alike', () => {
    const counts = new Map<string, number>();
    for (let at = 0; at < 1_000; at += 1) {
      for (const character of makeApiKey(randomBytes).text.slice(20, 63)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    expect([...counts.keys()].sort().join('')).toBe(CHARACTERS);
    // 694 expected each; eight standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 694)).toBeLessThan(210);
  });

  test('do not survive any slip of one character, nor two swapped', () => {
    const { text } = makeApiKey(randomBytes);
    for (const [at, known] of [...text].entries()) {
      for (const other of `${CHARACTERS}_ `) {
        if (other !== known) expect(parseApiKey(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
      }
      expect(parseApiKey(text.slice(0, at) + text.slice(at + 1))).toBeNull();
      expect(parseApiKey(text.slice(0, at) + known + text.slice(at))).toBeNull();
      const next = text[at + 1];
      if (next !== undefined && next !== known) {
        expect(parseApiKey(text.slice(0, at) + next + known + text.slice(at + 2))).toBeNull();
      }
    }
  });

  test('can be any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseApiKey(text)).toBeNull();
        expect(parseApiKey(`easel_live_${text}`)).toBeNull();
      }),
    );
  });

  test('are found and blotted out wherever they stand, and little else is', () => {
    const around = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\n', '/', '=', '{', '_') });
    fc.assert(
      fc.property(around, around, (before, after) => {
        const { text, id } = makeApiKey(randomBytes);
        const [, , , secret = ''] = text.split('_');
        const log = `${before}${text}${after}`;
        expect(log.match(API_KEY_PATTERN)).toEqual([text]);
        expect(redactApiKeys(log)).toBe(`${before}easel_live_${id}_…${after}`);
        expect(redactApiKeys(`${log} ${log}`)).not.toContain(secret);
      }),
      { numRuns: 2_000 },
    );
    for (let at = 0; at < 20_000; at += 1) {
      expect(randomBytes(60).toString('base64url')).not.toMatch(API_KEY_PATTERN);
    }
  });
});

test('scopes are what was given and the role allows; none is for keys, roles or the audit log', () => {
  expect(effectiveScopes(['images:process', 'settings:read'], 'ADMIN')).toEqual([
    'images:process',
    'settings:read',
  ]);
  expect(effectiveScopes(['images:process', 'settings:read'], 'PREMIUM')).toEqual(['images:process']);
  expect(effectiveScopes(['keys:write', '__proto__', 'toString', ''], 'ADMIN')).toEqual([]);
  for (const scope of API_SCOPES) expect(scope).not.toMatch(/key|role|audit|account|settings:write/);
});

describeDatabases('API keys', (database) => {
  async function start() {
    const world = startAccounts(database.db);
    const admin = await world.register('ADMIN');
    const user = await world.register('USER');
    const keys = createApiKeys(world);
    return {
      world,
      keys,
      admin: callerOf(admin.account),
      caller: callerOf(user.account),
      userId: user.account.id,
    };
  }

  const wanted = { name: 'Build server', scopes: ['images:process', 'presets:read', 'settings:read'] };

  test('are made by a person, shown once, and good for what their owner may do', async () => {
    const { world, keys, caller, userId } = await start();
    const { key, text } = await keys.create(wanted, caller);
    expect(key).toMatchObject({ ...wanted, createdAt: world.clock.ms, expiresAt: world.clock.ms + 90 * DAY });
    expect(text).toContain(key.id);
    const holder = { keyId: key.id, userId, role: 'USER', scopes: ['images:process', 'presets:read'] };
    expect(await keys.authenticate(text, 'api')).toEqual(holder);
    const [, , , secret = 'none'] = text.split('_');
    expect(JSON.stringify(await database.db.selectFrom('api_keys').selectAll().execute())).not.toContain(
      secret,
    );
    expect(JSON.stringify(await keys.list(userId))).not.toContain(secret);
    const event = (await world.events()).at(-1);
    expect(event).toMatchObject({
      action: 'key.created',
      resource: `key:${key.id}`,
      actor: `user:${userId}`,
    });
    expect(event?.body).not.toContain('Build');
    const [detail] = await readDetails(database.db, { logId: world.logId, seqs: [3] });
    expect(detail).toMatchObject({ subject: userId });
    expect(detail?.detail).toContain('Build server');
    expect(await verifyStoredLog(database.db, world.logId)).toMatchObject({ ok: true });
  });

  test('follow their owner: role, status, and whether there is one', async () => {
    const { world, keys, admin, caller, userId } = await start();
    const { text } = await keys.create(wanted, caller);
    const scopes = async () => (await keys.authenticate(text, 'api')).scopes;
    await world.admin.setRole(userId, 'ADMIN', admin);
    expect(await scopes()).toEqual(wanted.scopes);
    await world.admin.setRole(userId, 'USER', admin);
    expect(await scopes()).toEqual(['images:process', 'presets:read']);
    await world.admin.disable(userId, admin);
    await expect(scopes()).rejects.toMatchObject(INVALID);
    await world.admin.enable(userId, admin);
    expect(await scopes()).toHaveLength(2);
    await world.accounts.deleteMine(GOOD_PASSWORD, caller);
    await expect(scopes()).rejects.toMatchObject(INVALID);
  });

  test('cannot make keys, nor can a computer nobody is signed in on', async () => {
    const { keys, caller } = await start();
    const { key } = await keys.create(wanted, caller);
    const byKey: Caller = { ...caller, actor: { ...caller.actor, ref: `key:${key.id}` } };
    for (const other of [byKey, anonymousCaller()]) {
      await expect(keys.create(wanted, other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(keys.rotate(key.id, other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test.each([
    [{ ...wanted, name: ' ' }],
    [{ ...wanted, name: 'a\nb' }],
    [{ ...wanted, scopes: [] }],
    [{ ...wanted, scopes: ['keys:write'] }],
    [{ ...wanted, days: 0 }],
    [{ ...wanted, days: 366 }],
    [{ ...wanted, days: 1.5 }],
    [{ ...wanted, days: Number.NaN }],
  ])('cannot be %j', async (unfit) => {
    const { keys, caller, userId } = await start();
    await expect(keys.create(unfit, caller)).rejects.toMatchObject({ code: 'API_KEY_UNFIT' });
    expect(await keys.list(userId)).toEqual([]);
  });

  test('end after the days they were given', async () => {
    const { world, keys, caller } = await start();
    const { text, key } = await keys.create({ ...wanted, days: 365 }, caller);
    world.clock.ms = key.expiresAt - 1;
    await keys.authenticate(text, 'api');
    world.clock.ms = key.expiresAt;
    await expect(keys.authenticate(text, 'api')).rejects.toMatchObject(INVALID);
  });

  test('note when and where they were last used, to the minute', async () => {
    const { world, keys, caller, userId } = await start();
    const { text } = await keys.create(wanted, caller);
    const lastUse = async () => {
      const [key] = await keys.list(userId);
      return [key?.lastUsedAt, key?.lastUsedSurface];
    };
    expect(await lastUse()).toEqual([null, null]);
    const minute = Math.ceil(world.clock.ms / MINUTE) * MINUTE;
    world.clock.ms = minute + 1_234;
    await keys.authenticate(text, 'api');
    expect(await lastUse()).toEqual([minute, 'api']);
    await keys.authenticate(text, 'cli');
    expect(await lastUse()).toEqual([minute, 'cli']);
    world.clock.ms = minute + MINUTE;
    await keys.authenticate(text, 'cli');
    expect(await lastUse()).toEqual([minute + MINUTE, 'cli']);
  });

  test('with the right id and another secret are not good', async () => {
    const { keys, caller } = await start();
    const { key } = await keys.create(wanted, caller);
    await database.db.updateTable('api_keys').set({ id: 'other000' }).where('id', '=', key.id).execute();
    const forged = makeApiKey(randomBytes);
    await database.db.updateTable('api_keys').set({ id: forged.id }).where('id', '=', 'other000').execute();
    await expect(keys.authenticate(forged.text, 'api')).rejects.toMatchObject(INVALID);
    await expect(keys.authenticate(makeApiKey(randomBytes).text, 'api')).rejects.toMatchObject(INVALID);
    await expect(keys.authenticate('', 'api')).rejects.toMatchObject(INVALID);
  });

  test('are replaced by new ones while the old ones stay good for a while, without a failed call', async () => {
    const { world, keys, caller, userId } = await start();
    const old = await keys.create({ ...wanted, days: 30 }, caller);
    world.clock.ms += 10 * DAY;
    const made = await keys.rotate(old.key.id, caller, { overlapMs: 2 * DAY });
    expect(made.key).toMatchObject({
      name: wanted.name,
      scopes: wanted.scopes,
      rotatedFrom: old.key.id,
      expiresAt: world.clock.ms + 30 * DAY,
    });
    const until = world.clock.ms + 2 * DAY;
    for (; world.clock.ms < until; world.clock.ms += DAY / 2) {
      await keys.authenticate(old.text, 'api');
      await keys.authenticate(made.text, 'api');
    }
    await expect(keys.authenticate(old.text, 'api')).rejects.toMatchObject(INVALID);
    await keys.authenticate(made.text, 'api');
    expect(await keys.list(userId)).toHaveLength(2);
    expect((await world.events()).at(-1)).toMatchObject({
      action: 'key.rotated',
      resource: `key:${old.key.id}`,
    });
  });

  test('overlap for seven days at most, and never past the end of the old one', async () => {
    const { world, keys, caller, userId } = await start();
    const { key } = await keys.create({ ...wanted, days: 3 }, caller);
    for (const overlapMs of [-1, 0.5, LONGEST_OVERLAP_MS + 1, Number.NaN]) {
      await expect(keys.rotate(key.id, caller, { overlapMs })).rejects.toMatchObject({
        code: 'API_KEY_UNFIT',
      });
    }
    await keys.rotate(key.id, caller, { overlapMs: LONGEST_OVERLAP_MS });
    const old = (await keys.list(userId)).find(({ id }) => id === key.id);
    expect(old?.expiresAt).toBe(world.clock.ms + 3 * DAY);
  });

  test('have one successor, whoever asks and how often', async () => {
    const { keys, admin, caller, userId } = await start();
    const { key } = await keys.create(wanted, caller);
    await expect(keys.rotate(key.id, admin)).rejects.toMatchObject(GONE);
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => keys.rotate(key.id, caller)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await keys.list(userId)).toHaveLength(2);
    await expect(keys.rotate(key.id, caller)).rejects.toMatchObject(GONE);
  });

  test('are revoked at once, also while they overlap, by their owner or an admin', async () => {
    const { world, keys, admin, caller, userId } = await start();
    const first = await keys.create(wanted, caller);
    const second = await keys.rotate(first.key.id, caller);
    const byOwner = { owner: userId, reason: 'leaked' };
    await expect(
      keys.revoke(first.key.id, admin, { owner: admin.userId, reason: 'x' }),
    ).rejects.toMatchObject(GONE);
    await keys.revoke(first.key.id, caller, byOwner);
    await expect(keys.authenticate(first.text, 'api')).rejects.toMatchObject(INVALID);
    await keys.authenticate(second.text, 'api');
    await expect(keys.revoke(first.key.id, caller, byOwner)).rejects.toMatchObject(GONE);
    await keys.revoke(second.key.id, admin, { owner: null, reason: 'left the team' });
    await expect(keys.authenticate(second.text, 'api')).rejects.toMatchObject(INVALID);
    await expect(keys.rotate(second.key.id, caller)).rejects.toMatchObject(GONE);
    const revoked = (await world.events()).filter(({ action }) => action === 'key.revoked');
    expect(revoked.map(({ actor }) => actor)).toEqual([caller.actor.ref, admin.actor.ref]);
    const { revoked_by, revoked_reason } = await database.db
      .selectFrom('api_keys')
      .selectAll()
      .where('id', '=', second.key.id)
      .executeTakeFirstOrThrow();
    expect({ revoked_by, revoked_reason }).toEqual({
      revoked_by: admin.userId,
      revoked_reason: 'left the team',
    });
  });
});
