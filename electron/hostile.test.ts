/** What a hostile page would try, against the built host: every attempt is denied. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserWindowStandIn } from './testing/electron-stand-in/browser-window.ts';
import { type Launched, launch } from './testing/launch.ts';

let easel: Launched;
let window: BrowserWindowStandIn;

beforeAll(async () => {
  easel = await launch();
  await easel.page();
  window = await easel.window();
});
afterAll(() => easel.end());

const ELSEWHERE = [
  'https://example.com/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://example.com/1',
  'app://easel.example.com/',
  'app://easel:8080/',
  'app://user@easel/',
  'app://other/',
  'apps://easel/',
  'about:blank',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
];

describe('leaving the page', () => {
  it.each(ELSEWHERE)('cannot navigate to %s', (url) => {
    expect(window.webContents.navigate(url)).toEqual({
      'will-frame-navigate': 'stopped',
      'will-navigate': 'stopped',
    });
    expect(window.webContents.navigate(url, { isMainFrame: false })).toEqual({
      'will-frame-navigate': 'stopped',
    });
    expect(window.webContents.redirect(url)).toBe(false);
  });

  it('may load its own page again, in the top frame only', () => {
    const own = 'app://easel/';
    expect(window.webContents.navigate(own)).toEqual({
      'will-frame-navigate': 'passes',
      'will-navigate': 'passes',
    });
    expect(window.webContents.navigate(own, { isMainFrame: false })).toEqual({
      'will-frame-navigate': 'stopped',
    });
    expect(window.webContents.redirect('app://easel/')).toBe(false);
  });

  it.each([...ELSEWHERE, 'app://easel/'])('cannot open a window with %s', (url) => {
    expect(window.webContents.open(url)).toBe(false);
  });

  it('cannot attach a webview', () => {
    expect(window.webContents.attachWebview()).toBe(false);
  });

  it('hands links to the browser only when Easel itself names the host', async () => {
    const { shell } = easel.electron;
    for (const url of [
      'https://example.com/',
      'http://support.google.com/',
      'https://support.google.com:8443/',
      'https://user@support.google.com/',
      'file:///bin/sh',
      'mailto:someone@example.com',
      'ms-calculator:',
    ]) {
      window.webContents.open(url);
    }
    const page = await easel.page();
    const sources = (await page.presets.list()).flatMap(({ preset }) => preset.sources);
    const known = sources.find(({ url }) => url?.startsWith('https://'))?.url ?? '';
    window.blur();
    window.webContents.open(known);
    await page.system.info();
    expect(shell.external).toEqual([]);
    window.focus();
    window.webContents.open(known);
    window.webContents.open(known);
    await expect.poll(() => shell.external).toEqual([new URL(known).href]);
  });
});

describe('permissions', () => {
  const own = { origin: 'app://easel', url: 'app://easel/', topUrl: 'app://easel/', isMainFrame: true };
  const stranger = { ...own, origin: 'https://example.com', url: 'https://example.com/' };

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'fileSystem',
    'fullscreen',
    'pointerLock',
    'openExternal',
    'display-capture',
    'midiSysex',
    'hid',
    'serial',
    'usb',
    'local-network-access',
    'loopback-network',
    'storage-access',
    'unknown',
  ] as const)('denies %s', (permission) => {
    const { session } = window.webContents;
    expect(session.requestPermission(own, permission)).toBe(false);
    expect(session.checkPermission(own, permission)).toBe(false);
  });

  it('lets its own top frame copy a text out, and nobody else', () => {
    const { session } = window.webContents;
    expect(session.requestPermission(own, 'clipboard-sanitized-write')).toBe(true);
    expect(session.checkPermission(own, 'clipboard-sanitized-write')).toBe(true);
    for (const page of [stranger, { ...own, isMainFrame: false }]) {
      expect(session.requestPermission(page, 'clipboard-sanitized-write')).toBe(false);
      expect(session.checkPermission(page, 'clipboard-sanitized-write')).toBe(false);
    }
  });

  it('gives no devices, no screen and no Bluetooth', () => {
    const { session } = window.webContents;
    expect(session.checkDevice('app://easel')).toBe(false);
    expect(session.captureDisplay()).toBe(false);
    expect(session.pairBluetooth()).toBe(false);
    expect(session.spellChecker).toBe(false);
  });

  it('saves only what the page made itself', () => {
    const { session } = window.webContents;
    expect(session.download('blob:app://easel/9a0c')).toBe(true);
    expect(session.download('https://example.com/setup.exe')).toBe(false);
    expect(session.download('app://easel/index.html')).toBe(false);
    expect(session.download('blob:https://example.com/9a0c')).toBe(false);
  });
});

describe('the port to the core', () => {
  it.each([
    ['a frame inside the page', () => window.webContents.foreignFrame('app://easel/')],
    ['a frame of somebody else', () => window.webContents.foreignFrame('https://example.com/')],
    ['a top frame elsewhere', () => window.webContents.foreignFrame('https://example.com/', { isTop: true })],
    [
      'the frame of a page that was left',
      () => window.webContents.foreignFrame('app://easel/', { isTop: true }),
    ],
    ['a look-alike', () => window.webContents.foreignFrame('app://easel.example.com/', { isTop: true })],
    ['a frame that is gone', () => null],
  ])('is not given to %s', (_name, frame) => {
    const asked: string[] = [];
    const from = frame();
    window.webContents.sendFrom(
      from && { ...from, postMessage: (channel) => asked.push(channel) },
      'easel:ask-for-port',
    );
    expect(asked).toEqual([]);
  });

  it('is not given to our own frame in a window that is not ours', async () => {
    const { mainFrame, page } = window.webContents;
    const before = page?.messages.length;
    easel.electron.ipcMain.emit('easel:ask-for-port', { sender: {}, senderFrame: mainFrame });
    await (await easel.page()).system.info();
    expect(page?.messages).toHaveLength(before ?? -1);
  });

  it('is not given to our own top frame once it shows something else', () => {
    const { webContents } = window;
    const own = webContents.mainFrame;
    for (const url of ['https://example.com/', 'about:blank']) {
      const asked: string[] = [];
      const elsewhere = webContents.foreignFrame(url, { isTop: true });
      webContents.mainFrame = { ...elsewhere, postMessage: (channel) => asked.push(channel) };
      webContents.sendFrom(webContents.mainFrame, 'easel:ask-for-port');
      expect(asked).toEqual([]);
    }
    webContents.mainFrame = own;
  });

  it('is closed when it carries anything but calls', async () => {
    const port = (await window.webContents.page?.port()) ?? expect.fail('no port');
    const closed = new Promise((resolve) => port.on('close', () => resolve('closed')));
    port.postMessage({ path: '/etc/passwd' });
    expect(await closed).toBe('closed');
    await window.webContents.show('app://easel/');
    expect((await (await easel.page()).system.info()).surface).toBe('ipc');
  });
});

describe('addresses', () => {
  it.each([
    'https://example.com/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'ws://127.0.0.1/',
    'ftp://example.com/',
    'app://other/',
    'app://easel.example.com/index.html',
  ])('never loads %s', (url) => {
    expect(window.webContents.session.cancels(url)).toBe(true);
  });

  it('loads what it serves itself, and what the page makes without a network', () => {
    for (const url of ['app://easel/assets/a.js', 'blob:app://easel/9a0c', 'data:image/png;base64,']) {
      expect(window.webContents.session.cancels(url)).toBe(false);
    }
  });

  it.each([
    '/../secret.txt',
    '/../../secret.txt',
    '/%2e%2e/%2e%2e/secret.txt',
    '/..%2f..%2fsecret.txt',
    '/assets/..%2f..%2f..%2fsecret.txt',
    '/assets/%5c..%5c..%5csecret.txt',
    '/link.txt',
    '/.hidden.js',
    '/assets//index-abcdefgh.js',
    '/assets/index-abcdefgh.js/',
    '/assets/missing.js',
    '/assets/%00.js',
    '/media/thumbnail/..%2f..%2fsecret.txt',
    '/media/thumbnail/%2fetc%2fpasswd',
    `/media/THUMBNAIL/${'a'.repeat(32)}`,
  ])('finds nothing at %s', async (path) => {
    const answer = await window.webContents.session.load(`app://easel${path}`);
    // Browsers resolve plain dots before they ask, so some of these are the page itself; none is a file outside.
    const body = (await answer?.text()) ?? '';
    expect(body).not.toContain('not for pages');
    expect(answer?.status === 404 || body.startsWith('<!doctype html>')).toBe(true);
  });

  it('resolves a path it is handed as it stands', async () => {
    const handler = easel.electron.protocol.handlers.get('app') ?? expect.fail('no handler');
    const raw = (url: string) => handler({ url, method: 'GET' } as Request);
    expect((await raw(`app://easel/assets/../../../${join('secret.txt')}`)).status).toBe(404);
    expect((await raw('file:///etc/passwd')).status).toBe(403);
    expect((await raw('not an address')).status).toBe(403);
  });

  it('serves the built files, whole, to GET only, and lets them do nothing', async () => {
    const { session } = window.webContents;
    const url = 'app://easel/assets/index-abcdefgh.js';
    const answer = await session.load(url, { headers: { range: 'bytes=0-3' } });
    expect(answer?.status).toBe(200);
    expect(answer?.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer?.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer?.text()).toBe('export {};');
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
      expect((await session.load(url, { method }))?.status).toBe(405);
    }
  });

  it('handles no scheme but its own', () => {
    expect([...easel.electron.protocol.handlers.keys()]).toEqual(['app']);
  });
});

describe('the network', () => {
  it('trusts no certificate that Chromium does not, shows none, and logs in nowhere', () => {
    const { app } = easel.electron;
    const answers: unknown[] = [];
    const prevented: string[] = [];
    const event = (name: string) => ({ preventDefault: () => prevented.push(name) });
    app.emit(
      'certificate-error',
      event('certificate'),
      {},
      'https://example.com/',
      'ERR',
      {},
      (ok: boolean) => answers.push(ok),
    );
    app.emit('select-client-certificate', event('client'), {}, 'https://example.com/', [], (given: unknown) =>
      answers.push(given),
    );
    app.emit('login', event('login'), {}, {}, {}, (name: unknown) => answers.push(name));
    expect(answers).toEqual([false, undefined, undefined]);
    expect(prevented).toEqual(['certificate', 'client', 'login']);
  });
});
