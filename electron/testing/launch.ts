/**
 * For tests: starts the built main process with the stand-in in Electron's place. One start per test file: the main
 * process is one program with one set of globals.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { inject, vi } from 'vitest';
import type { Contract } from '../../shared/contract/contract.ts';
import type { AppSetup } from './electron-stand-in/app.ts';
import type { BrowserWindowStandIn } from './electron-stand-in/browser-window.ts';

type Electron = typeof import('./electron-stand-in/electron.ts');

export type PageClient = ContractRouterClient<Contract>;

export interface LaunchOptions extends Partial<AppSetup> {
  /** What the command line names behind the program. */
  readonly args?: readonly string[];
  /** The folder that `dist` lies in, where it is not the one that was built for all tests. */
  readonly installation?: string;
  /** The folder beside the app's binary. */
  readonly resourcesPath?: string;
  /** Called before the app starts, to set the scene. */
  readonly prepare?: (scene: {
    readonly electron: Electron;
    readonly dataFolder: string;
  }) => Promise<void> | void;
}

export interface Launched {
  readonly electron: Electron;
  readonly installation: string;
  readonly dataFolder: string;
  /** The one window, once there is one. */
  readonly window: () => Promise<BrowserWindowStandIn>;
  /** Calls the core as the page would, over the port it was given. */
  readonly page: () => Promise<PageClient>;
  /** Quits and takes the data folder away. */
  readonly end: () => Promise<void>;
}

const STAND_IN = join(import.meta.dirname, 'electron-stand-in', 'electron.ts');

/** Node's own loading: what the test runner imports for itself would be another copy. */
const load = createRequire(import.meta.url);

export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const { args = [], prepare, installation = inject('installation'), resourcesPath, ...setup } = options;
  const dataFolder = await mkdtemp(join(tmpdir(), 'easel-electron-'));
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron'
        ? { url: pathToFileURL(STAND_IN).href, shortCircuit: true }
        : next(specifier, context),
  });
  // The module there has exactly this type.
  const electron = load(STAND_IN) as Electron;
  electron.app.setup = { ...electron.app.setup, ...setup };
  electron.shell.trashFolder = join(dataFolder, 'trash');
  process.env.EASEL_DATA_DIR = dataFolder;
  // Electron has it; plain Node has not.
  Object.assign(process, { resourcesPath: resourcesPath ?? join(installation, 'resources') });
  process.argv = [process.execPath, installation, ...args];
  await prepare?.({ electron, dataFolder });
  load(join(installation, 'dist', 'electron', 'main.js'));
  if (electron.app.ended === null) electron.app.becomeReady();

  const window = () =>
    vi.waitFor(
      () => {
        const [first] = electron.BrowserWindow.getAllWindows();
        if (!first?.isVisible()) throw new Error('there is no window yet');
        return first;
      },
      { timeout: 30_000 },
    );

  return {
    electron,
    installation,
    dataFolder,
    window,
    page: async () => {
      const { webContents } = await window();
      const port = await webContents.page?.port();
      if (port === undefined) throw new Error('the page has no port');
      return createORPCClient(new RPCLink({ port }));
    },
    end: async () => {
      electron.dialog.presses.push(1);
      if (electron.app.ended === null) electron.app.quit();
      await vi.waitFor(() => {
        if (electron.app.ended === null) throw new Error('the app has not ended');
      });
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
