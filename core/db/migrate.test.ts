import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.ts';
import type { Migration } from '../../migrations/migration.ts';
import { EaselError } from '../../shared/errors.ts';
import { BACKUPS_FOLDER } from './data-dir.ts';
import type { DatabaseHandle } from './handle.ts';
import { migrateDatabase } from './migrate.ts';
import { RECORD_TABLE } from './migration-plan.ts';
import { openDatabase } from './open.ts';
import { openPostgres } from './open-postgres.ts';
import { openRawSqlite, openSqlite } from './open-sqlite.ts';
import { createEmptyPostgres, createTestDatabase, createTestFolder, testOpenOptions } from './testing.ts';

const NAMES = MIGRATIONS.map((migration) => migration.name);
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const OPTIONS = { now: () => NOW, appVersion: '1.2.3' };
const platform = process.platform;

const nextStep: Migration = {
  name: '9000_next',
  up: async (db) => {
    await db.schema.createTable('next_table').addColumn('id', 'text').execute();
  },
};

const failingStep: Migration = {
  name: '9010_failing',
  up: async (db) => {
    await db.schema.createTable('half_table').addColumn('id', 'text').execute();
    await sql`insert into no_such_table values (1)`.execute(db);
  },
};

async function tableNames(handle: DatabaseHandle): Promise<string[]> {
  const tables = await handle.db.introspection.getTables();
  return tables.map((table) => table.name).sort();
}

