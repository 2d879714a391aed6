/** The built host from the page's side: what it is given, and that it reaches the real core. */
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makePhotos } from '../core/testing/photos.ts';
import type { DesktopEvent } from '../shared/contract/desktop.ts';
import { type Launched, launch, type PageClient } from './testing/launch.ts';

let easel: Launched;
let page: PageClient;
let photos: readonly string[];
const batch = { presets: ['web-thumb'], template: '{name}' };

beforeAll(async () => {
  easel = await launch();
  page = await easel.page();
  photos = await makePhotos(join(easel.dataFolder, 'photos'), 3, { side: 64 });
});
afterAll(() => easel.end());

describe('the window', () => {
  it('shows the own page, locked down', async () => {
    const { options, webContents } = await easel.window();
    expect(webContents.getURL()).toBe('app://easel/');
    expect(options.show).toBe(false);
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
    expect(options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
    expect(easel.electron.app.sandboxed).toBe(true);
  });

  it('makes only its own scheme standard and secure, and lets it past no policy', () => {
    expect(easel.electron.protocol.privileged).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  it('sends a strict policy with a nonce of its own with every page', async () => {
    const { webContents } = await easel.window();
    const load = async () => {
      const answer = await webContents.session.load('app://easel/');
      const nonce = /<meta name="csp-nonce" content="([^"]+)"/.exec((await answer?.text()) ?? '')?.[1];
      return { policy: answer?.headers.get('content-security-policy'), nonce };
    };
    const [first, second] = [await load(), await load()];
    expect(first.policy).toBe(
      [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${first.nonce}'`,
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'none'",
        "worker-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; '),
    );
    expect(first.nonce).not.toBe(second.nonce);
  });
});

describe('the preload script', () => {
  it('gives the page one port and the paths of files, and nothing else', async () => {
    const { webContents } = await easel.window();
    const { exposed, messages } = webContents.page ?? expect.fail('no page');
    expect(Object.keys(exposed)).toEqual(['easel']);
    const bridge = exposed.easel as { pathsOf: (files: readonly File[]) => readonly string[] };
    expect(Object.keys(bridge)).toEqual(['pathsOf']);
    expect(messages.map(({ ports, origin }) => [ports.length, origin])).toEqual([[1, 'app://easel']]);
  });

  it('tells where dropped files lie, and nothing of files that lie nowhere', async () => {
    const { webContents } = await easel.window();
    const { exposed, file } = webContents.page ?? expect.fail('no page');
    const bridge = exposed.easel as { pathsOf: (files: readonly File[]) => readonly string[] };
    const dropped = file.call(webContents.page, 'a.jpg', '/photos/a.jpg');
    const pasted = file.call(webContents.page, 'image.png');
    expect(bridge.pathsOf([dropped, pasted])).toEqual(['/photos/a.jpg', '']);
  });

  it('uses the only IPC channel there is', () => {
    expect(easel.electron.ipcMain.eventNames()).toEqual(['easel:ask-for-port']);
  });
});

describe('the core behind the port', () => {
  it('knows that it sits in a desktop', async () => {
    expect(await page.system.info()).toMatchObject({
      surface: 'ipc',
      desktop: true,
      roots: null,
      dataFolder: easel.dataFolder,
    });
  });

  it('makes images, shows progress on the taskbar and notifies while nobody looks', async () => {
    const window = await easel.window();
    window.blur();
    const outputFolder = join(easel.dataFolder, 'out');
    const { id } = await page.jobs.start({ ...batch, inputs: [...photos], outputFolder });
    for await (const event of await page.jobs.watch({ id })) {
      if (event.type === 'ended') expect(event.end.summary.written).toBe(3);
    }
    expect(await readdir(outputFolder)).toHaveLength(3);
    await vi.waitFor(() => expect(window.progress.at(-1)?.value).toBe(-1));
    expect(window.progress.map(({ value }) => value)).toContain(1);
    expect(easel.electron.Notification.shown.map(({ options }) => options)).toEqual([
      { title: 'The batch is done', body: '3 images written' },
    ]);
  });

  it('stays quiet about a batch that the person watches', async () => {
    const window = await easel.window();
    window.focus();
    const before = easel.electron.Notification.shown.length;
    const drawn = window.progress.length;
    const outputFolder = join(easel.dataFolder, 'watched');
    await page.jobs.start({ ...batch, inputs: [...photos], outputFolder });
    await vi.waitFor(() => {
      expect(window.progress.length).toBeGreaterThan(drawn);
      expect(window.progress.at(-1)?.value).toBe(-1);
    });
    expect(easel.electron.Notification.shown).toHaveLength(before);
  });

  it('serves pictures by id, and only those', async () => {
    const { webContents } = await easel.window();
    const found: string[] = [];
    for await (const { files } of await page.sources.scan({ paths: [photos[0] ?? ''] })) {
      found.push(...files.map(({ id }) => id));
    }
    const picture = await webContents.session.load(`app://easel/media/thumbnail/${found[0]}`);
    expect(picture?.status).toBe(200);
    expect(picture?.headers.get('content-type')).toMatch(/^image\//);
    expect((await picture?.arrayBuffer())?.byteLength).toBe(Number(picture?.headers.get('content-length')));
    const unknown = await webContents.session.load(`app://easel/media/thumbnail/${'0'.repeat(32)}`);
    expect(unknown?.status).toBe(404);
  });

  it('trashes through the system', async () => {
    const [first] = await page.history.list({ limit: 1 }).then(({ entries }) => entries);
    await page.jobs.undo({ id: first?.job ?? '' });
    expect(await readdir(join(easel.dataFolder, 'trash'))).toHaveLength(3);
  });
});

describe('the desktop', () => {
  it('opens native dialogs for readable files, where the person was last', async () => {
    const { dialog } = easel.electron;
    dialog.chooses.push(['/photos/summer/a.heic'], []);
    expect(await page.desktop.chooseFiles()).toEqual(['/photos/summer/a.heic']);
    expect(await page.desktop.chooseFolders()).toEqual([]);
    const [files, folders] = dialog.opened;
    expect(files?.filters?.[0]?.extensions).toEqual(expect.arrayContaining(['jpg', 'heic', 'psd']));
    expect(folders?.defaultPath).toBe('/photos/summer');
    expect(folders?.properties).toContain('openDirectory');
  });

  it('lets the output folder be chosen, starting at the one in use', async () => {
    const { dialog } = easel.electron;
    dialog.chooses.push(['/results/new']);
    expect(await page.desktop.chooseOutputFolder({ current: '/results' })).toBe('/results/new');
    expect(dialog.opened.at(-1)).toMatchObject({ defaultPath: '/results' });
    expect(await page.desktop.chooseOutputFolder({ current: null })).toBeNull();
  });

  it('opens folders, and only reveals what opening would run', async () => {
    const { shell } = easel.electron;
    await page.desktop.openFolder({ path: easel.dataFolder });
    expect(shell.openedPaths).toEqual([easel.dataFolder]);
    const program = join(easel.dataFolder, 'program.exe');
    await writeFile(program, '');
    await page.desktop.openFolder({ path: program });
    expect(shell.openedPaths).toEqual([easel.dataFolder]);
    expect(shell.revealed).toEqual([program]);
    await expect(page.desktop.reveal({ path: '/no/such/file' })).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
    });
  });

  it('drags out what Easel wrote, and nothing else', async () => {
    const { webContents } = await easel.window();
    const [written] = await readdir(join(easel.dataFolder, 'out'));
    const path = join(easel.dataFolder, 'out', written ?? '');
    await page.desktop.dragOut({ paths: [path] });
    expect(webContents.drags).toMatchObject([{ file: path, files: [path] }]);
    expect((await stat(String(webContents.drags[0]?.icon))).isFile()).toBe(true);
    await expect(page.desktop.dragOut({ paths: [photos[0] ?? ''] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(webContents.drags).toHaveLength(1);
  });

  it('sends menu commands and what later instances hand over to the page, in order', async () => {
    const { app, Menu } = easel.electron;
    const window = await easel.window();
    window.minimize();
    // Nobody listens yet: it is kept.
    app.emit('second-instance', {}, ['easel', '--flag', 'a.jpg', 'easel://history'], '/photos');
    const heard: DesktopEvent[] = [];
    const stop = new AbortController();
    const listening = (async () => {
      for await (const event of await page.desktop.events(undefined, { signal: stop.signal }))
        heard.push(event);
    })().catch(() => undefined);
    const file = Menu.current?.items.find(({ label }) => label === 'File');
    const addImages = file?.submenu?.items.find(({ id }) => id === 'images.addFiles');
    // The menu hands over itself and the window, which the host needs not.
    const click = addImages?.click as (() => void) | undefined;
    click?.();
    await vi.waitFor(() =>
      expect(heard).toEqual([
        { type: 'open', paths: ['/photos/a.jpg'] },
        { type: 'command', command: 'go.history' },
        { type: 'command', command: 'images.addFiles' },
      ]),
    );
    expect(window.isMinimized()).toBe(false);
    stop.abort();
    await listening;
  });

  it('follows the language and the theme that the person prefers', async () => {
    const { Menu, nativeTheme } = easel.electron;
    await page.preferences.update({ language: 'id', theme: 'dark' });
    expect(Menu.current?.items.map(({ label }) => label)).toEqual([
      'Berkas',
      'Sunting',
      'Proses',
      'Tampilan',
      'Jendela',
      'Bantuan',
    ]);
    expect(nativeTheme.themeSource).toBe('dark');
    await page.preferences.update({ language: null, theme: 'system' });
    expect(Menu.current?.items[0]?.label).toBe('File');
  });
});
