/**
 * `npm start`: the desktop app where the Electron runtime can be had, else the same app in a browser. Builds what is
 * out of date first; options after `--` go to `easel serve`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from './start/electron-runtime.ts';
import { isOutOfDate } from './start/out-of-date.ts';
import { runUntilItEnds } from './start/run-until-it-ends.ts';

const ROOT = join(import.meta.dirname, '..');
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
const DESKTOP = join(ROOT, 'dist', 'electron', 'main.js');
const INTERFACE = join(ROOT, 'dist', 'renderer', 'index.html');

const INTERFACE_SOURCES = ['renderer', 'shared', 'vite.renderer.config.ts', 'package-lock.json'];
const DESKTOP_SOURCES = [...INTERFACE_SOURCES, 'electron', 'core', 'engine', 'migrations', 'resources'];

process.exitCode = await start();

async function start(): Promise<number> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    return startInBrowser('There is no screen here to open a window on');
  }
  const runtime = await findElectron({
    packageFolder: join(ROOT, 'node_modules', 'electron'),
    memoryFile: join(ROOT, '.cache', 'electron-runtime.json'),
    env: process.env,
    say,
  });
  return runtime === null ? startInBrowser('The Electron runtime is not here') : startOnDesktop(runtime);
}

function startOnDesktop(runtime: string): Promise<number> {
  if (isOutOfDate(ROOT, DESKTOP_SOURCES, DESKTOP)) build('the app', ['npm', 'run', '--silent', 'build']);
  return runUntilItEnds(runtime, [ROOT], {});
}

function startInBrowser(because: string): Promise<number> {
  say(`${because}, so Easel runs in your browser.`);
  if (isOutOfDate(ROOT, INTERFACE_SOURCES, INTERFACE)) {
    build('the interface', [process.execPath, VITE, 'build', '--config', 'vite.renderer.config.ts']);
  }
  const command = [join(ROOT, 'cli', 'easel.mjs'), 'serve', ...process.argv.slice(2)];
  // Under npm, the folder of the shell is not the folder of the process.
  return runUntilItEnds(process.execPath, command, { cwd: process.env.INIT_CWD ?? process.cwd() });
}

function build(what: string, [command = '', ...rest]: readonly string[]): void {
  say(`Building ${what}, once…`);
  const { status, stdout, stderr } = spawnSync(command, rest, {
    cwd: ROOT,
    encoding: 'utf8',
    // npm is a script there.
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}\nBuilding ${what} failed.\n`);
  process.exit(1);
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
