/**
 * The desktop app from the moment it is ready: database, window, the page's way in, and, after the first picture on
 * the screen, the engine and everything else.
 */
import { randomBytes } from 'node:crypto';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  type NotificationConstructorOptions,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
} from 'electron';
import type { PreferenceValues } from '../shared/contract/preferences.ts';
import { EaselError } from '../shared/errors.ts';
import { resolveAppPaths } from './app-paths.ts';
import { createAppProtocol } from './app-protocol.ts';
import type { CrashReports } from './crash-reports.ts';
import { createExternalLinks } from './external-links.ts';
import { createHostLanguage } from './host-language.ts';
import { quitInOrder } from './lifecycle.ts';
import type { OpenedApp } from './open-app.ts';
import { APP_SCHEME, START_PAGE } from './own-address.ts';
import type { PageEvents } from './page-events.ts';
import { revivePage } from './page-revival.ts';
import { answerPortRequests } from './rpc-port.ts';
import { hardenApp, hardenSession } from './security.ts';
import type { HostTexts } from './texts/host-texts.ts';
import { readUiFile } from './ui-files.ts';
import { bringForward, openWindow } from './window.ts';

// The rest of the code is read while Chromium starts.
const deviceFacts = import('./device-facts.ts');
const desktopModules = Promise.all([import('./desktop.ts'), import('./open-app.ts')]);
const batchSignals = import('./batch-signals.ts');
const rpcServer = import('./rpc-server.ts');

export interface RunDesktopOptions {
  /** The folder that `dist` lies in. */
  readonly root: string;
  readonly dataFolder: string;
  readonly events: PageEvents;
  readonly crashes: CrashReports;
}

/** Resolves when the app is fully up; rejects when it cannot start. */
export async function runDesktop({ root, dataFolder, events, crashes }: RunDesktopOptions): Promise<void> {
  const paths = resolveAppPaths({
    packaged: app.isPackaged,
    root,
    resourcesPath: process.resourcesPath,
    platform: process.platform,
  });
  const monotonic = () => performance.now();
  const language = createHostLanguage({
    app,
    menu: Menu,
    nativeTheme,
    platform: process.platform,
    send: (command) => events.send({ type: 'command', command }),
  });
  let window: BrowserWindow | null = null;
  const theWindow = () => {
    if (window === null) throw new Error('There is no window yet');
    return window;
  };
  const notify = (options: NotificationConstructorOptions) => showNotification(options, theWindow);

  if ((await readUiFile(paths.ui, '/')) === null) {
    throw new EaselError('INTERFACE_MISSING', { folder: paths.ui });
  }
  const facts = (await deviceFacts).openDeviceFacts({ folder: dataFolder, ipcMain });
  const opening = desktopModules.then(([{ createDesktop }, { openApp }]) => {
    const desktop = createDesktop({
      dialog,
      shell,
      platform: process.platform,
      window: theWindow,
      dragIcon: paths.icon,
      texts: language.texts,
      lastFolder: facts.lastFolder,
      events,
    });
    return openApp({
      paths,
      dataFolder,
      homeFolder: app.getPath('home'),
      picturesFolder: app.getPath('pictures'),
      appVersion: app.getVersion(),
      desktop: desktop.port,
      trash: desktop.trash,
    });
  });
  // It is awaited below; until then a failure has nobody to hear of it.
  opening.catch(() => undefined);

  const openExternally = createExternalLinks({
    shell,
    monotonic,
    isFocused: () => theWindow().isFocused(),
    hosts: async () => sourceHosts(await opening),
  });
  hardenApp(app, { openExternally: (address) => void openExternally(address).catch(crashes.note) });
  hardenSession(session.defaultSession);
  protocol.handle(
    APP_SCHEME,
    createAppProtocol({
      uiFolder: paths.ui,
      openMedia: async (kind, id) => (await opening).app.media.open(kind, id),
      newNonce: () => randomBytes(18).toString('base64'),
    }),
  );

  window = openWindow({
    create: (options) => new BrowserWindow(options),
    saved: facts.window.get(),
    workAreas: screen.getAllDisplays().map(({ workArea }) => workArea),
    dark: nativeTheme.shouldUseDarkColors,
    preload: paths.preload,
    icon: paths.icon,
    packaged: app.isPackaged,
    onPlaced: facts.window.set,
  });
  const { createBatchSignals } = await batchSignals;
  const signals = createBatchSignals({
    window,
    notify,
    texts: () => language.texts().batch,
    watch: async (id) => (await opening).client.jobs.watch({ id }),
  });
  const quitting = quitInOrder({
    app,
    mayQuit: async () => !signals.isRunning() || (await askToQuit(theWindow(), language.texts().quitting)),
    close: () => opening.then((opened) => opened.app.close()).catch(crashes.note),
  });
  window.on('close', (event) => {
    if (quitting.isDecided()) return;
    event.preventDefault();
    app.quit();
  });
  revivePage({
    contents: window.webContents,
    monotonic,
    onGivenUp: () => {
      const { pageGone, pageGoneDetail } = language.texts().trouble;
      dialog.showErrorBox(pageGone, pageGoneDetail);
      app.quit();
    },
  });

  const serving = Promise.all([opening, rpcServer]).then(([opened, { createRpcServer }]) =>
    createRpcServer({
      app: opened.app,
      onAnswered: (path, output) => {
        // Each path has the output type that the contract gives it.
        if (JOB_STARTS.has(path)) {
          void signals.follow((output as { readonly id: string }).id).catch(crashes.note);
        }
        if (path === 'preferences.update') language.prefer(output as PreferenceValues);
      },
    }),
  );
  serving.catch(() => undefined);
  answerPortRequests({
    ipcMain,
    createChannel: () => new MessageChannelMain(),
    contents: window.webContents,
    serve: async (port) => (await serving)(port),
  });

  const shown = new Promise((resolve) => theWindow().once('show', () => resolve(undefined)));
  const [opened] = await Promise.all([opening, window.loadURL(START_PAGE)]);
  language.prefer(await opened.client.preferences.get());
  await shown;
  // The first picture is on the screen: now there is time for the rest.
  opened.warmEngine();
  const { startUpdates } = await import('./updates.ts');
  await startUpdates({
    packaged: app.isPackaged,
    feedFile: paths.updateFeed,
    load: async () => (await import('electron-updater')).autoUpdater,
    onReady: (version) => {
      const { readyTitle, ready } = language.texts().update;
      notify({ title: readyTitle, body: ready(version) });
    },
    onFailure: crashes.note,
  });
}

/** Their answers name the job that now runs. */
const JOB_STARTS: ReadonlySet<string> = new Set(['jobs.start', 'jobs.resume', 'jobs.retryFailed']);

/** Hosts that the built-in presets name as their sources: the only links out of the app. */
async function sourceHosts({ client }: OpenedApp): Promise<ReadonlySet<string>> {
  const entries = await client.presets.list();
  const sources = entries.filter(({ builtIn }) => builtIn).flatMap(({ preset }) => preset.sources);
  return new Set(sources.flatMap(({ url }) => URL.parse(url ?? '')?.hostname ?? []));
}

function showNotification(options: NotificationConstructorOptions, window: () => BrowserWindow): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(options);
  notification.on('click', () => bringForward(window()));
  notification.show();
}

async function askToQuit(window: BrowserWindow, texts: HostTexts['quitting']): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: texts.message,
    detail: texts.detail,
    buttons: [texts.stay, texts.quit],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}
