/** A package for Linux as `npm run package` makes it: what is in it, how it is locked, and that it works by itself. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READABLE_ENDINGS } from '../../shared/source-endings.ts';
import { filesIn, packagesIn, programKind } from './contents.testing.ts';
import { nativeParts, requireNativeParts } from './native-parts.ts';
import { bareEnvironment, type Packaged, packageForLinux } from './package.testing.ts';
import { runtimePackages } from './runtime-packages.ts';
import { servePackaged } from './served.testing.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

let easel: Packaged;
let scratch: string;

beforeAll(async () => {
  easel = await packageForLinux();
  scratch = await mkdtemp(join(tmpdir(), 'easel-packaged-'));
});
afterAll(async () => {
  await easel?.remove();
  if (scratch) await rm(scratch, { recursive: true, force: true });
});

describe('the contents', () => {
  it('are the built app, its runtime packages, a licence, and nothing else', async () => {
    expect(await readdir(easel.app)).toEqual(['LICENSE', 'dist', 'node_modules', 'package.json']);
    expect((await readdir(join(easel.app, 'dist'))).sort()).toEqual([
      'chunks',
      'cli',
      'electron',
      'engine',
      'renderer',
      'resources',
    ]);
    expect((await readdir(easel.resources)).sort()).toEqual(['app.asar', 'app.asar.unpacked', 'node']);
    expect((await readdir(join(easel.folder, 'locales'))).sort()).toEqual(['en-US.pak', 'id.pak']);
  });

  it('start with the built main process', async () => {
    const packageJson = JSON.parse(await readFile(join(easel.app, 'package.json'), 'utf8'));
    expect(packageJson).toMatchObject({ name: 'easel', main: 'dist/electron/main.js', type: 'module' });
    expect(packageJson).not.toHaveProperty('devDependencies');
    expect(packageJson).not.toHaveProperty('scripts');
    const host = filesIn(join(easel.app, 'dist', 'electron'));
    expect(host).toEqual(expect.arrayContaining(['main.js', 'preload.cjs', 'icons/easel-256.png']));
  });

  it('hold exactly the packages that the bundles import, with what those need', () => {
    const known = [...runtimePackages(join(ROOT, 'node_modules')), ...nativePackages()].sort();
    expect(packagesIn(join(easel.app, 'node_modules'))).toEqual(known);
  });

  it('leave no import of the bundles unanswered', async () => {
    const packages = packagesIn(join(easel.app, 'node_modules'));
    const imported = new Set<string>();
    for (const part of ['chunks', 'cli', 'electron', 'engine']) {
      const folder = join(easel.app, 'dist', part);
      for (const file of filesIn(folder).filter((name) => /\.[cm]?js$/.test(name))) {
        const { importedFiles } = ts.preProcessFile(await readFile(join(folder, file), 'utf8'), true, true);
        for (const { fileName } of importedFiles) imported.add(fileName);
      }
    }
    const bare = [...imported].filter((name) => !/^(?:node:|\.)/.test(name) && !isBuiltIn(name));
    const names = bare.map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
    // Optional: pg looks for it and does without.
    const missing = names.filter((name) => !['electron', 'pg-native', ...packages].includes(name));
    expect(missing).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'electron', 'sharp']));
  });

  it('hold no tool that only builds or tests', async () => {
    const { devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    const found = packagesIn(join(easel.app, 'node_modules'));
    expect(found.filter((name) => name in devDependencies)).toEqual([]);
  });

  it('hold no program for another platform or processor', async () => {
    const foreign: string[] = [];
    for (const folder of [easel.app, easel.resources]) {
      for (const file of filesIn(folder)) {
        if (file.endsWith('.asar')) continue;
        const kind = programKind((await readFile(join(folder, file))).subarray(0, 20));
        if (kind !== null && kind !== `elf-${process.arch}`) foreign.push(`${file}: ${kind}`);
      }
    }
    expect(foreign).toEqual([]);
    const natives = filesIn(easel.app).filter((name) => name.endsWith('.node'));
    expect(natives.map((name) => basename(name)).sort()).toEqual([
      `linux-${process.arch}.node`,
      expect.stringMatching(/^sharp-linux-.*\.node$/),
    ]);
  });

  it('hold no source map, no source, and no path of the machine that built them', async () => {
    const files = filesIn(easel.app);
    expect(files.filter((name) => /\.(?:map|tsx?|mts|cts)$/.test(name))).toEqual([]);
    const telling: string[] = [];
    for (const file of files) {
      const content = await readFile(join(easel.app, file));
      if (content.includes(ROOT) || content.includes('sourceMappingURL=data:')) telling.push(file);
    }
    expect(telling).toEqual([]);
  });

  it('hold the engine, every migration, and all presets, fonts and word lists', async () => {
    const dist = join(easel.app, 'dist');
    expect(filesIn(join(dist, 'engine'))).toEqual(expect.arrayContaining(['main.js', 'worker.js']));
    for (const folder of ['presets', 'fonts', 'word-lists']) {
      const wanted = filesIn(join(ROOT, 'resources', folder));
      expect(wanted.length).toBeGreaterThan(0);
      expect(filesIn(join(dist, 'resources', folder))).toEqual(wanted);
    }
    const migrations = (await readdir(join(ROOT, 'migrations')))
      .filter((name) => /^\d{4}_\w+\.ts$/.test(name))
      .map((name) => name.replace(/\.ts$/, ''));
    expect(migrations.length).toBeGreaterThan(10);
    for (const chunks of [join(dist, 'chunks'), join(dist, 'electron', 'chunks')]) {
      const names = await readdir(chunks);
      expect(migrations.filter((name) => !names.some((chunk) => chunk.startsWith(`${name}-`)))).toEqual([]);
    }
  });

  it('keep what is checked inside the archive, and what Node reads beside it', () => {
    const beside = filesIn(join(easel.resources, 'app.asar.unpacked'));
    expect(beside.filter((name) => /^dist\/(?:electron|renderer)\//.test(name))).toEqual([]);
    for (const name of ['package.json', 'dist/engine/main.js', 'dist/cli/easel.mjs']) {
      expect(beside).toContain(name);
    }
    const native = filesIn(easel.app).filter((name) => /\.(?:node|so(?:\.\d+)*)$/.test(name));
    expect(native.filter((name) => !beside.includes(name))).toEqual([]);
  });
});

describe('the fuses of the program', () => {
  it('are set as the security checklist asks', async () => {
    const wire = await getCurrentFuseWire(easel.program);
    const { ENABLE, DISABLE } = FuseState;
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: DISABLE,
      [FuseV1Options.EnableCookieEncryption]: ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
    });
  });
});

describe('by itself, with the Node that ships with it', () => {
  const cli = (...args: readonly string[]) => {
    const entry = join(easel.resources, 'app.asar.unpacked', 'dist', 'cli', 'easel.mjs');
    const options = { cwd: scratch, env: bareEnvironment(scratch) };
    return run(easel.node, [entry, '--data-dir', join(scratch, 'data'), ...args], options);
  };

  it('finds itself well', async () => {
    const { stdout } = await cli('doctor', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ healthy: true, versions: { node: '24.21.0' } });
  });

  it('makes images, in colours that need a profile', async () => {
    const out = join(scratch, 'out');
    const recipe = join(scratch, 'recipe.json');
    await writeFile(
      recipe,
      '{ "resize": { "width": 320 }, "color": { "space": "p3" }, "output": { "format": "jpeg" } }',
    );
    await cli(
      'process',
      join(ROOT, 'resources', 'samples'),
      '--recipe',
      recipe,
      '--name',
      '{name}',
      '--out',
      out,
    );
    const { stdout } = await cli('inspect', join(out, 'mug.jpg'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      facts: { width: 320, profileName: expect.stringContaining('P3') },
    });
  });

  it('serves its page and makes images for it', async () => {
    const photos = join(ROOT, 'resources', 'samples');
    const out = join(scratch, 'served');
    const served = await servePackaged(easel, { home: scratch, roots: [photos, scratch] });
    try {
      const { client } = served;
      expect(await served.page()).toContain('<div id="root"></div>');
      const presets = ['web-thumb'];
      const inputs = [join(photos, 'dusk.jpg')];
      const { id } = await client.jobs.start({ inputs, outputFolder: out, presets, template: '{name}' });
      for await (const event of await client.jobs.watch({ id })) {
        if (event.type === 'ended')
          expect(event.end).toMatchObject({ stopped: null, summary: { written: 1 } });
      }
      expect((await stat(join(out, 'dusk.webp'))).size).toBeGreaterThan(0);
    } finally {
      await served.stop();
    }
  });
});

describe('for other platforms', () => {
  const here = { platform: 'linux', arch: 'x64' };

  it.each([
    [{ platform: 'darwin', arch: 'arm64' }, 'darwin-arm64'],
    [{ platform: 'win32', arch: 'x64' }, 'win32-x64'],
    [{ platform: 'linux', arch: 'arm64' }, 'linux-arm64'],
  ])('says where a package has to be built instead of leaving out its native parts: %j', (target, name) => {
    expect(() => requireNativeParts(ROOT, target, here)).toThrow(
      `Packages for ${name} are built on such a computer`,
    );
  });

  it('says which native part is not installed', () => {
    expect(() => requireNativeParts(scratch, here, here)).toThrow(nativeParts(here).join(', '));
  });

  it('offers Easel for every readable ending on Windows, as the default for none', async () => {
    const script = await readFile(join(import.meta.dirname, 'windows-registry.nsh'), 'utf8');
    const offered = [...script.matchAll(/SupportedTypes" "\.(\w+)"/g)].map(([, ending]) => ending);
    expect(offered).toEqual([...READABLE_ENDINGS]);
    expect(script).not.toMatch(/Software\\Classes\\\./);
  });
});

function nativePackages(): readonly string[] {
  return nativeParts({ platform: 'linux', arch: process.arch })
    .filter((path) => path.includes('/@img/'))
    .map((path) => path.replace('node_modules/', ''));
}

function isBuiltIn(name: string): boolean {
  return process.getBuiltinModule(name) !== undefined;
}
