/** The few facts about this computer that are not data: where the window was, the last folder, the server's address. */
import type { IpcMain } from 'electron';
import Store from 'electron-store';
import { z } from 'zod';
import type { WindowPlace } from './window-place.ts';

const Facts = z.object({
  window: z
    .object({
      bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }),
      maximised: z.boolean(),
    })
    .optional()
    .catch(undefined),
  lastFolder: z.string().min(1).max(4096).optional().catch(undefined),
  /** Of the server this installation belongs to; https only. */
  apiBase: z
    .url({ protocol: /^https$/ })
    .optional()
    .catch(undefined),
});

export interface DeviceFacts {
  readonly window: Fact<WindowPlace>;
  readonly lastFolder: Fact<string>;
  readonly apiBase: Fact<string>;
}

interface Fact<T> {
  readonly get: () => T | undefined;
  readonly set: (value: T) => void;
}

export interface DeviceFactsOptions {
  /** Absolute. */
  readonly folder: string;
  readonly ipcMain: Pick<IpcMain, 'removeAllListeners'>;
}

export function openDeviceFacts({ folder, ipcMain }: DeviceFactsOptions): DeviceFacts {
  const store = new Store<z.output<typeof Facts>>({
    name: 'device-facts',
    cwd: folder,
    // Facts that cannot be read are forgotten: nothing is lost but a place on the screen.
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
  // The library answers pages of its own on this channel; ours need it not, and get no second way in.
  ipcMain.removeAllListeners('electron-store-get-data');
  // Edited by hand, or by an older version: each fact that is not in form counts as unknown.
  const read = () => Facts.parse(store.store);
  return {
    window: { get: () => read().window, set: (place) => store.set('window', place) },
    lastFolder: { get: () => read().lastFolder, set: (path) => store.set('lastFolder', path) },
    apiBase: { get: () => read().apiBase, set: (address) => store.set('apiBase', address) },
  };
}
