import { expect, test } from 'vitest';
import type { Caller } from '../../caller.ts';
import { openDatabase } from '../../db/open.ts';
import { describeDatabases, testOpenOptions } from '../../db/testing.ts';
import { readDetails, readRows } from '../audit/audit.repository.ts';
import { createAuditLog } from '../audit/audit.service.ts';
import { TEST_IDS, testAuditContext } from '../audit/testing.ts';
import { verifyStoredLog } from '../audit/verify-stored.ts';
import { SETTING_KEYS, SETTINGS } from './settings.registry.ts';
import { SETTING_SCHEMAS } from './settings.schemas.ts';
import { createSettings } from './settings.service.ts';

const userId = TEST_IDS.next();
const caller: Caller = {
  actor: { ref: `user:${userId}`, role: 'ADMIN', session: null },
  surface: 'cli',
  userId,
  requestId: '',
};

test('every default passes its own schema', () => {
  for (const key of SETTING_KEYS) {
    expect(SETTING_SCHEMAS[key].safeParse(SETTINGS[key].default).data, key).toEqual(SETTINGS[key].default);
  }
  expect(Object.keys(SETTING_SCHEMAS).sort()).toEqual([...SETTING_KEYS].sort());
});

test('hourly limits by default', () => {
  const limits = (action: 'IMAGE_PROCESS' | 'COPY_GENERATE' | 'API_CALL') =>
    (['ANONYMOUS', 'USER', 'PREMIUM', 'ADMIN'] as const).map(
      (role) => SETTINGS[`quota.${action}.${role}`].default,
    );
  expect(limits('IMAGE_PROCESS')).toEqual(['auto', 100, 1_000, null]);
  expect(limits('COPY_GENERATE')).toEqual(['auto', 50, 500, null]);
  expect(limits('API_CALL')).toEqual(['auto', 1_000, 10_000, 100_000]);
});

