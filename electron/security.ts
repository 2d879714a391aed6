/**
 * What a page must never get, whatever it tries. Denied by default; what is allowed stands here by name.
 *
 * Electron's security checklist, item by item:
 *
 *  1 only load secure content        blockForeignRequests below: nothing but app://easel ever loads
 *  2 no Node.js in the page          window.ts: nodeIntegration, also in workers and frames
 *  3 context isolation               window.ts: contextIsolation
 *  4 process sandboxing              window.ts: sandbox, and main.ts: app.enableSandbox
 *  5 permission requests             denyPermissions below: request, check, device, display media, Bluetooth
 *  6 webSecurity stays on            window.ts: webSecurity
 *  7 Content-Security-Policy         page-policy.ts, set by app-protocol.ts on every answer
 *  8 no insecure content             window.ts: allowRunningInsecureContent
 *  9 no experimental features        window.ts: experimentalFeatures
 * 10 no enableBlinkFeatures          never set
 * 11 no allowpopups for webviews     window.ts: webviewTag; hardenContents below refuses every webview
 * 12 verify webview options          the same: there are none
 * 13 limit navigation                hardenContents below: will-navigate, will-frame-navigate, will-redirect
 * 14 limit new windows               hardenContents below: setWindowOpenHandler
 * 15 no openExternal with strangers  external-links.ts: https, named hosts, focused window, one a second
 * 16 a current Electron              package.json pins one of the three supported majors
 * 17 validate the sender of IPC      rpc-port.ts: top frame of our window, our origin; one channel in all
 * 18 custom protocol, no file:       app-protocol.ts; blockForeignRequests below stops file: too
 * 19 fuses                           electron-builder.config.ts, read back by tools/packaging/package.test.ts
 * 20 no Electron APIs for the page   preload/preload.ts: one port and one function
 */
import type { App, Event, Session, WebContents } from 'electron';
import { isOwnAddress, START_PAGE } from './own-address.ts';

/**
 * Copying a text out takes a click and reads nothing. Everything else a page could ask for is denied, also what later
 * versions of Electron come to know.
 */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** What the page makes itself, without a network. */
const LOCAL_SCHEMES: ReadonlySet<string> = new Set(['blob:', 'data:']);

const OWN_BLOB = new RegExp(`^blob:${START_PAGE}`);

/** Switches that open the app to another program. */
const DEBUGGING_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk'];

export function hardenSession(session: Session): void {
  denyPermissions(session);
  blockForeignRequests(session);
  // Dictionaries would be downloaded.
  session.setSpellCheckerEnabled(false);
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    callback(
      ALLOWED_PERMISSIONS.has(permission) &&
        details.isMainFrame &&
        isOwnAddress(details.requestingUrl) &&
        isOwnAddress(contents.getURL()),
    );
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      ALLOWED_PERMISSIONS.has(permission) && details.isMainFrame && isOwnAddress(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
}

/** The page needs no network at all: the core reads files and, where it must, talks to servers. */
function blockForeignRequests(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const scheme = URL.parse(details.url)?.protocol ?? '';
    callback({ cancel: !(isOwnAddress(details.url) || LOCAL_SCHEMES.has(scheme) || scheme === 'devtools:') });
  });
  // What the page made itself, such as a CSV file, may be saved; the system asks where.
  session.on('will-download', (event, item) => {
    if (!OWN_BLOB.test(item.getURL())) event.preventDefault();
  });
}

export interface HardenContentsOptions {
  /** Told about links to other places; decides by itself. */
  readonly openExternally: (address: string) => void;
}

export function hardenContents(contents: WebContents, { openExternally }: HardenContentsOptions): void {
  // The window may load its own page again, and nothing else; there are no other frames.
  const stay = (event: Event<{ readonly url: string; readonly isMainFrame: boolean }>) => {
    if (!event.isMainFrame || !isOwnAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternally(url);
    return { action: 'deny' };
  });
}

/** Every page that ever comes to be, and what the network asks for on its behalf. */
export function hardenApp(app: App, options: HardenContentsOptions): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, options));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  app.on('login', (event, _contents, _details, _authInfo, callback) => {
    event.preventDefault();
    callback();
  });
}

/** The first switch that would let another program into a packaged app; undefined when there is none. */
export function debuggingSwitch(app: Pick<App, 'isPackaged' | 'commandLine'>): string | undefined {
  if (!app.isPackaged) return undefined;
  return DEBUGGING_SWITCHES.find((name) => app.commandLine.hasSwitch(name));
}
