/** `BrowserWindow`: its options are kept to be looked at, its state is that of a window nobody sees. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, ProgressBarOptions, Rectangle } from 'electron';
import { preventable } from './events.ts';
import { app, ipcMain, session } from './program.ts';
import { WebContentsStandIn } from './web-contents.ts';

type WindowParts = Pick<
  BrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getBounds'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isFocused'
  | 'isFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'maximize'
  | 'minimize'
  | 'restore'
  | 'setBounds'
  | 'setProgressBar'
  | 'show'
  | 'unmaximize'
>;

export class BrowserWindowStandIn extends EventEmitter implements WindowParts {
  static readonly all: BrowserWindowStandIn[] = [];

  static getAllWindows(): BrowserWindowStandIn[] {
    return BrowserWindowStandIn.all.filter((window) => !window.isDestroyed());
  }

  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: WebContentsStandIn;
  /** Every value of the progress bar, oldest first. */
  readonly progress: { readonly value: number; readonly mode: string }[] = [];
  #bounds: Rectangle;
  #visible: boolean;
  #focused = false;
  #minimised = false;
  #maximised = false;
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.options = options;
    const { x = 0, y = 0, width = 800, height = 600, show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#visible = show;
    const preferences = options.webPreferences ?? {};
    this.webContents = new WebContentsStandIn({ session: session.defaultSession, preferences, ipcMain });
    BrowserWindowStandIn.all.push(this);
    app.windows.push(this);
    app.emit('web-contents-created', preventable({}), this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.show(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.#visible = true;
    this.#focused = true;
    this.emit('show');
  }

  focus(): void {
    this.#focused = true;
  }

  /** Another program comes to the front. */
  blur(): void {
    this.#focused = false;
  }

  /** The person moves or resizes the window. */
  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.emit('move');
    this.emit('resize');
  }

  minimize(): void {
    this.#minimised = true;
  }

  restore(): void {
    this.#minimised = false;
  }

  maximize(): void {
    this.#maximised = true;
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#maximised = false;
    this.emit('unmaximize');
  }

  close(): void {
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.page?.unload();
    this.emit('closed');
    app.windowGone();
  }

  setProgressBar(value: number, options?: ProgressBarOptions): void {
    this.progress.push({ value, mode: options?.mode ?? 'normal' });
  }

  getBounds = (): Rectangle => this.#bounds;
  getNormalBounds = (): Rectangle => this.#bounds;
  isDestroyed = (): boolean => this.#destroyed;
  isFocused = (): boolean => this.#focused;
  isFullScreen = (): boolean => false;
  isMaximized = (): boolean => this.#maximised;
  isMinimized = (): boolean => this.#minimised;
  isVisible = (): boolean => this.#visible;
}
