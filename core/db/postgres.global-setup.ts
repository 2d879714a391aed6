/** Starts one PostgreSQL for a whole test run, and migrates one database of each kind to copy for each test. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { openDatabase } from './open.ts';
import { openPostgres } from './open-postgres.ts';
import type { ServerMessage } from './postgres.test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server without a database name: append one. */
    readonly postgresServer: string;
    /** Path of a migrated SQLite file that nobody has open. */
    readonly sqliteTemplate: string;
  }
}

/** Its copies are the databases of the tests. */
export const TEMPLATE_DATABASE = 'easel_template';

/** A run without PostgreSQL fails here: half of the repository tests would otherwise pass unseen. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = fork(new URL('./postgres.test-server.ts', import.meta.url));
  try {
    const { url, folder } = await started(server);
    await createDatabase(`${url}postgres`, TEMPLATE_DATABASE);
    await migrate(url + TEMPLATE_DATABASE);
    const sqliteTemplate = join(folder, 'template.db');
    await migrate(pathToFileURL(sqliteTemplate).href);
    project.provide('postgresServer', url);
    project.provide('sqliteTemplate', sqliteTemplate);
    return () => stop(server);
  } catch (error) {
    await stop(server);
    throw error;
  }
}

function started(server: ChildProcess): Promise<Extract<ServerMessage, { readonly url: string }>> {
  return new Promise((resolve, reject) => {
    server.once('message', (message: ServerMessage) => {
      if ('url' in message) resolve(message);
      else reject(new Error(`PostgreSQL does not start. ${message.failure}`));
    });
    server.once('exit', (code) => reject(new Error(`PostgreSQL does not start: exit code ${code}.`)));
    server.once('error', reject);
  });
}

/** The server ends when the channel to it closes. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  if (server.connected) server.disconnect();
  await ended;
}

async function createDatabase(url: string, name: string): Promise<void> {
  const { pool, close } = await openPostgres({ url });
  try {
    await pool.query(`create database ${name}`);
  } finally {
    await close();
  }
}

async function migrate(url: string): Promise<void> {
  const handle = await openDatabase({ url, platform: process.platform, now: Date.now, appVersion: 'test' });
  await handle.close();
}
