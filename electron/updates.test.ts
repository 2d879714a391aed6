/** The real updater, with a place to get updates from that nobody answers at. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppImageUpdater, UpdateInfo } from 'electron-updater';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startUpdates } from './updates.ts';

let folder: string;
let feedFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-updates-'));
  feedFile = join(folder, 'app-update.yml');
  await writeFile(feedFile, 'provider: generic\nurl: https://updates.invalid/\n');
  const standIn = pathToFileURL(
    join(import.meta.dirname, 'testing', 'electron-stand-in', 'electron.ts'),
  ).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function createUpdater(): Promise<AppImageUpdater> {
  // Without it the library takes the app for one that cannot be updated.
  process.env.APPIMAGE = join(folder, 'Easel.AppImage');
  const updater = await import('electron-updater');
  return new updater.AppImageUpdater(null, {
    version: '2.1.0',
    name: 'Easel',
    isPackaged: true,
    appUpdateConfigPath: feedFile,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: () => {},
  });
}

function listener() {
  const ready: string[] = [];
  const failures: unknown[] = [];
  return {
    ready,
    failures,
    onReady: (version: string) => void ready.push(version),
    onFailure: (error: unknown) => void failures.push(error),
  };
}

describe('startUpdates', () => {
  it.each([
    ['from a checkout', false, () => feedFile],
    ['without a feed', true, () => join(folder, 'missing.yml')],
  ])('does not even load the updater %s', async (_name, packaged, file) => {
    const load = vi.fn<() => Promise<AppImageUpdater>>();
    expect(await startUpdates({ ...listener(), packaged, feedFile: file(), load })).toBe(false);
    expect(load).not.toHaveBeenCalled();
  });

  it('never goes back to an older version, and installs on quitting', async () => {
    const updater = await createUpdater();
    updater.allowDowngrade = true;
    expect(await startUpdates({ ...listener(), packaged: true, feedFile, load: async () => updater })).toBe(
      true,
    );
    expect(updater).toMatchObject({
      allowDowngrade: false,
      allowPrerelease: false,
      autoInstallOnAppQuit: true,
    });
    // The library keeps its own judgement to itself.
    const judge = updater as unknown as {
      isUpdateAvailable: (info: Partial<UpdateInfo>) => Promise<boolean>;
    };
    expect(await judge.isUpdateAvailable({ version: '2.2.0' })).toBe(true);
    expect(await judge.isUpdateAvailable({ version: '2.1.0' })).toBe(false);
    expect(await judge.isUpdateAvailable({ version: '2.0.9' })).toBe(false);
  });

  it('notes a check that fails, and tells when an update is ready', async () => {
    const updater = await createUpdater();
    const told = listener();
    await startUpdates({ ...told, packaged: true, feedFile, load: async () => updater });
    await vi.waitFor(() => expect(told.failures).toHaveLength(1));
    const event = { version: '2.2.0' } as Parameters<
      Parameters<typeof updater.on<'update-downloaded'>>[1]
    >[0];
    updater.emit('update-downloaded', event);
    expect(told.ready).toEqual(['2.2.0']);
  });
});
