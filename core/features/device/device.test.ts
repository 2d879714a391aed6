import { randomBytes } from 'node:crypto';
import { validate } from 'uuid';
import { expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { describeDatabases, testOpenOptions } from '../../db/testing.ts';
import { createIds } from '../../ids.ts';
import { ensureDevice } from './device.service.ts';

const ids = createIds({ now: Date.now, randomBytes });
const deps = { ids, now: () => 1_790_000_000_000 };

describeDatabases('device', (database) => {
  test('is made once and then stays', async () => {
    const first = await ensureDevice(database.db, deps);
    expect(validate(first.installId)).toBe(true);
    expect(await ensureDevice(database.db, deps)).toEqual(first);
    const rows = await database.db.selectFrom('device').selectAll().execute();
    expect(rows).toMatchObject([{ install_id: first.installId, created_at: 1_790_000_000_000 }]);
  });

  test('connections that start at once agree', async () => {
    const handles = await Promise.all(
      Array.from({ length: 6 }, () => openDatabase(testOpenOptions(database.url))),
    );
    try {
      const devices = await Promise.all(handles.map((handle) => ensureDevice(handle.db, deps)));
      expect(new Set(devices.map((device) => device.installId)).size).toBe(1);
    } finally {
      await Promise.all(handles.map((handle) => handle.close()));
    }
  });
});
