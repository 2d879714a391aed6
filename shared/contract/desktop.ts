/** What only a host with a desktop around it can do. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import { action, type Surface } from './action.ts';
import { FilePath } from './fields.ts';

const act = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'desktop.used', success: 'nobody' },
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
};
