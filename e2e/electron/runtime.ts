/** The Electron runtime of this machine, or why there is none to test with. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = join(import.meta.dirname, '..', '..', 'node_modules', 'electron');

export type Runtime = { readonly program: string } | { readonly program: null; readonly reason: string };

export function findRuntime(): Runtime {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const pathFile = join(PACKAGE, 'path.txt');
  const program = existsSync(pathFile) ? join(PACKAGE, 'dist', readFileSync(pathFile, 'utf8')) : null;
  if (program === null || !existsSync(program)) {
    return { program: null, reason: 'the Electron runtime is not installed' };
  }
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    return { program: null, reason: 'there is no screen to open a window on' };
  }
  return { program };
}
