/** Fresh real databases for tests, one of each kind: a SQLite file, and a database on PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, inject } from 'vitest';
import type { Dialect } from '../../migrations/migration.ts';
import type { Database } from './database.types.ts';
import type { DatabaseHandle, PostgresHandle, SqliteHandle } from './handle.ts';
import type { OpenDatabaseOptions } from './open.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import { TEMPLATE_DATABASE } from './postgres.global-setup.ts';

/** The database of the test that runs now; reading it outside a test or a hook throws. */
export interface TestDatabases {
  readonly dialect: Dialect;
  readonly db: Kysely<Database>;
  readonly handle: DatabaseHandle;
  /** For a second connection, also from another process. */
  readonly url: string;
}

/** Runs the same tests on both databases; each test starts with a migrated, otherwise empty one. */
export function describeDatabases(name: string, define: (database: TestDatabases) => void): void {
  describe.each<Dialect>(['sqlite', 'postgres'])(`${name} on %s`, (dialect) => {
    let current: TestDatabase | undefined;
    const running = (): TestDatabase => {
      if (!current) throw new Error('There is a database only while a test runs.');
      return current;
    };
    beforeEach(async () => {
      current = await createTestDatabase(dialect);
    });
    afterEach(async () => {
      await current?.drop();
      current = undefined;
    });
    define({
      dialect,
      get db() {
        return running().handle.db;
      },
      get handle() {
        return running().handle;
      },
      get url() {
        return running().url;
      },
    });
  });
}

export interface TestDatabase<Handle extends DatabaseHandle = DatabaseHandle> {
  readonly handle: Handle;
  readonly url: string;
  /** Closes the handle and removes the database. */
  readonly drop: () => Promise<void>;
}

/** A migrated database that the caller drops. */
export function createTestDatabase(dialect: 'sqlite'): Promise<TestDatabase<SqliteHandle>>;
export function createTestDatabase(dialect: 'postgres'): Promise<TestDatabase<PostgresHandle>>;
export function createTestDatabase(dialect: Dialect): Promise<TestDatabase>;
export async function createTestDatabase(dialect: Dialect): Promise<TestDatabase> {
  return dialect === 'sqlite' ? createSqlite() : createPostgres(TEMPLATE_DATABASE);
}

/** What openDatabase needs besides a URL, for a test that opens by itself. */
export function testOpenOptions(url: string): OpenDatabaseOptions {
  return { url, platform: process.platform, now: Date.now, appVersion: '0.0.0-test' };
}

/** A database without any table, on the PostgreSQL of this run. */
export function createEmptyPostgres(): Promise<TestDatabase<PostgresHandle>> {
  return createPostgres('template0');
}

/** A folder that is removed with everything in it when `remove` is called. */
export function createTestFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'easel-db-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function createSqlite(): TestDatabase<SqliteHandle> {
  const template = provided('sqliteTemplate');
  const { folder, remove } = createTestFolder();
  const path = join(folder, 'easel.db');
  copyFileSync(template, path);
  const handle = openSqlite({ path, platform: process.platform });
  const drop = async (): Promise<void> => {
    await handle.close();
    remove();
  };
  return { handle, url: pathToFileURL(path).href, drop };
}

async function createPostgres(source: string): Promise<TestDatabase<PostgresHandle>> {
  const server = provided('postgresServer');
  const name = `easel_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template ${source}`);
  const url = server + name;
  const handle = await openPostgres({ url });
  const drop = async (): Promise<void> => {
    await handle.close();
    await onServer(server, `drop database ${name} with (force)`);
  };
  return { handle, url, drop };
}

function provided(key: 'postgresServer' | 'sqliteTemplate'): string {
  const value: string | undefined = inject(key);
  if (value === undefined)
    throw new Error('vitest runs without the globalSetup core/db/postgres.global-setup.ts.');
  return value;
}

async function onServer(server: string, statement: string): Promise<void> {
  const { pool, close } = await openPostgres({ url: `${server}postgres`, maxConnections: 1 });
  try {
    await pool.query(statement);
  } finally {
    await close();
  }
}
