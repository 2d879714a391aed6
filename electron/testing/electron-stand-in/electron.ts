/**
 * Stands in for the `electron` module where its binary cannot run. It behaves as Electron documents what the host
 * uses (its types are checked against Electron's own), keeps what it is told, and never opens a window.
 */
import type { NativeTheme } from 'electron';
import { BrowserWindowStandIn } from './browser-window.ts';
import { MessageChannelMainStandIn } from './message-channel.ts';
import { app, ipcMain } from './program.ts';
import {
  CrashReporterStandIn,
  DialogStandIn,
  MenuStandIn,
  NotificationStandIn,
  SafeStorageStandIn,
  ScreenStandIn,
  ShellStandIn,
} from './system.ts';

export { app, ipcMain, protocol, session } from './program.ts';
export const BrowserWindow = BrowserWindowStandIn;
export const MessageChannelMain = MessageChannelMainStandIn;
export const Menu = MenuStandIn;
export const Notification = NotificationStandIn;
export const crashReporter = new CrashReporterStandIn();
export const dialog = new DialogStandIn();
export const nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors' | 'themeSource'> = {
  shouldUseDarkColors: false,
  themeSource: 'system',
};
export const safeStorage = new SafeStorageStandIn();
export const screen = new ScreenStandIn();
export const shell = new ShellStandIn();

const electron = { app, ipcMain, shell };
// Libraries take the module whole.
// biome-ignore lint/style/noDefaultExport: as Electron's own
export default electron;
