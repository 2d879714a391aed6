/**
 * The desktop app's main process, up to the moment it is ready: it becomes the only instance, registers what must be
 * registered early, and reads the code of the rest while Chromium starts.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, crashReporter, dialog, protocol } from 'electron';
import { resolveDataDir } from '../core/db/data-dir.ts';
import { ERRORS, toFailure } from '../shared/errors.ts';
import { APP_SCHEME_RIGHTS } from './app-protocol.ts';
import { type CrashReports, startCrashReports } from './crash-reports.ts';
import { eventsFor } from './handed-over.ts';
import { argumentsOf, becomeTheInstance } from './lifecycle.ts';
import { createPageEvents } from './page-events.ts';
import { debuggingSwitch } from './security.ts';
import { hostTexts, languageFor } from './texts/host-texts.ts';
import { bringForward } from './window.ts';

/** Of the installed app; Windows groups windows and shows notifications by it. */
const APP_ID = 'studio.easel.desktop';

/** This file is `dist/electron/main.js` there. */
const root = join(import.meta.dirname, '..', '..');
const dataFolder = resolveDataDir({
  flag: undefined,
  env: process.env,
  platform: process.platform,
  home: app.getPath('home'),
});
/** How a command line may name the app itself when it runs from a checkout. */
const itself: readonly string[] = [root, import.meta.filename];
const events = createPageEvents();

const openSwitch = debuggingSwitch(app);
if (openSwitch !== undefined) {
  process.stderr.write(`Easel does not start with --${openSwitch}: it would let other programs in.\n`);
  app.exit(1);
} else {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  // The lock belongs to this folder, so two Easels never share a database.
  app.setPath('userData', join(dataFolder, 'desktop'));
  const isFirst = becomeTheInstance({
    app,
    itself,
    onHandedOver: (handedOver) => {
      for (const event of eventsFor(handedOver)) events.send(event);
      const [window] = BrowserWindow.getAllWindows();
      if (window !== undefined) bringForward(window);
    },
  });
  if (isFirst) start();
  else app.quit();
}

/** What must happen before the app is ready happens here, at once. */
function start(): void {
  app.enableSandbox();
  app.setAppUserModelId(APP_ID);
  protocol.registerSchemesAsPrivileged([APP_SCHEME_RIGHTS]);
  const logs = join(dataFolder, 'logs');
  const crashes = startCrashReports({ app, crashReporter, folder: logs, now: Date.now });
  process.on('uncaughtException', (error) => closeFor(crashes, error));
  for (const event of eventsFor(argumentsOf(process.argv, process.cwd(), itself))) events.send(event);
  const rest = import('./run-desktop.ts');
  app
    .whenReady()
    .then(() => rest)
    .then(({ runDesktop }) => runDesktop({ root, dataFolder, events, crashes }))
    .catch((error: unknown) => cannotStart(crashes, error));
}

function trouble() {
  return hostTexts(languageFor(null, app.getPreferredSystemLanguages())).trouble;
}

function cannotStart(crashes: CrashReports, error: unknown): void {
  crashes.note(error);
  const { code, message } = toFailure(error);
  dialog.showErrorBox(trouble().cannotStart, `${message}\n${ERRORS[code].remedy}`);
  app.exit(1);
}

function closeFor(crashes: CrashReports, error: unknown): void {
  crashes.note(error);
  dialog.showErrorBox(trouble().unexpected, trouble().unexpectedDetail(crashes.logFile));
  app.exit(1);
}
