import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Insertable } from 'kysely';
import { expect, test } from 'vitest';
import type { Database } from '../../db/database.types.ts';
import { describeDatabases } from '../../db/testing.ts';
import { createIds } from '../../ids.ts';
import { dailyDifferences, rebuildDaily, recordDaily } from './analytics.service.ts';
import { readSums } from './daily.repository.ts';

type Processing = Insertable<Database['image_processings']>;
type Facts = Pick<
  Processing,
  | 'created_at'
  | 'subject'
  | 'preset_id'
  | 'output_format'
  | 'outcome'
  | 'source_bytes'
  | 'output_bytes'
  | 'pixels'
  | 'ms'
>;

const ids = createIds({ now: Date.now, randomBytes });
const MIDNIGHT = Date.UTC(2026, 10, 23);

const processings = fc.record({
  created_at: fc.constantFrom(MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + 86_399_999, MIDNIGHT + 86_400_000, 0),
  subject: fc.constantFrom('device', 'anna'),
  preset_id: fc.constantFrom('web', 'amazon-main'),
  output_format: fc.constantFrom('jpeg', 'webp', null),
  outcome: fc.constantFrom('written', 'kept-original', 'skipped', 'failed'),
  source_bytes: fc.option(fc.integer({ min: 0, max: 2 ** 40 })),
  output_bytes: fc.option(fc.integer({ min: 0, max: 2 ** 40 })),
  pixels: fc.integer({ min: 0, max: 2 ** 32 }),
  ms: fc.nat(),
});

function toRow(facts: Facts): Processing {
  const id = ids.next();
  return {
    id,
    job_id: id,
    item_idx: 0,
    output_key: 'web',
    device_id: 'device',
    variant: '',
    source_path: '/x.jpg',
    source_name: 'x.jpg',
    recipe_hash: 'h',
    engine_versions: 'v',
    ...facts,
  };
}

describeDatabases('daily sums', (database) => {
  const record = (rows: readonly Processing[]) =>
    database.db.transaction().execute(async (trx) => {
      if (rows.length > 0) await trx.insertInto('image_processings').values(rows).execute();
      await recordDaily(trx, rows);
    });

  test('stay equal to the history through any sequence of groups, and to a rebuild', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(processings, { maxLength: 12 }), { maxLength: 5 }),
        async (groups) => {
          await database.db.deleteFrom('image_processings').execute();
          await database.db.deleteFrom('analytics_daily').execute();
          for (const group of groups) await record(group.map(toRow));
          expect(await dailyDifferences(database.db)).toEqual([]);
          const kept = await readSums(database.db);
          expect(kept.reduce((sum, { count }) => sum + count, 0)).toBe(groups.flat().length);
          await database.db.transaction().execute(rebuildDaily);
          expect(await readSums(database.db)).toEqual(kept);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('add up by UTC day, preset, format and outcome', async () => {
    const base = {
      subject: 'device',
      preset_id: 'web',
      output_format: 'webp',
      outcome: 'written',
      source_bytes: 1_000,
      output_bytes: 400,
      pixels: 50,
      ms: 7,
    };
    await record([toRow({ ...base, created_at: MIDNIGHT }), toRow({ ...base, created_at: MIDNIGHT + 5 })]);
    await record([
      toRow({ ...base, created_at: MIDNIGHT + 86_399_999 }),
      toRow({ ...base, created_at: MIDNIGHT - 1 }),
      toRow({ ...base, created_at: MIDNIGHT, outcome: 'failed', output_format: null, output_bytes: null }),
    ]);
    const key = { subject: 'device', preset_id: 'web' };
    const one = { count: 1, bytes_in: 1_000, bytes_out: 400, pixels: 50, ms_total: 7 };
    expect(await readSums(database.db)).toEqual([
      { day: '2026-11-22', ...key, format: 'webp', outcome: 'written', ...one },
      { day: '2026-11-23', ...key, format: '', outcome: 'failed', ...one, bytes_out: 0 },
      {
        day: '2026-11-23',
        ...key,
        format: 'webp',
        outcome: 'written',
        count: 3,
        bytes_in: 3_000,
        bytes_out: 1_200,
        pixels: 150,
        ms_total: 21,
      },
    ]);
  });

  test('a sum that drifted, a missing and a stray one are each found, and a rebuild mends them', async () => {
    const facts = {
      created_at: MIDNIGHT,
      subject: 'device',
      preset_id: 'web',
      output_format: 'webp',
      outcome: 'written',
      source_bytes: 10,
      output_bytes: 5,
      pixels: 4,
      ms: 3,
    } as const;
    await record([toRow(facts), toRow({ ...facts, preset_id: 'gone' })]);
    await database.db
      .updateTable('analytics_daily')
      .set({ bytes_out: 6 })
      .where('preset_id', '=', 'web')
      .execute();
    await database.db
      .updateTable('analytics_daily')
      .set({ preset_id: 'stray' })
      .where('preset_id', '=', 'gone')
      .execute();
    const found = await dailyDifferences(database.db);
    expect(found.map((pair) => [pair.stored?.preset_id, pair.expected?.preset_id])).toEqual(
      expect.arrayContaining([
        ['web', 'web'],
        ['stray', undefined],
        [undefined, 'gone'],
      ]),
    );
    expect(found).toHaveLength(3);
    await database.db.transaction().execute(rebuildDaily);
    expect(await dailyDifferences(database.db)).toEqual([]);
  });
});
