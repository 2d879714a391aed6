/** The host in a package: parts beside the archive, the bundled Node, no developer tools, updates by a feed. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { makePhotos } from '../core/testing/photos.ts';
import { engineLaunch } from './engine-launch.ts';
import { type Launched, launch } from './testing/launch.ts';

const ROOT = join(import.meta.dirname, '..');
let easel: Launched;
let resources: string;

beforeAll(async () => {
  // Inside the checkout, so that packages that are never bundled are found.
  resources = await mkdtemp(join(ROOT, '.cache', 'electron-packaged-'));
  await mkdir(join(resources, 'node'));
  const installation = inject('installation');
  const archive = join(resources, 'app.asar');
  await Promise.all([
    cp(join(installation, 'dist', 'electron'), join(archive, 'dist', 'electron'), { recursive: true }),
    cp(join(installation, 'dist', 'renderer'), join(archive, 'dist', 'renderer'), { recursive: true }),
    cp(join(installation, 'package.json'), join(archive, 'package.json')),
    symlink(installation, join(resources, 'app.asar.unpacked')),
    symlink(join(ROOT, 'node_modules', 'node', 'bin', 'node'), join(resources, 'node', 'node')),
    writeFile(join(resources, 'app-update.yml'), 'provider: generic\nurl: https://updates.invalid/\n'),
  ]);
  // Without it the updater takes the app for one that cannot be updated.
  process.env.APPIMAGE = join(resources, 'Easel.AppImage');
  easel = await launch({ isPackaged: true, installation: archive, resourcesPath: resources });
});
afterAll(async () => {
  await easel.end();
  await rm(resources, { recursive: true, force: true });
});

it('gives people no developer tools', async () => {
  const { options } = await easel.window();
  expect(options.webPreferences?.devTools).toBe(false);
  expect(options.webPreferences?.preload).toBe(
    join(resources, 'app.asar', 'dist', 'electron', 'preload.cjs'),
  );
});

it('makes images with the Node beside the archive', async () => {
  const page = await easel.page();
  const inputs = await makePhotos(join(easel.dataFolder, 'photos'), 1, { side: 64 });
  const outputFolder = join(easel.dataFolder, 'out');
  const job = { inputs: [...inputs], outputFolder, template: '{name}', presets: ['web-thumb'] };
  const { id } = await page.jobs.start(job);
  for await (const event of await page.jobs.watch({ id })) {
    if (event.type === 'ended') expect(event.end.summary.written).toBe(1);
  }
  expect(await readdir(outputFolder)).toHaveLength(1);
});

it('asks its feed for updates, and notes without words that nobody answers', async () => {
  const log = join(easel.dataFolder, 'logs', 'crashes.log');
  await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toContain('"process":"main"');
  expect(await readFile(log, 'utf8')).not.toContain('updates.invalid');
});

it('starts the engine without what could change its Node', () => {
  const launched = engineLaunch({
    paths: { node: '/easel/node', engineEntry: '/easel/engine.js', resources: '/easel/resources' },
    cores: 1,
    env: { PATH: '/bin', NODE_OPTIONS: '--require /evil.js', node_path: '/evil', ELECTRON_RUN_AS_NODE: '1' },
    compileCache: '/cache',
  });
  expect(launched).toEqual({
    nodePath: '/easel/node',
    entryPath: '/easel/engine.js',
    resourcesFolder: '/easel/resources',
    env: { PATH: '/bin', NODE_COMPILE_CACHE: '/cache' },
    workers: 1,
    slots: 2,
  });
});