async function recordedNames(handle: DatabaseHandle): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(RECORD_TABLE)} order by name`.execute(handle.db);
  return rows.map((row) => row.name);
}

/** Runs a module in a process of its own with the URLs of the modules under test as its first lines. */
function runModule(body: string, ...args: string[]): Promise<{ stdout: string }> {
  const imports = `
    import { openDatabase } from ${JSON.stringify(new URL('./open.ts', import.meta.url).href)};
    import { MIGRATIONS } from ${JSON.stringify(new URL('../../migrations/index.ts', import.meta.url).href)};
    const [url] = process.argv.slice(1);
    const options = { url, platform: process.platform, now: Date.now, appVersion: '9.9.9' };`;
  const run = promisify(execFile);
  return run(process.execPath, ['--input-type=module', '--eval', imports + body, ...args]);
}

describe.each(['sqlite', 'postgres'] as const)('migrating on %s', (dialect) => {
  let handle: DatabaseHandle;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    if (dialect === 'postgres') {
      ({ handle, drop } = await createEmptyPostgres());
      return;
    }
    const { folder, remove } = createTestFolder();
    handle = openSqlite({ path: join(folder, 'easel.db'), platform });
    drop = async () => {
      await handle.close();
      remove();
    };
  });
  afterEach(() => drop());

  test('from zero: every migration once, and nothing to do the second time', async () => {
    expect(await migrateDatabase(handle, OPTIONS)).toEqual({ applied: NAMES, backup: null });
    expect(await recordedNames(handle)).toEqual(NAMES);
    expect(await migrateDatabase(handle, OPTIONS)).toEqual({ applied: [], backup: null });
    expect(await handle.db.selectFrom('settings_meta').selectAll().execute()).toEqual([
      { id: 1, version: 0 },
    ]);
  });

  test('a failing step takes the steps before it along, from zero', async () => {
    const migrations = [...MIGRATIONS, nextStep, failingStep];
    await expect(migrateDatabase(handle, { ...OPTIONS, migrations })).rejects.toThrow(/no_such_table/);
    expect(await tableNames(handle)).toEqual([]);
  });

  test('a failing step leaves an existing database as it was', async () => {
    await migrateDatabase(handle, OPTIONS);
    const before = await tableNames(handle);
    const migrations = [...MIGRATIONS, nextStep, failingStep];
    await expect(migrateDatabase(handle, { ...OPTIONS, migrations })).rejects.toThrow(/no_such_table/);
    expect(await tableNames(handle)).toEqual(before);
    expect(await recordedNames(handle)).toEqual(NAMES);
  });

  test('a database with an unknown migration is refused, saying who wrote it', async () => {
    await migrateDatabase(handle, { ...OPTIONS, migrations: [...MIGRATIONS, nextStep], appVersion: '7.0.0' });
    await expect(migrateDatabase(handle, OPTIONS)).rejects.toMatchObject({
      code: 'DATABASE_TOO_NEW',
      data: { found: 'version 7.0.0, schema 9000_next' },
    });
  });

  test('a migration put in before one that has run is a mistake', async () => {
    await migrateDatabase(handle, OPTIONS);
    const early = { ...nextStep, name: '0015_early' };
    const migrations = MIGRATIONS.toSpliced(1, 0, early);
    await expect(migrateDatabase(handle, { ...OPTIONS, migrations })).rejects.toThrow(
      '0015_early must run before 0020_identity',
    );
  });
});

describe('migrating SQLite', () => {
  let folder: string;
  let remove: () => void;
  let path: string;
  let url: string;
  beforeEach(() => {
    ({ folder, remove } = createTestFolder());
    path = join(folder, 'easel.db');
    url = pathToFileURL(path).href;
  });
  afterEach(() => remove());

  test('an existing database is copied before it changes, and only then', async () => {
    const handle = await openDatabase({ ...testOpenOptions(url), ...OPTIONS });
    await handle.db.insertInto('device').values({ id: 'a', install_id: 'b', created_at: 1 }).execute();
    expect(existsSync(join(folder, BACKUPS_FOLDER))).toBe(false);
    const migrations = [...MIGRATIONS, nextStep];
    const { backup } = await migrateDatabase(handle, { ...OPTIONS, migrations });
    await handle.close();
    const from = NAMES.at(-1)?.slice(0, 4);
    expect(backup).toBe(join(folder, BACKUPS_FOLDER, `easel-20260102T030405678Z-v${from}.db`));
    expect(readdirSync(dirname(backup ?? ''))).toHaveLength(1);

    const copy = await openDatabase(testOpenOptions(pathToFileURL(backup ?? '').href));
    expect(await recordedNames(copy)).toEqual(NAMES);
    expect(await copy.db.selectFrom('device').select('id').execute()).toEqual([{ id: 'a' }]);
    await copy.close();
  });

  test('a row that would point at nothing undoes the migration, and foreign keys are on again', async () => {
    const handle = openSqlite({ path, platform });
    const orphan: Migration = {
      name: '9000_orphan',
      up: async (db) => {
        await sql`insert into job_items (job_id, idx, source_path, relative_dir, explicit, status, updated_at)
          values ('no such job', 0, 'a', '', 1, 'pending', 1)`.execute(db);
      },
    };
    const migrations = [...MIGRATIONS, orphan];
    await expect(migrateDatabase(handle, { ...OPTIONS, migrations })).rejects.toThrow(/point at nothing/);
    expect(await tableNames(handle)).toEqual([]);
    expect(handle.raw.pragma('foreign_keys', { simple: true })).toBe(1);
    await handle.close();
  });

  test('a full disk is an expected failure, and leaves nothing', async () => {
    const handle = openSqlite({ path, platform });
    handle.raw.pragma('max_page_count = 20');
    await expect(migrateDatabase(handle, OPTIONS)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('is full'),
    });
    expect(await tableNames(handle)).toEqual([]);
    await handle.close();
  });

  test('three processes at once apply every migration once', async () => {
    const body = `const handle = await openDatabase(options); await handle.close();`;
    await Promise.all([runModule(body, url), runModule(body, url), runModule(body, url)]);
    const handle = openSqlite({ path, platform });
    expect(await recordedNames(handle)).toEqual(NAMES);
    await handle.close();
  });

  test('three processes at once take one backup of the database they upgrade', async () => {
    const first = await openDatabase(testOpenOptions(url));
    await first.close();
    const body = `
      const up = async (db) => { await db.schema.createTable('next_table').addColumn('id', 'text').execute(); };
      const handle = await openDatabase({ ...options, migrations: [...MIGRATIONS, { name: '9000_next', up }] });
      await handle.close();`;
    await Promise.all([runModule(body, url), runModule(body, url), runModule(body, url)]);
    expect(readdirSync(join(folder, BACKUPS_FOLDER))).toHaveLength(1);
    const raw = openRawSqlite({ path, platform });
    expect(raw.prepare(`select count(*) from ${RECORD_TABLE}`).pluck().get()).toBe(NAMES.length + 1);
    raw.close();
  });

  test.each([0, 4, NAMES.length - 1])(
    'killed in step %i: nothing of it, and the next start finishes',
    async (step) => {
      const body = `
      const migrations = MIGRATIONS.map((migration, index) => index !== ${step} ? migration : {
        name: migration.name,
        up: async (db, ctx) => { await migration.up(db, ctx); process.kill(process.pid, 'SIGKILL'); },
      });
      await openDatabase({ ...options, migrations });`;
      await expect(runModule(body, url)).rejects.toMatchObject({ signal: 'SIGKILL' });
      const raw = openRawSqlite({ path, platform });
      expect(raw.prepare('select count(*) from sqlite_schema').pluck().get()).toBe(0);
      raw.close();
      const handle = await openDatabase(testOpenOptions(url));
      expect(await recordedNames(handle)).toEqual(NAMES);
      await handle.close();
    },
  );

  test('a newer database is refused without a byte of it changing, its WAL included', async () => {
    // Killed with rows in the WAL: closing it as usual would move them into the file.
    const body = `
      const handle = await openDatabase({ ...options, migrations: [...MIGRATIONS, { name: '9000_next', up: async () => {} }] });
      handle.raw.pragma('wal_checkpoint(truncate)');
      await handle.db.insertInto('device').values({ id: 'a', install_id: 'b', created_at: 1 }).execute();
      process.kill(process.pid, 'SIGKILL');`;
    await expect(runModule(body, url)).rejects.toMatchObject({ signal: 'SIGKILL' });
    const digests = () =>
      [path, `${path}-wal`].map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'));
    const before = digests();
    expect(readFileSync(`${path}-wal`).length).toBeGreaterThan(0);
    await expect(openDatabase(testOpenOptions(url))).rejects.toMatchObject({ code: 'DATABASE_TOO_NEW' });
    expect(digests()).toEqual(before);
    // The index of the WAL may be gone as well, as after a crash of the machine.
    rmSync(`${path}-shm`);
    await expect(openDatabase(testOpenOptions(url))).rejects.toBeInstanceOf(EaselError);
    expect(digests()).toEqual(before);
  });

  test('a database of another program is refused untouched', async () => {
    const raw = openRawSqlite({ path, platform });
    raw.exec('create table recipes_of_my_grandmother (id text)');
    raw.close();
    const before = readFileSync(path);
    await expect(openDatabase(testOpenOptions(url))).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('not a database of Easel'),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('migrating PostgreSQL', () => {
  test('three starters at once apply every migration once', async () => {
    const { handle, url, drop } = await createEmptyPostgres();
    const others = [await openPostgres({ url }), await openPostgres({ url })];
    const results = await Promise.all([handle, ...others].map((each) => migrateDatabase(each, OPTIONS)));
    expect(results.map((result) => result.applied.length).sort((a, b) => a - b)).toEqual([
      0,
      0,
      NAMES.length,
    ]);
    expect(await recordedNames(handle)).toEqual(NAMES);
    for (const other of others) await other.close();
    await drop();
  });

  test('a newer database is refused untouched', async () => {
    const { handle, url, drop } = await createTestDatabase('postgres');
    await handle.pool.query(`insert into ${RECORD_TABLE} values ('9000_next', '7.0.0', 1)`);
    const before = await tableNames(handle);
    await expect(openDatabase(testOpenOptions(url))).rejects.toMatchObject({ code: 'DATABASE_TOO_NEW' });
    expect(await tableNames(handle)).toEqual(before);
    await drop();
  });
});
