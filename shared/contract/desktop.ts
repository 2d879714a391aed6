/** What only a host with a desktop around it can do. */
import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import { action, type Surface } from './action.ts';
import { FilePath } from './fields.ts';

/** What the application menu can ask of the page; the same names as the page's own commands. */
export const MENU_COMMANDS = [
  'images.addFiles',
  'images.addFolder',
  'images.clear',
  'presets.import',
  'presets.export',
  'batch.start',
  'batch.pause',
  'batch.cancel',
  'batch.undo',
  'batch.chooseOutput',
  'go.workbench',
  'go.presets',
  'go.history',
  'go.settings',
  'app.shortcuts',
  'app.about',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** What the desktop asks of the page. */
export type DesktopEvent =
  | { readonly type: 'command'; readonly command: MenuCommand }
  /** Files and folders opened with Easel, by their absolute paths. */
  | { readonly type: 'open'; readonly paths: readonly string[] };

const act = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'desktop.used', success: 'call' },
  surface: ['ipc'] satisfies Surface[],
});

export const desktop = {
  /** Empty when the person cancels. */
  chooseFiles: act.output(type<readonly string[]>()),
  chooseFolders: act.output(type<readonly string[]>()),
  /** For results; null when the person cancels. */
  chooseOutputFolder: act
    .input(z.strictObject({ current: FilePath.nullable() }))
    .output(type<string | null>()),
  /** Shows a file in the system's file manager. */
  reveal: act.input(z.strictObject({ path: FilePath })).output(type<void>()),
  /** Opens a folder in the system's file manager. */
  openFolder: act.input(z.strictObject({ path: FilePath })).output(type<void>()),
  /** Begins to drag results out of the window; only files Easel wrote. */
  dragOut: act.input(z.strictObject({ paths: z.array(FilePath).min(1).max(1000) })).output(type<void>()),
  /** For as long as the page listens; what came while nobody did comes first. One listener at a time: the newest. */
  events: act.output(eventIterator(type<DesktopEvent>())),
};
