/** Builds the app for the desktop: data folder, clock, random numbers, and the engine, which starts later. */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../core/app.ts';
import { databaseUrl } from '../core/db/open.ts';
import type { DesktopPort } from '../core/desktop-port.ts';
import { createEngine } from '../core/engine/engine.ts';
import { localStamp } from '../core/hosting/local-stamp.ts';
import { isProcessAlive } from '../core/hosting/process-alive.ts';
import { createLocalClient, type LocalClient } from '../core/rpc/local-client.ts';
import type { AppPaths } from './app-paths.ts';
import { engineLaunch } from './engine-launch.ts';
import { createWarmEngine } from './warm-engine.ts';

export interface OpenAppOptions {
  readonly paths: AppPaths;
  readonly dataFolder: string;
  readonly homeFolder: string;
  readonly picturesFolder: string;
  readonly appVersion: string;
  readonly desktop: DesktopPort;
  readonly trash: (path: string) => Promise<void>;
}

export interface OpenedApp {
  readonly app: App;
  /** The page's own rights, for the host's own questions. */
  readonly client: LocalClient;
  /** Starts the engine's process ahead of the first file. */
  readonly warmEngine: () => void;
}

export async function openApp(options: OpenAppOptions): Promise<OpenedApp> {
  const { paths, dataFolder } = options;
  const cacheFolder = join(dataFolder, 'cache');
  const launch = engineLaunch({
    paths,
    cores: availableParallelism(),
    env: process.env,
    compileCache: join(cacheFolder, 'compiled'),
  });
  const monotonic = () => performance.now();
  const engine = createWarmEngine(
    () => createEngine({ launch, tuning: { memoryMb: 2048, recycleAfter: 500 }, monotonic }),
    launch,
  );
  const app = await createApp({
    databaseUrl: process.env.DATABASE_URL || databaseUrl(dataFolder),
    appVersion: options.appVersion,
    nodeVersion: process.versions.node,
    resourcesFolder: paths.resources,
    platform: process.platform,
    engine,
    surface: 'ipc',
    dataFolder,
    cacheFolder,
    homeFolder: options.homeFolder,
    suggestedOutputFolder: join(options.picturesFolder, 'Easel'),
    roots: null,
    trash: options.trash,
    desktop: options.desktop,
    now: Date.now,
    monotonic,
    randomBytes,
    localStamp: () => localStamp(new Date()),
    formatTime: (epochMs) =>
      new Date(epochMs).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' }),
    pid: process.pid,
    isProcessAlive,
  });
  return { app, client: createLocalClient(app.router, app.contextFor('ipc')), warmEngine: engine.warm };
}
