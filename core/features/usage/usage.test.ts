import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { createIds } from '../../ids.ts';
import { recordUsage, type Usage } from './usage.repository.ts';

const ids = createIds({ now: Date.now, randomBytes });

function usage(requestId: string, overrides: Partial<Usage> = {}): Usage {
  return {
    subject: 'anna',
    userId: null,
    deviceId: 'device',
    action: 'IMAGE_PROCESS',
    units: 1,
    costMicro: 0,
    jobId: 'job',
    requestId,
    overage: false,
    createdAt: 1_790_000_000_000,
    ...overrides,
  };
}

describeDatabases('usage', (database) => {
  const record = (usages: readonly Usage[]) =>
    database.db.transaction().execute((trx) => recordUsage(trx, { ids, usages }));

  test('stores what was used as committed', async () => {
    await record([usage('r1', { overage: true, units: 3, costMicro: 250, userId: 'u' })]);
    const [row] = await database.db.selectFrom('usage_records').selectAll().execute();
    expect(row).toMatchObject({
      subject: 'anna',
      user_id: 'u',
      device_id: 'device',
      action: 'IMAGE_PROCESS',
      units: 3,
      cost_micro: 250,
      job_id: 'job',
      request_id: 'r1',
      state: 'committed',
      overage: 1,
      created_at: 1_790_000_000_000,
    });
  });

  test('charges a request once, and says which were charged now', async () => {
    expect(await record([usage('r1'), usage('r2')])).toEqual(['r1', 'r2']);
    expect(await record([usage('r2'), usage('r3')])).toEqual(['r3']);
    expect(await record([usage('r1', { subject: 'ben' }), usage('r1', { action: 'API_CALL' })])).toHaveLength(
      2,
    );
    expect(await database.db.selectFrom('usage_records').select('id').execute()).toHaveLength(5);
  });

  test('more records than one statement holds, and none at all', async () => {
    const charged = await record(Array.from({ length: 1_200 }, (_, index) => usage(`r${index}`)));
    expect(charged).toHaveLength(1_200);
    expect(await record([])).toEqual([]);
  });
});
