import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRawSqlite, openSqlite } from './open-sqlite.ts';
import { createTestDatabase, createTestFolder } from './testing.ts';

const platform = process.platform;
const NOBODY = 65534;

describe('opening SQLite', () => {
  let folder: string;
  let remove: () => void;
  let path: string;
  beforeEach(() => {
    ({ folder, remove } = createTestFolder());
    path = join(folder, 'data', 'easel.db');
  });
  afterEach(() => remove());

  test('every safety pragma holds, also when the file is opened again after a write', async () => {
    const first = openSqlite({ path, platform });
    first.raw.exec('create table t (x integer) strict; insert into t values (1)');
    await first.close();
    const { raw, close } = openSqlite({ path, platform });
    const found = (name: string) => raw.pragma(name, { simple: true });
    expect({
      journal_mode: found('journal_mode'),
      synchronous: found('synchronous'),
      foreign_keys: found('foreign_keys'),
      recursive_triggers: found('recursive_triggers'),
      busy_timeout: found('busy_timeout'),
      trusted_schema: found('trusted_schema'),
      secure_delete: found('secure_delete'),
      cell_size_check: found('cell_size_check'),
    }).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      recursive_triggers: 1,
      busy_timeout: 5000,
      trusted_schema: 0,
      secure_delete: 1,
      cell_size_check: 1,
    });
    await close();
  });

  test('on macOS commits reach the drive itself', () => {
    const raw = openRawSqlite({ path, platform: 'darwin' });
    expect(raw.pragma('fullfsync', { simple: true })).toBe(1);
    expect(raw.pragma('checkpoint_fullfsync', { simple: true })).toBe(1);
    raw.close();
  });

  test('a read-only handle reads what a writer commits, and cannot write', async () => {
    const writer = openSqlite({ path, platform });
    writer.raw.exec('create table t (x integer) strict');
    const reader = openSqlite({ path, platform, readonly: true });
    writer.raw.exec('insert into t values (7)');
    expect(reader.raw.prepare('select x from t').pluck().all()).toEqual([7]);
    expect(() => reader.raw.exec('insert into t values (8)')).toThrow(/readonly/);
    await reader.close();
    await writer.close();
  });

  test('a read-only handle makes no file', () => {
    expect(() => openSqlite({ path: join(folder, 'none.db'), platform, readonly: true })).toThrow(
      expect.objectContaining({ code: 'DATABASE_UNAVAILABLE' }),
    );
    expect(existsSync(join(folder, 'none.db'))).toBe(false);
  });

  test('a transaction that reads first waits for the writer before it, instead of failing', async () => {
    const { handle, drop } = await createTestDatabase('sqlite');
    const other = openSqlite({ path: handle.path, platform });
    other.raw.pragma('busy_timeout = 0');
    await handle.db.transaction().execute(async (trx) => {
      await trx.selectFrom('settings_meta').select('version').execute();
      expect(() => other.raw.exec('update settings_meta set version = 9')).toThrow(/locked/);
      await trx.updateTable('settings_meta').set({ version: 1 }).execute();
    });
    expect(await handle.db.selectFrom('settings_meta').select('version').execute()).toEqual([{ version: 1 }]);
    await other.close();
    await drop();
  });

  test('a read-only transaction leaves the others writing', async () => {
    const { handle, drop } = await createTestDatabase('sqlite');
    const other = openSqlite({ path: handle.path, platform });
    await handle.db
      .transaction()
      .setAccessMode('read only')
      .execute(async (trx) => {
        await trx.selectFrom('settings_meta').select('version').execute();
        await other.db.updateTable('settings_meta').set({ version: 2 }).execute();
        expect(await trx.selectFrom('settings_meta').select('version').execute()).toEqual([{ version: 0 }]);
      });
    await other.close();
    await drop();
  });

  test('a file that is no database is refused, and kept', () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(path, 'Dear diary, today I opened a file that is longer than a header.'.repeat(20));
    const before = readFileSync(path);
    expect(() => openSqlite({ path, platform })).toThrow(
      expect.objectContaining({
        code: 'DATABASE_UNAVAILABLE',
        message: expect.stringContaining(`${path} is not a database`),
      }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a folder that cannot be, because a file has its name', () => {
    writeFileSync(join(folder, 'data'), '');
    expect(() => openSqlite({ path, platform })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('is a file, not a folder') }),
    );
  });

  test('a folder where the database has its name', () => {
    mkdirSync(path, { recursive: true });
    expect(() => openSqlite({ path, platform })).toThrow(
      expect.objectContaining({ code: 'DATABASE_UNAVAILABLE' }),
    );
  });

  /** What a process without root's rights gets; the path is opened and written to. */
  async function openAsSomebody(file: string): Promise<string> {
    const somebody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const module = new URL('./open-sqlite.ts', import.meta.url).href;
    const body = `
      const { openSqlite } = await import(${JSON.stringify(module)});
      try { openSqlite({ path: process.argv[1], platform: process.platform }).raw.exec('create table u (x)'); }
      catch (error) { console.log(error.code, error.message); }`;
    const args = ['--input-type=module', '--eval', body, file];
    const { stdout } = await promisify(execFile)(process.execPath, args, somebody);
    return stdout;
  }

  test.skipIf(platform === 'win32')('a folder that cannot be written to', async () => {
    chmodSync(folder, 0o555);
    const said = await openAsSomebody(join(folder, 'easel.db'));
    expect(said).toContain('DATABASE_UNAVAILABLE');
    expect(said).toContain('its folder cannot be written to');
    chmodSync(folder, 0o755);
  });

  test.skipIf(platform === 'win32')('a file that can only be read', async () => {
    const file = join(folder, 'easel.db');
    openRawSqlite({ path: file, platform }).close();
    if (process.getuid?.() === 0) chownSync(folder, NOBODY, NOBODY);
    chmodSync(file, 0o444);
    const said = await openAsSomebody(file);
    expect(said).toContain('DATABASE_UNAVAILABLE');
    expect(said).toContain(`access to ${file} is denied`);
  });
});
