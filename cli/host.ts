/** Builds the app for one run of the command line: folders, clock, random numbers, the engine process. */
import { randomBytes } from 'node:crypto';
import { getCompileCacheDir } from 'node:module';
import { availableParallelism, homedir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from '../core/app.ts';
import { resolveDataDir } from '../core/db/data-dir.ts';
import { createEngine, type Engine } from '../core/engine/engine.ts';
import { localStamp } from '../core/hosting/local-stamp.ts';
import { isProcessAlive } from '../core/hosting/process-alive.ts';
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
function startEngine(): Engine {
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

/** What differs between a command and the page that `easel serve` shows. */
export interface HostOptions {
  readonly surface: 'cli' | 'loopback';
  /** Folders files may come from and go to; null: wherever this person may. */
  readonly roots: readonly string[] | null;
}

/** The app, open on the data folder; the caller closes it. */
export async function openApp(globals: GlobalOptions, options: HostOptions): Promise<App> {
  const engine = startEngine();
  try {
    const [{ createApp }, { databaseUrl }] = await Promise.all([
      import('../core/app.ts'),
      import('../core/db/open.ts'),
    ]);
    const dataFolder = dataDirOf(globals);
    await makeDataDir(dataFolder);
    return await createApp({
      ...options,
      dataFolder,
      cacheFolder: join(dataFolder, 'cache'),
      suggestedOutputFolder: suggestedOutputFolder(),
      homeFolder: homedir(),
      desktop: null,
      trash: async (path) => {
        const { default: trash } = await import('trash');
        await trash(path, { glob: false });
      },
      nodeVersion: process.versions.node,
      databaseUrl: process.env.DATABASE_URL || databaseUrl(dataFolder),
      appVersion: APP_VERSION,
      resourcesFolder: RESOURCES,
      platform: process.platform,
      engine,
      now: Date.now,
      monotonic: () => performance.now(),
      randomBytes,
      localStamp: () => localStamp(new Date()),
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

/** The same, as a command uses it. */
export async function openClient(globals: GlobalOptions) {
  const app = await openApp(globals, { surface: 'cli', roots: null });
  const { createLocalClient } = await import('../core/rpc/local-client.ts');
  return { client: createLocalClient(app.router, app.contextFor('cli')), close: app.close };
}

/** Where results go when nobody chose a folder. */
export function suggestedOutputFolder(): string {
  return join(homedir(), 'Pictures', 'Easel');
}

async function makeDataDir(dataDir: string): Promise<void> {
  await makeFolder(dataDir, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    const reason = `the data folder ${dataDir} cannot be made (${error.code})`;
    throw new EaselError('DATABASE_UNAVAILABLE', { reason }, { cause: error });
  });
}
