import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, inject, test } from 'vitest';
import { databaseUrl, openDatabase, sqlitePath } from './open.ts';
import { openPostgres, toSafeNumber } from './open-postgres.ts';
import { createTestDatabase, describeDatabases, testOpenOptions } from './testing.ts';

describe('a database URL', () => {
  test('of a data folder leads back to the file in it', () => {
    const folder = join(import.meta.dirname, 'Ana & Söhne #1 100%');
    expect(sqlitePath(databaseUrl(folder))).toBe(join(folder, 'easel.db'));
  });

  test('may hold a plain path, and is not always a file', () => {
    expect(sqlitePath('file:./here/easel.db')).toBe('./here/easel.db');
    expect(sqlitePath('postgres://localhost/easel')).toBeUndefined();
  });

  test.each(['mysql://localhost/easel', 'easel.db', ''])('%j is refused', async (url) => {
    await expect(openDatabase(testOpenOptions(url))).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('must start with file: or postgres://'),
    });
  });
});

describe('opening PostgreSQL', () => {
  test('big integers and sums are numbers, and never rounded ones', async () => {
    const { handle, drop } = await createTestDatabase('postgres');
    const { rows } =
      await sql`select 9007199254740991::bigint as big, sum(x::bigint) as total, count(*) as count,
      1.5::numeric as fraction from generate_series(1, 3) x`.execute(handle.db);
    expect(rows).toEqual([{ big: Number.MAX_SAFE_INTEGER, total: 6, count: 3, fraction: 1.5 }]);
    await expect(sql`select 9007199254740993::bigint`.execute(handle.db)).rejects.toThrow(RangeError);
    expect(() => toSafeNumber('-9007199254740992')).toThrow(RangeError);
    // The connection is not left in the middle of the answer.
    expect((await sql`select 1::bigint as one`.execute(handle.db)).rows).toEqual([{ one: 1 }]);
    await drop();
  });

  test('no session waits for a lock, runs or idles in a transaction without an end', async () => {
    const { handle, drop } = await createTestDatabase('postgres');
    const { rows } = await sql`select current_setting('lock_timeout') as lock,
      current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle`.execute(handle.db);
    expect(rows).toEqual([{ lock: '3s', statement: '30s', idle: '30s' }]);
    await drop();
  });

  test('a server that is not there, in a sentence without the password', async () => {
    const url = 'postgres://ana:geheim@127.0.0.1:1/easel';
    const failure = openDatabase(testOpenOptions(url));
    await expect(failure).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    await expect(failure).rejects.not.toThrow(/geheim/);
  });

  test('a wrong password, an unknown database and a broken URL are expected failures', async () => {
    const server = new URL(inject('postgresServer'));
    server.pathname = '/no_such_database';
    const unknown = server.href;
    server.password = 'wrong';
    for (const url of [unknown, server.href, 'postgres://[']) {
      await expect(openPostgres({ url })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    }
  });

  test('a database in another encoding is refused', async () => {
    const { handle, url, drop } = await createTestDatabase('postgres');
    await handle.pool.query(`create database ascii encoding 'SQL_ASCII' template template0`);
    const ascii = new URL(url);
    ascii.pathname = '/ascii';
    await expect(openPostgres({ url: ascii.href })).rejects.toThrow(/encoding is SQL_ASCII/);
    await handle.pool.query('drop database ascii');
    await drop();
  });
});

describeDatabases('a test database', (database) => {
  const insert = (id: string) =>
    database.db.insertInto('device').values({ id, install_id: id, created_at: 1 }).execute();

  test('takes rows', async () => {
    await insert('a');
  });

  test('is fresh for the next test, and open to a second connection', async () => {
    expect(await database.db.selectFrom('device').selectAll().execute()).toEqual([]);
    await insert('b');
    const second = await openDatabase(testOpenOptions(database.url));
    expect(await second.db.selectFrom('device').select('id').execute()).toEqual([{ id: 'b' }]);
    await second.close();
  });
});
