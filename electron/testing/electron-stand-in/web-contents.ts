/** `webContents` and its frames: loads pages through the session, and lets a test try what a hostile page would. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import type { Item, WebContents, WebPreferences } from 'electron';
import { preventable } from './events.ts';
import type { MessagePortMainStandIn } from './message-channel.ts';
import { PageStandIn } from './page.ts';
import type { SessionStandIn } from './session.ts';

type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

export interface FrameStandIn {
  readonly url: string;
  readonly origin: string;
  readonly parent: FrameStandIn | null;
  readonly postMessage: (
    channel: string,
    message: unknown,
    ports?: readonly MessagePortMainStandIn[],
  ) => void;
}

export interface WebContentsDeps {
  readonly session: SessionStandIn;
  readonly preferences: WebPreferences;
  readonly ipcMain: EventEmitter;
}

export class WebContentsStandIn extends EventEmitter {
  readonly session: SessionStandIn;
  /** What was dragged out of the page. */
  readonly drags: Item[] = [];
  page: PageStandIn | null = null;
  mainFrame: FrameStandIn = this.#frame('about:blank');
  /** Headers of the page that is shown. */
  headers = new Headers();
  readonly #preferences: WebPreferences;
  readonly #ipcMain: EventEmitter;
  #onOpen: WindowOpenHandler | null = null;

  constructor({ session, preferences, ipcMain }: WebContentsDeps) {
    super();
    this.session = session;
    this.#preferences = preferences;
    this.#ipcMain = ipcMain;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#onOpen = handler;
  }

  startDrag(item: Item): void {
    this.drags.push(item);
  }

  reload(): void {
    void this.show(this.getURL());
  }

  /** Loads without asking, as `loadURL` does. */
  async show(url: string): Promise<void> {
    const answer = await this.session.load(url);
    if (answer === null) throw new Error(`ERR_FAILED (-2) loading '${url}'`);
    await answer.text();
    this.page?.unload();
    this.headers = answer.headers;
    this.mainFrame = this.#frame(url);
    const path = this.#preferences.preload ?? '';
    this.page = new PageStandIn({
      url,
      origin: originOf(url),
      preload: { path, code: readFileSync(path, 'utf8') },
      preferences: this.#preferences,
      send: (channel, args) => this.sendFrom(this.mainFrame, channel, ...args),
    });
    this.page.finishLoading();
    this.emit('dom-ready');
    this.emit('did-finish-load');
  }

  /** IPC as it arrives from any frame, also one that is not ours. */
  sendFrom(frame: FrameStandIn | null, channel: string, ...args: readonly unknown[]): void {
    this.#ipcMain.emit(channel, { sender: this, senderFrame: frame, ports: [], type: 'frame' }, ...args);
  }

  /** A frame inside the page, or the page after it went elsewhere. */
  foreignFrame(url: string, { isTop = false } = {}): FrameStandIn {
    return this.#frame(url, isTop ? null : this.mainFrame);
  }

  /** A link, a script or a drop wants to go elsewhere: what Electron asks about it, and whether that lets it pass. */
  navigate(url: string, { isMainFrame = true } = {}): Record<string, 'passes' | 'stopped'> {
    const ask = (name: string) => {
      const event = preventable({ url, isMainFrame, isSameDocument: false, frame: this.mainFrame });
      this.emit(name, event, url);
      return event.defaultPrevented ? 'stopped' : 'passes';
    };
    const asked = { 'will-frame-navigate': ask('will-frame-navigate') } as const;
    return isMainFrame ? { ...asked, 'will-navigate': ask('will-navigate') } : asked;
  }

  /** A server answers with another address; true when nothing stops it. */
  redirect(url: string): boolean {
    const event = preventable({ url, isMainFrame: true, isSameDocument: false, frame: this.mainFrame });
    this.emit('will-redirect', event, url, false, true);
    return !event.defaultPrevented;
  }

  /** `window.open` and links to new windows; true when a window would open. */
  open(url: string): boolean {
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    };
    // Only the parts a handler may look at.
    const answer = this.#onOpen?.(details as Parameters<WindowOpenHandler>[0]) ?? { action: 'allow' };
    return answer.action === 'allow';
  }

  /** True when a `<webview>` would come to be. */
  attachWebview(): boolean {
    const event = preventable({});
    this.emit('will-attach-webview', event, {}, {});
    return !event.defaultPrevented;
  }

  /** The page's process ends by itself. */
  crash(reason: string): void {
    this.page?.unload();
    this.emit('render-process-gone', preventable({}), { reason, exitCode: 5 });
  }

  #frame(url: string, parent: FrameStandIn | null = null): FrameStandIn {
    return {
      url,
      origin: originOf(url),
      parent,
      postMessage: (channel, message, ports = []) => {
        const transferred: MessagePort[] = ports.map(({ port }) => port);
        this.page?.receive(channel, message, transferred);
      },
    };
  }
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return host === '' ? 'null' : `${protocol}//${host}`;
}
