/** The desktop app in the real Electron, where its runtime is installed; needs `npm run build`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRuntime } from './runtime.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const runtime = findRuntime();
const why = runtime.program === null ? ` (skipped: ${runtime.reason})` : '';

describe.skipIf(runtime.program === null)(`the desktop app in Electron${why}`, () => {
  let dataFolder: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'easel-desktop-'));
    app = await _electron.launch({
      executablePath: runtime.program ?? '',
      args: [ROOT],
      env: { ...process.env, EASEL_DATA_DIR: dataFolder, DATABASE_URL: '' },
    });
    page = await app.firstWindow();
    await page.getByRole('main').waitFor();
  });
  afterAll(async () => {
    await app?.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  it('shows its own page at its own address', async () => {
    expect(new URL(page.url()).protocol).toBe('app:');
    expect(await page.title()).toBe('Easel');
    expect(await page.evaluate('window.isSecureContext')).toBe(true);
  });

  it('gives the page no Node and one bridge', async () => {
    const globals = 'typeof require + typeof process + typeof Buffer + typeof module';
    expect(await page.evaluate(globals)).toBe('undefinedundefinedundefinedundefined');
    expect(await page.evaluate('Object.keys(window.easel)')).toEqual(['pathsOf']);
  });

  it.each([
    ['evaluate text', `new Function('return 1')()`],
    ['reach the network', `fetch('https://example.com/').then(() => 1)`],
    ['read a file', `fetch('file:///etc/hosts').then(() => 1)`],
    ['see where it is', `new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no))`],
    ['use a camera', `navigator.mediaDevices.getUserMedia({ video: true })`],
    ['read the clipboard', `navigator.clipboard.readText()`],
  ])('does not let the page %s', async (_what, script) => {
    await expect(page.evaluate(script)).rejects.toThrow();
  });

  it('stays where it is, in one window', async () => {
    await page.evaluate(`window.open('https://example.com/')`);
    await page.evaluate(`void (window.location.href = 'https://example.com/')`);
    await page.evaluate(`document.createElement('webview')`);
    expect(app.windows()).toHaveLength(1);
    expect(new URL(page.url()).host).toBe('easel');
  });

  it('comes up as the only instance of its data folder', async () => {
    const second = await _electron
      .launch({
        executablePath: runtime.program ?? '',
        args: [ROOT],
        env: { ...process.env, EASEL_DATA_DIR: dataFolder, DATABASE_URL: '' },
      })
      .catch(() => null);
    const windows = second === null ? [] : second.windows();
    expect(windows).toEqual([]);
    await second?.close().catch(() => undefined);
    expect(await page.getByRole('main').isVisible()).toBe(true);
  });
});
