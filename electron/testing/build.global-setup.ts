/**
 * For tests: builds the main process and the preload script as a release does, once, into an installation of its own:
 * a small interface, the engine and the resources from source.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

declare module 'vitest' {
  interface ProvidedContext {
    /** A checkout after `npm run build`, as far as the desktop host looks at it. */
    installation: string;
  }
}

/** The page of the tests; what the page does with Easel is played by the tests themselves. */
const PAGE = '<!doctype html><html><head><meta name="csp-nonce" content="" /></head><body></body></html>';

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const cache = join(ROOT, '.cache');
  await mkdir(cache, { recursive: true });
  // Inside the checkout, so that packages that are never bundled are found.
  const installation = await mkdtemp(join(cache, 'electron-test-'));
  const dist = join(installation, 'dist');
  await buildHost(join(dist, 'electron'));
  await Promise.all(
    ['renderer/assets', 'engine', '../node_modules'].map((path) =>
      mkdir(join(dist, path), { recursive: true }),
    ),
  );
  await Promise.all([
    writeFile(join(installation, 'package.json'), '{ "type": "module" }'),
    writeFile(join(dist, 'renderer', 'index.html'), PAGE),
    writeFile(join(dist, 'renderer', 'assets', 'index-abcdefgh.js'), 'export {};'),
    writeFile(join(installation, 'secret.txt'), 'not for pages'),
    symlink('../../secret.txt', join(dist, 'renderer', 'link.txt')),
    writeFile(
      join(dist, 'engine', 'main.js'),
      `await import(${JSON.stringify(pathToFileURL(join(ROOT, 'engine', 'main.ts')).href)});`,
    ),
    symlink(join(ROOT, 'resources'), join(dist, 'resources')),
    symlink(join(ROOT, 'node_modules', 'node'), join(installation, 'node_modules', 'node')),
  ]);
  provide('installation', installation);
  return () => rm(installation, { recursive: true, force: true });
}

function buildHost(outDir: string): Promise<unknown> {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = ['build', '--config', 'vite.electron.config.ts', '--outDir', outDir, '--logLevel', 'warn'];
  return run(process.execPath, [vite, ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
