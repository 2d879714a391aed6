/** Builds the app for one run of the command line: folders, clock, random numbers, the engine process. */
import { randomBytes } from 'node:crypto';
import { getCompileCacheDir } from 'node:module';
import { availableParallelism, homedir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveDataDir } from '../core/db/data-dir.ts';
import { createEngine, type Engine } from '../core/engine/engine.ts';
import { makeFolder } from '../core/make-folder.ts';
import { EaselError } from '../shared/errors.ts';
import type { GlobalOptions } from './main.ts';
import { APP_VERSION } from './version.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const RESOURCES = join(ROOT, 'resources');

export function dataDirOf({ dataDir }: GlobalOptions): string {
  return resolveDataDir({ flag: dataDir, env: process.env, platform: process.platform, home: homedir() });
}

/** Starts the engine's process at once; it becomes ready while everything else loads. */
export function startEngine(): Engine {
  const cores = availableParallelism();
  return createEngine({
    launch: {
      nodePath: process.execPath,
      resourcesFolder: RESOURCES,
      entryPath: join(ROOT, 'engine', `main${extname(import.meta.url)}`),
      // The engine's code is compiled once, like this process's.
      env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
      // Measured: threads beyond one bring no pixels sooner, they only keep one file's JavaScript from delaying another's.
      workers: Math.max(1, cores - 1),
      slots: cores + 1,
    },
    tuning: { memoryMb: 2048, recycleAfter: 500 },
    monotonic: () => performance.now(),
  });
}

/** The app, open on the data folder; the caller closes it. */
export async function openApp(globals: GlobalOptions, engine: Engine = startEngine()) {
  try {
    const [{ createApp }, { databaseUrl }] = await Promise.all([
      import('../core/app.ts'),
      import('../core/db/open.ts'),
    ]);
    const dataDir = dataDirOf(globals);
    await makeDataDir(dataDir);
    return await createApp({
      databaseUrl: process.env.DATABASE_URL || databaseUrl(dataDir),
      appVersion: APP_VERSION,
      resourcesFolder: RESOURCES,
      platform: process.platform,
      engine,
      surface: 'cli',
      now: Date.now,
      monotonic: () => performance.now(),
      randomBytes,
      localStamp,
      formatTime: (epochMs) =>
        new Date(epochMs).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' }),
      pid: process.pid,
      isProcessAlive,
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

export type OpenedApp = Awaited<ReturnType<typeof openApp>>;

async function makeDataDir(dataDir: string): Promise<void> {
  await makeFolder(dataDir, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    const reason = `the data folder ${dataDir} cannot be made (${error.code})`;
    throw new EaselError('DATABASE_UNAVAILABLE', { reason }, { cause: error });
  });
}

function localStamp(): { date: string; time: string } {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: `${two(now.getHours())}-${two(now.getMinutes())}-${two(now.getSeconds())}`,
  };
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
