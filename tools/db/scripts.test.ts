import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRawSqlite } from '../../core/db/open-sqlite.ts';

interface Outcome {
  readonly code: number;
  readonly output: string;
}

describe('the database scripts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'easel-scripts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const file = join(import.meta.dirname, `${script}.ts`);
    const clean = { PATH: process.env.PATH, EASEL_DATA_DIR: folder, ...env };
    return new Promise((resolve) => {
      execFile(process.execPath, [file, ...args], { env: clean }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
      });
    });
  }

  const query = (text: string): unknown[] => {
    const raw = openRawSqlite({ path: join(folder, 'easel.db'), platform: process.platform, readonly: true });
    try {
      return raw.prepare(text).pluck().all();
    } finally {
      raw.close();
    }
  };

  test('seeding twice makes one device and one preset', async () => {
    expect(await run('seed')).toMatchObject({ code: 0 });
    expect(await run('seed')).toMatchObject({ code: 0, output: expect.stringContaining('there already') });
    expect(query('select count(*) from device')).toEqual([1]);
    expect(query('select id from presets')).toEqual(['demo-portfolio']);
  });

  test('resetting needs --yes, keeps a copy and leaves an empty database', async () => {
    await run('seed');
    expect(await run('reset')).toMatchObject({ code: 2, output: expect.stringContaining('--yes') });
    expect(query('select count(*) from presets')).toEqual([1]);
    expect(await run('reset', ['--yes'])).toMatchObject({ code: 0 });
    expect(query('select count(*) from presets')).toEqual([0]);
    const [backup, ...others] = readdirSync(join(folder, 'backups'));
    expect(others).toEqual([]);
    const copy = openRawSqlite({
      path: join(folder, 'backups', backup ?? ''),
      platform: process.platform,
      readonly: true,
    });
    expect(copy.prepare('select count(*) from presets').pluck().get()).toBe(1);
    copy.close();
  });

  test('resetting stops while another process has the database open', async () => {
    await run('seed');
    const other = openRawSqlite({ path: join(folder, 'easel.db'), platform: process.platform });
    other.prepare('select * from presets').all();
    const outcome = await run('reset', ['--yes']);
    other.close();
    expect(outcome).toMatchObject({ code: 4, output: expect.stringContaining('close Easel first') });
    expect(query('select count(*) from presets')).toEqual([1]);
  });

  test('production is left alone', async () => {
    const env = { NODE_ENV: 'production' };
    expect(await run('seed', [], env)).toMatchObject({ code: 2 });
    expect(await run('reset', ['--yes'], env)).toMatchObject({ code: 2 });
    expect(existsSync(join(folder, 'easel.db'))).toBe(false);
  });

  test('--data-dir wins over DATABASE_URL and the environment', async () => {
    const other = join(folder, 'other');
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    expect(await run('migrate', ['--data-dir', other], env)).toMatchObject({ code: 0 });
    expect(existsSync(join(other, 'easel.db'))).toBe(true);
    expect(await run('migrate', [], env)).toMatchObject({
      code: 4,
      output: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('the committed types are those of the migrations', async () => {
    expect(await run('generate', ['--check'])).toMatchObject({ code: 0 });
  }, 20_000);
});
