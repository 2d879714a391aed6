/** For tests: the app on a folder of its own, with a real engine process and a real database. */
import { randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type App, type AppDeps, createApp } from '../app.ts';
import { databaseUrl } from '../db/open.ts';
import { createEngine } from '../engine/engine.ts';
import { createLocalClient, type LocalClient } from '../rpc/local-client.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface TestApp extends App {
  /** As the command line. */
  readonly client: LocalClient;
}

export async function startTestApp(dataFolder: string, changes: Partial<AppDeps> = {}): Promise<TestApp> {
  const monotonic = () => performance.now();
  const engine = createEngine({
    launch: {
      nodePath: process.execPath,
      entryPath: join(ROOT, 'engine', 'main.ts'),
      resourcesFolder: join(ROOT, 'resources'),
      env: process.env,
      workers: 1,
      slots: 3,
    },
    tuning: { memoryMb: 4096, recycleAfter: 1000 },
    monotonic,
  });
  const app = await createApp({
    databaseUrl: databaseUrl(dataFolder),
    appVersion: '0.0.0',
    nodeVersion: process.versions.node,
    resourcesFolder: join(ROOT, 'resources'),
    platform: process.platform,
    engine,
    surface: 'cli',
    dataFolder,
    cacheFolder: join(dataFolder, 'cache'),
    suggestedOutputFolder: join(dataFolder, 'results'),
    homeFolder: dataFolder,
    roots: null,
    trash: (path) => rename(path, `${path}.trashed`),
    desktop: null,
    now: Date.now,
    monotonic,
    randomBytes,
    localStamp: () => ({ date: '2026-11-23', time: '14-05-09' }),
    formatTime: (epochMs) => new Date(epochMs).toISOString(),
    pid: process.pid,
    isProcessAlive: (pid) => pid === process.pid,
    ...changes,
  });
  return { ...app, client: createLocalClient(app.router, app.contextFor('cli')) };
}