describeDatabases('settings', (database) => {
  const start = (db = database.db) => {
    const ctx = testAuditContext();
    const settings = createSettings({
      db,
      now: () => 1_790_000_000_000,
      ids: TEST_IDS,
      audit: createAuditLog(ctx),
    });
    return { settings, logId: ctx.logId };
  };

  test('a new installation has the defaults at version 0', async () => {
    const { settings } = start();
    const snapshot = await settings.snapshot();
    expect(snapshot.version).toBe(0);
    for (const key of SETTING_KEYS) expect(snapshot.values[key]).toEqual(SETTINGS[key].default);
    expect((await settings.list()).every((setting) => !setting.changed)).toBe(true);
  });

  test('a change is a new version with a history row and an audit row that name old and new value', async () => {
    const { settings, logId } = start();
    const key = 'quota.IMAGE_PROCESS.USER';
    const first = await settings.set(key, 250, caller);
    expect(first).toMatchObject({ key, value: 250, default: 100, changed: true });
    expect((await settings.snapshot()).version).toBe(1);
    await settings.set(key, null, caller);
    expect(await settings.get(key)).toBeNull();
    expect(await settings.reset(key, caller)).toMatchObject({ value: 100, changed: false });

    const history = await settings.history(key);
    expect(history.map((row) => [row.version, row.old_value, row.new_value, row.changed_by])).toEqual([
      [3, 'null', null, userId],
      [2, '250', 'null', userId],
      [1, null, '250', userId],
    ]);
    const rows = await readRows(database.db, { logId, afterSeq: 0, limit: 10 });
    expect(rows.map((row) => [row.action, row.category, row.resource])).toEqual(
      Array.from({ length: 3 }, () => ['settings.changed', 'security', `setting:${key}`]),
    );
    const [detail] = await readDetails(database.db, { logId, seqs: [2] });
    expect(JSON.parse(detail?.detail ?? '')).toEqual({ version: 2, old_value: '250', new_value: 'null' });
    expect(await verifyStoredLog(database.db, logId)).toMatchObject({ ok: true, size: 3 });
  });

  test.each([
    ['quota.IMAGE_PROCESS.USER', -1],
    ['quota.IMAGE_PROCESS.USER', 1.5],
    ['quota.IMAGE_PROCESS.USER', '100'],
    ['quota.IMAGE_PROCESS.USER', 'auto'],
    ['quota.API_CALL.ANONYMOUS', 'never'],
    ['engine.workers', 0],
    ['engine.memoryMb', null],
    ['limits.maxPages', undefined],
  ])('refuses %s = %j and changes nothing', async (key, value) => {
    const { settings, logId } = start();
    await expect(settings.set(key, value, caller)).rejects.toMatchObject({ code: 'SETTING_INVALID' });
    expect((await settings.snapshot()).version).toBe(0);
    expect(await settings.history(key)).toEqual([]);
    expect(await readRows(database.db, { logId, afterSeq: 0, limit: 1 })).toEqual([]);
  });

  test.each(['quota.IMAGE_PROCESS.GUEST', 'toString', ''])('refuses the unknown key "%s"', async (key) => {
    const { settings } = start();
    await expect(settings.set(key, 1, caller)).rejects.toMatchObject({ code: 'SETTING_UNKNOWN' });
    await expect(settings.reset(key, caller)).rejects.toMatchObject({ code: 'SETTING_UNKNOWN' });
    await expect(settings.history(key)).rejects.toMatchObject({ code: 'SETTING_UNKNOWN' });
  });

  test('a change that cannot be audited is not made', async () => {
    const { settings } = start();
    const unknown = { ...caller, actor: { ...caller.actor, ref: 'anna@example.com' } };
    await expect(settings.set('engine.workers', 2, unknown)).rejects.toThrow('audit');
    expect((await settings.snapshot()).version).toBe(0);
    expect(await settings.get('engine.workers')).toBe('auto');
  });

  test('another process sees a change at once', async () => {
    const handle = await openDatabase(testOpenOptions(database.url));
    try {
      const [one, other] = [start().settings, start(handle.db).settings];
      expect(await other.get('engine.workers')).toBe('auto');
      await one.set('engine.workers', 3, caller);
      expect(await other.get('engine.workers')).toBe(3);
    } finally {
      await handle.close();
    }
  });

  test('a snapshot does not change under whoever holds it', async () => {
    const { settings } = start();
    const before = await settings.snapshot();
    await settings.set('limits.maxPages', 7, caller);
    expect(before.values['limits.maxPages']).toBe(500);
    expect(Object.isFrozen(before.values)).toBe(true);
    expect(await settings.snapshot()).toBe(await settings.snapshot());
  });

  test('concurrent changes each get their own version', async () => {
    const { settings } = start();
    await Promise.all([1, 2, 3, 4, 5].map((value) => settings.set('limits.maxPages', value, caller)));
    const history = await settings.history('limits.maxPages');
    expect(history.map((row) => row.version)).toEqual([5, 4, 3, 2, 1]);
    for (const [index, row] of history.entries()) {
      expect(row.old_value).toBe(history[index + 1]?.new_value ?? null);
    }
  });

  test('what a newer version stored is kept, and what no longer passes gives way to the default', async () => {
    const row = { version: 1, updated_by: null, updated_at: 1 };
    const stored = [
      { key: 'future.setting', value: '{"a":1}', ...row },
      { key: 'engine.workers', value: '"many"', ...row },
      { key: 'engine.memoryMb', value: 'not json', ...row },
      { key: 'limits.maxPages', value: '9', ...row },
    ];
    await database.db.insertInto('system_settings').values(stored).execute();
    const { settings } = start();
    const { values } = await settings.snapshot();
    expect(values['engine.workers']).toBe('auto');
    expect(values['engine.memoryMb']).toBe(SETTINGS['engine.memoryMb'].default);
    expect(values['limits.maxPages']).toBe(9);
    await settings.set('limits.maxPages', 10, caller);
    expect(await database.db.selectFrom('system_settings').select('key').execute()).toHaveLength(4);
  });
});
