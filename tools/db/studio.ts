/**
 * `npm run db:studio`: shows the database in Prisma Studio, on loopback, fetched by npx in a fixed version.
 * It shows a copy (SQLite) or a read-only session (PostgreSQL) unless --write is given.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openRawSqlite } from '../../core/db/open-sqlite.ts';
import { readCommandLine, runScript, say, type Target } from './target.ts';

const STUDIO = 'prisma@7.10.1';

await runScript(async () => {
  const { target, has } = readCommandLine('write', 'no-browser');
  const write = has('write');
  const { url, remove } = write ? { url: target.url, remove: () => {} } : await readOnly(target);
  say(write ? `Changes go into ${target.label}.` : `A view of ${target.label}; --write allows changes.`);
  try {
    await runStudio(url, has('no-browser'));
  } finally {
    remove();
  }
});

interface View {
  readonly url: string;
  readonly remove: () => void;
}

async function readOnly({ url, path }: Target): Promise<View> {
  if (path === undefined) {
    const limited = new URL(url);
    limited.searchParams.set('options', '-c default_transaction_read_only=on');
    return { url: limited.href, remove: () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), 'easel-studio-'));
  const copy = join(folder, 'easel.db');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const raw = openRawSqlite({ path, platform: process.platform, readonly: true });
    await raw.backup(copy).finally(() => raw.close());
    return { url: pathToFileURL(copy).href, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function runStudio(url: string, quiet: boolean): Promise<void> {
  const options = ['--yes', STUDIO, 'studio', '--url', url, ...(quiet ? ['--browser', 'none'] : [])];
  const windows = process.platform === 'win32';
  const studio = spawn('npx', options, {
    stdio: 'inherit',
    shell: windows,
    // A group of its own: npx does not pass a signal on to what it runs, so we send it to all of them.
    detached: !windows,
    // Without it Prisma reports each start.
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // On Windows Ctrl+C reaches everything in the console by itself.
    process.once(signal, () => {
      if (studio.pid !== undefined && !windows) process.kill(-studio.pid, signal);
    });
  }
  await once(studio, 'exit');
}
