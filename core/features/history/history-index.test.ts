/** The index of the history beyond everyday use: made for rows that are there already, kept through a vacuum. */
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../../migrations/index.ts';
import type { Database } from '../../db/database.types.ts';
import type { DatabaseHandle } from '../../db/handle.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { openSqlite } from '../../db/open-sqlite.ts';
import { createEmptyPostgres, createTestFolder } from '../../db/testing.ts';
import { createHistory } from './history.service.ts';
import { NOON, processing, record, SUBJECT } from './history.testing.ts';

const OPTIONS = { now: () => NOON, appVersion: '1.0.0' };
const BEFORE = MIGRATIONS.filter(({ name }) => name < '0150');

describe.each(['sqlite', 'postgres'])('an index made on %s for rows that are there', (dialect) => {
  let handle: DatabaseHandle;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    ({ handle, drop } = await (dialect === 'sqlite' ? emptySqlite() : createEmptyPostgres()));
  });
  afterEach(() => drop());

  test('finds them, and those that come later', async () => {
    const { db } = handle;
    await migrateDatabase(handle, { ...OPTIONS, migrations: BEFORE });
    await record(db, [
      ...Array.from({ length: 30 }, (_, index) => processing({ created_at: NOON - (index % 3) })),
      processing({ source_name: 'Lamp.png', preset_id: 'web-thumb', output_format: null, outcome: 'failed' }),
      processing({ outcome: 'skipped' }),
      processing({ subject: 'device:elsewhere' }),
    ]);
    await migrateDatabase(handle, OPTIONS);
    expect(await found(db, {})).toBe(31);
    expect(await found(db, { file: 'LAMP', preset: 'web-thumb', outcome: 'failed' })).toBe(1);
    await record(db, [processing({ source_name: 'lamp 2.png' })]);
    expect(await found(db, { file: 'lamp' })).toBe(2);
    await db.deleteFrom('image_processings').where('source_name', 'like', 'Lamp.%').execute();
    expect(await found(db, { file: 'lamp' })).toBe(1);
  });
});

test('a vacuum, which numbers rows anew, leaves the index as it is', async () => {
  const { handle, drop } = await emptySqlite();
  await migrateDatabase(handle, OPTIONS);
  await record(
    handle.db,
    ['one', 'two', 'three'].map((source_name) => processing({ source_name })),
  );
  await handle.db.deleteFrom('image_processings').where('source_name', '=', 'one').execute();
  handle.raw.exec('vacuum');
  const page = await historyOf(handle.db).list({ limit: 5, file: 'thr' });
  expect(page.entries.map(({ input }) => input)).toEqual(['/photos/three']);
  await drop();
});

function historyOf(db: Kysely<Database>) {
  return createHistory({ db, subject: SUBJECT, lookForFile: async () => false });
}

/** Pages and count agree. */
async function found(db: Kysely<Database>, conditions: object): Promise<number> {
  const { entries } = await historyOf(db).list({ ...conditions, limit: 1_000 });
  expect(await historyOf(db).count(conditions)).toMatchObject({ entries: entries.length });
  return entries.length;
}

async function emptySqlite() {
  const { folder, remove } = createTestFolder();
  const handle = openSqlite({ path: join(folder, 'easel.db'), platform: process.platform });
  const drop = async () => {
    await handle.close();
    remove();
  };
  return { handle, drop };
}
