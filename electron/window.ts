/** The one window: where it was last time, shown when it has something to show, and locked down. */
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { placeWindow, SMALLEST, type WindowPlace } from './window-place.ts';

export interface WindowOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly saved: WindowPlace | undefined;
  readonly workAreas: readonly Rectangle[];
  readonly dark: boolean;
  readonly preload: string;
  readonly icon: string;
  readonly packaged: boolean;
  /** Called when the window has moved, grown or shrunk, and come to rest. */
  readonly onPlaced: (place: WindowPlace) => void;
}

/** The page's own ground, so that nothing flashes before it is drawn. */
const GROUND = { light: '#f4f4f4', dark: '#1a1a1a' };
/** Milliseconds without a change before a place is remembered. */
const AT_REST = 500;

export function openWindow(options: WindowOptions): BrowserWindow {
  const place = placeWindow(options);
  const window = options.create({
    ...place.bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Easel',
    icon: options.icon,
    backgroundColor: options.dark ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload: options.preload,
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
      devTools: !options.packaged,
    },
  });
  if (place.maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  rememberPlace(window, options.onPlaced);
  return window;
}

function rememberPlace(window: BrowserWindow, onPlaced: (place: WindowPlace) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    onPlaced({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(remember, AT_REST);
    timer.unref();
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', remember);
}

/** Brings the window to the person, whatever state it is in. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
