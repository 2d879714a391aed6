/** `npm start` on a machine without the Electron runtime, and what it takes to notice. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElectron } from './electron-runtime.ts';
import { isOutOfDate } from './out-of-date.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-start-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('npm start', () => {
  it('says that it runs in the browser, builds the interface, serves it, gives new links, and ends when told', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'start.ts'), '--no-open'], {
      env: { ...process.env, EASEL_GET_ELECTRON: '0', DISPLAY: ':0', EASEL_DATA_DIR: folder },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    let said = '';
    const listen = (text: string) => {
      said += text;
    };
    child.stderr.setEncoding('utf8').on('data', listen);
    child.stdout.setEncoding('utf8').on('data', listen);
    const links = async (count: number) => {
      const find = () => said.match(/http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/g) ?? [];
      await expect
        .poll(() => child.exitCode !== null || find().length === count, { timeout: 50_000 })
        .toBe(true);
      expect(child.exitCode, said).toBeNull();
      return find();
    };

    const [first = ''] = await links(1);
    expect(said).toContain('The Electron runtime is not here, so Easel runs in your browser.');
    const { origin } = new URL(first);
    const headers = { 'sec-fetch-site': 'same-origin' };
    const page = await (await fetch(origin, { headers })).text();
    expect(page).toContain('<title>Easel</title>');
    const [, script = ''] = /<script type="module"[^>]* src="\.(\/assets\/[^"]+)"/.exec(page) ?? [];
    expect((await fetch(origin + script, { headers })).status).toBe(200);

    child.stdin.write('\n');
    const [, second = ''] = await links(2);
    const open = async (link: string) => {
      const body = JSON.stringify({ token: new URL(link).hash.replace('#token=', '') });
      const opened = {
        method: 'POST',
        headers: { ...headers, origin, 'content-type': 'application/json' },
        body,
      };
      return (await fetch(`${origin}/session`, opened)).status;
    };
    expect([await open(first), await open(second)]).toEqual([401, 200]);

    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

/** Leaves what the real downloader leaves. */
const DOWNLOADER = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync(__dirname + '/dist');
writeFileSync(__dirname + '/dist/electron', '');
writeFileSync(__dirname + '/path.txt', 'electron');
`;

describe('the Electron runtime', () => {
  let mirror: Server;
  let asked: string[];
  let answer: number | null;
  beforeEach(async () => {
    asked = [];
    answer = 404;
    mirror = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (answer !== null) response.writeHead(answer).end();
    });
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
    await writeFile(join(folder, 'package.json'), '{"version":"1.2.3"}');
  });
  afterEach(() => {
    mirror.closeAllConnections();
    mirror.close();
  });

  const find = (env: NodeJS.ProcessEnv = {}) =>
    findElectron({
      packageFolder: folder,
      memoryFile: join(folder, 'cache', 'memory.json'),
      env: {
        // A server that listens on a port has an address with one.
        ELECTRON_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`,
        ...env,
      },
      say: () => undefined,
      reachMs: 200,
    });

  it('is used when it is there, without asking anybody', async () => {
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist', 'electron'), '');
    await writeFile(join(folder, 'path.txt'), 'electron');
    expect(await find()).toBe(join(folder, 'dist', 'electron'));
    expect(asked).toEqual([]);
  });

  it('is asked for once a day where it cannot be had', async () => {
    expect(await find()).toBeNull();
    expect(asked).toEqual([`HEAD /v1.2.3/electron-v1.2.3-${process.platform}-${process.arch}.zip`]);
    expect(await find()).toBeNull();
    expect(asked).toHaveLength(1);
    await writeFile(
      join(folder, 'cache', 'memory.json'),
      JSON.stringify({ failedAt: Date.now() - 86_400_001 }),
    );
    expect(await find()).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('is given up when its host does not answer', async () => {
    answer = null;
    expect(await find()).toBeNull();
    expect(await find()).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('is not fetched when told not to, and again when told to', async () => {
    expect(await find({ EASEL_GET_ELECTRON: '0' })).toBeNull();
    expect(asked).toEqual([]);
    expect(await find()).toBeNull();
    await writeFile(join(folder, 'install.js'), 'process.exit(1)');
    expect(await find({ EASEL_GET_ELECTRON: '1' })).toBeNull();
    await writeFile(join(folder, 'install.js'), DOWNLOADER);
    expect(await find({ EASEL_GET_ELECTRON: '1' })).toBe(join(folder, 'dist', 'electron'));
    expect(asked).toHaveLength(1);
  });

  it('is fetched where it can be had', async () => {
    answer = 200;
    await writeFile(join(folder, 'install.js'), DOWNLOADER);
    expect(await find()).toBe(join(folder, 'dist', 'electron'));
    expect(asked).toHaveLength(1);
  });
});

describe('what is built', () => {
  it('is out of date when it is missing, or older than a source, however deep', async () => {
    await mkdir(join(folder, 'source', 'deep'), { recursive: true });
    const source = join(folder, 'source', 'deep', 'a.ts');
    const built = join(folder, 'built.js');
    await writeFile(source, '');
    const isOld = () => isOutOfDate(folder, ['source', 'missing'], built);
    expect(isOld()).toBe(true);
    await writeFile(built, '');
    await utimes(built, new Date(), new Date(Date.now() + 5_000));
    expect(isOld()).toBe(false);
    await utimes(source, new Date(), new Date(Date.now() + 10_000));
    expect(isOld()).toBe(true);
  });
});
