/** For tests: the app built and packaged for Linux, with a stub where Electron's binary would be. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { extractAll } from '@electron/asar';
import { writeStubElectronDist } from './stub-electron-dist.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

export interface Packaged {
  /** Beside the program: what an installation looks like. */
  readonly folder: string;
  readonly program: string;
  readonly resources: string;
  /** `app.asar` and what lies unpacked beside it, together. */
  readonly app: string;
  readonly node: string;
  /** Everything the test wrote lies in here. */
  readonly remove: () => Promise<void>;
}

/** Nothing of this machine's environment but a home. */
export function bareEnvironment(home: string): NodeJS.ProcessEnv {
  return { HOME: home, PATH: '/nowhere' };
}

export async function packageForLinux(): Promise<Packaged> {
  const cache = join(ROOT, '.cache');
  await mkdir(cache, { recursive: true });
  // Inside the checkout: packaging takes nothing from outside. Away from `dist`, which others use meanwhile.
  const work = await mkdtemp(join(cache, 'packaging-test-'));
  const remove = () => rm(work, { recursive: true, force: true });
  try {
    await buildAndPackage(work);
  } catch (error) {
    await remove();
    throw error;
  }
  const folder = join(work, 'out', 'linux-unpacked');
  const resources = join(folder, 'resources');
  const app = join(work, 'app');
  extractAll(join(resources, 'app.asar'), app);
  return {
    folder,
    program: join(folder, 'easel-desktop'),
    resources,
    app,
    node: join(resources, 'node', 'node'),
    remove,
  };
}

async function buildAndPackage(work: string): Promise<void> {
  const built = join(work, 'dist');
  await build(['--outDir', built]);
  await build(['--config', 'vite.renderer.config.ts', '--outDir', join(built, 'renderer')]);
  await build(['--config', 'vite.electron.config.ts', '--outDir', join(built, 'electron')]);
  const { version } = JSON.parse(
    await readFile(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8'),
  );
  await writeStubElectronDist(join(work, 'electron'), version);
  await runTool(
    'electron-builder/cli.js',
    [
      '--linux',
      'dir',
      '--config',
      'electron-builder.config.ts',
      `-c.electronDist=${join(work, 'electron')}`,
      `-c.directories.output=${join(work, 'out')}`,
    ],
    { EASEL_BUILT: relative(ROOT, built) },
  );
}

function build(args: readonly string[]): Promise<unknown> {
  return runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn', ...args], {});
}

/** Rejects with what the tool said when it fails. */
function runTool(tool: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  // npm, which electron-builder asks for the dependencies, runs on the Node of this process.
  const path = `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}`;
  return run(process.execPath, [join(ROOT, 'node_modules', tool), ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', PATH: path, ...env },
    maxBuffer: 50_000_000,
  });
}
