import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../caller.ts';
import { describeDatabases } from '../../db/testing.ts';
import { createAuditLog } from '../audit/audit.service.ts';
import { TEST_IDS, testAuditContext } from '../audit/testing.ts';
import { createSettings } from '../settings/settings.service.ts';
import { QUOTA_ACTIONS, QUOTA_ROLES } from './quota.ts';
import { createQuotas } from './quotas.service.ts';
import { MINUTE_MS } from './window.ts';

const NOW = 29_000_000 * MINUTE_MS;
const caller: Caller = {
  actor: { ref: 'system', role: 'SYSTEM', session: null },
  surface: 'cli',
  userId: null,
  requestId: '',
};

describeDatabases('quotas', (database) => {
  const clock = { wallMs: NOW, monoMs: 0 };
  beforeEach(() => {
    clock.wallMs = NOW;
    clock.monoMs = 0;
  });
  const pass = (ms: number) => {
    clock.wallMs += ms;
    clock.monoMs += ms;
  };
  const start = async () => {
    const { db } = database;
    const now = () => clock.wallMs;
    const audit = createAuditLog(testAuditContext());
    const settings = createSettings({ db, now, ids: TEST_IDS, audit });
    return { settings, quotas: await createQuotas({ db, now, mono: () => clock.monoMs, settings }) };
  };
  const user = { subject: 'u', role: 'USER' } as const;

  const addAccount = () =>
    database.db
      .insertInto('users')
      .values({
        id: TEST_IDS.next(),
        email: 'a@b.example',
        email_key: 'a@b.example',
        name: 'A',
        role: 'ADMIN',
        status: 'active',
        password_hash: 'x',
        password_scheme: 'v2',
        created_at: NOW,
        updated_at: NOW,
      })
      .execute();

  const table = async (quotas: Awaited<ReturnType<typeof createQuotas>>) =>
    await Promise.all(
      QUOTA_ACTIONS.map((action) => Promise.all(QUOTA_ROLES.map((role) => quotas.limitFor(role, action)))),
    );

  test('limits by role; anonymous use is only counted until an account exists, then is USER', async () => {
    const { quotas, settings } = await start();
    expect(await table(quotas)).toEqual([
      [null, 100, 1_000, null],
      [null, 50, 500, null],
      [null, 1_000, 10_000, 100_000],
    ]);
    await addAccount();
    expect(await table(quotas)).toEqual([
      [100, 100, 1_000, null],
      [50, 50, 500, null],
      [1_000, 1_000, 10_000, 100_000],
    ]);
    await settings.set('quota.IMAGE_PROCESS.USER', 7, caller);
    expect(await quotas.limitFor('ANONYMOUS', 'IMAGE_PROCESS')).toBe(7);
    await settings.set('quota.IMAGE_PROCESS.ANONYMOUS', 3, caller);
    expect(await quotas.limitFor('ANONYMOUS', 'IMAGE_PROCESS')).toBe(3);
    await settings.set('quota.IMAGE_PROCESS.ANONYMOUS', null, caller);
    expect(await quotas.limitFor('ANONYMOUS', 'IMAGE_PROCESS')).toBeNull();
  });

  test('a batch larger than what is left gets what fits and the time of the rest', async () => {
    const { quotas } = await start();
    expect(await quotas.reserveImages(user, 250)).toMatchObject({
      units: 100,
      remaining: 0,
      limit: 100,
      freesAtMs: NOW + 61 * MINUTE_MS,
    });
    pass(61 * MINUTE_MS - 1);
    expect((await quotas.reserveImages(user, 150)).units).toBe(0);
    pass(1);
    expect((await quotas.reserveImages(user, 150)).units).toBe(100);
  });

  test('a changed limit holds at once', async () => {
    const { quotas, settings } = await start();
    await quotas.reserveImages(user, 100);
    await settings.set('quota.IMAGE_PROCESS.USER', 120, caller);
    expect(await quotas.reserveImages(user, 100)).toMatchObject({ units: 20, limit: 120 });
    await settings.set('quota.IMAGE_PROCESS.USER', 10, caller);
    expect(await quotas.status(user, 'IMAGE_PROCESS')).toMatchObject({ limit: 10, used: 120, remaining: 0 });
  });

  test('units given back can be used again', async () => {
    const { quotas } = await start();
    const given = await quotas.reserveImages(user, 100);
    pass(5 * MINUTE_MS);
    await quotas.release(user, 'IMAGE_PROCESS', { minute: given.minute, units: 40 });
    expect(await quotas.status(user, 'IMAGE_PROCESS')).toMatchObject({ used: 60, remaining: 40 });
    expect(await quotas.reserve(user, 'IMAGE_PROCESS', 41)).toMatchObject({ admitted: false, units: 0 });
    expect(await quotas.reserve(user, 'IMAGE_PROCESS', 40)).toMatchObject({ admitted: true, units: 40 });
  });

  test('setting the clock back, also over a restart, gains nothing and times stay those of the wall', async () => {
    const { quotas } = await start();
    await quotas.reserveImages(user, 100);
    clock.wallMs -= 3 * 60 * MINUTE_MS;
    for (const running of [quotas, (await start()).quotas]) {
      expect(await running.reserveImages(user, 1)).toMatchObject({
        units: 0,
        freesAtMs: clock.wallMs + 61 * MINUTE_MS,
      });
    }
  });

  test('setting the clock back and forward again during a run gains nothing', async () => {
    const { quotas } = await start();
    await quotas.reserveImages(user, 1);
    pass(50 * MINUTE_MS);
    clock.wallMs -= 50 * MINUTE_MS;
    expect((await quotas.reserveImages(user, 200)).units).toBe(99);
    clock.wallMs += 50 * MINUTE_MS;
    pass(11 * MINUTE_MS);
    expect(await quotas.status(user, 'IMAGE_PROCESS')).toMatchObject({ used: 99, remaining: 1 });
  });

  test('a clock that was years ahead holds what is left of an hour, not years', async () => {
    const realMs = clock.wallMs;
    clock.wallMs = realMs + 365 * 24 * 60 * MINUTE_MS;
    const { quotas } = await start();
    await quotas.reserveImages(user, 100);
    clock.wallMs = realMs;
    const restarted = (await start()).quotas;
    for (const running of [quotas, restarted]) expect((await running.reserveImages(user, 1)).units).toBe(0);
    pass(61 * MINUTE_MS);
    expect((await restarted.reserveImages(user, 100)).units).toBe(100);
  });

  test('pruning keeps what counts', async () => {
    const { quotas } = await start();
    await quotas.reserveImages(user, 60);
    pass(30 * MINUTE_MS);
    await quotas.prune();
    expect(await quotas.status(user, 'IMAGE_PROCESS')).toMatchObject({ used: 60, remaining: 40 });
    pass(120 * MINUTE_MS);
    await quotas.prune();
    expect(await database.db.selectFrom('rate_buckets').selectAll().execute()).toEqual([]);
  });
});
