/** For tests: the app on a folder of its own, with a real engine process and a real database. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type App, createApp } from '../app.ts';
import { databaseUrl } from '../db/open.ts';
import { createEngine } from '../engine/engine.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export function startTestApp(dataDir: string): Promise<App> {
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
  return createApp({
    databaseUrl: databaseUrl(dataDir),
    appVersion: '0.0.0',
    resourcesFolder: join(ROOT, 'resources'),
    platform: process.platform,
    engine,
    surface: 'cli',
    now: Date.now,
    monotonic,
    randomBytes,
    localStamp: () => ({ date: '2026-11-23', time: '14-05-09' }),
    formatTime: (epochMs) => new Date(epochMs).toISOString(),
    pid: process.pid,
    isProcessAlive: (pid) => pid === process.pid,
  });
}
