/**
 * A sandboxed renderer: runs the preload script in a world of its own, with the few modules a sandboxed preload may
 * require, and gives the page's world what crosses by `contextBridge` and by window messages.
 */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import type { MessagePort } from 'node:worker_threads';
import type { ContextBridge, WebPreferences, WebUtils } from 'electron';

export interface PageMessage {
  readonly data: unknown;
  readonly origin: string;
  readonly ports: readonly MessagePort[];
}

export interface PageOptions {
  readonly url: string;
  readonly origin: string;
  readonly preload: { readonly path: string; readonly code: string };
  readonly preferences: WebPreferences;
  /** To the main process. */
  readonly send: (channel: string, args: readonly unknown[]) => void;
}

const FOR_SANDBOXED_PRELOADS = ['events', 'timers', 'url'];

export class PageStandIn {
  /** What the page sees on its window beside the web's own things. */
  readonly exposed: Record<string, unknown> = {};
  readonly messages: PageMessage[] = [];
  readonly #paths = new WeakMap<File, string>();
  readonly #toPreload = new EventEmitter();
  readonly #document = new EventEmitter();
  readonly #ports: MessagePort[] = [];
  readonly #arrived = new EventEmitter();
  #loading = true;

  constructor(options: PageOptions) {
    const { preferences, preload } = options;
    if (!preferences.sandbox || !preferences.contextIsolation || preferences.nodeIntegration) {
      throw new Error('This stand-in plays sandboxed, isolated pages only');
    }
    runInContext(`(function (require, exports, module) {${preload.code}\n})`, this.#isolatedWorld(options), {
      filename: preload.path,
    })(this.#requireFor(options), {}, {});
  }

  /** The document is parsed and its scripts have run. */
  finishLoading(): void {
    this.#loading = false;
    this.#document.emit('DOMContentLoaded');
  }

  /** From the main process. */
  receive(channel: string, message: unknown, ports: readonly MessagePort[]): void {
    this.#ports.push(...ports);
    setImmediate(() => this.#toPreload.emit(channel, { ports, sender: this.#toPreload }, message));
  }

  /** The first message that carries a port, as the page's own script would wait for it. */
  async port(): Promise<MessagePort> {
    for (;;) {
      const port = this.messages.flatMap(({ ports }) => ports)[0];
      if (port !== undefined) return port;
      await new Promise((resolve) => this.#arrived.once('message', resolve));
    }
  }

  /** A file as a drop brings it; without a path it lies on no disk. */
  file(name: string, path = ''): File {
    const file = new File(['content'], name);
    this.#paths.set(file, path);
    return file;
  }

  /** The document goes away, and its ports with it. */
  unload(): void {
    for (const port of this.#ports) port.close();
  }

  #isolatedWorld({ origin, url }: PageOptions) {
    const page = this;
    const window = {
      origin,
      location: { href: url, origin },
      postMessage: (data: unknown, targetOrigin: string, ports: readonly MessagePort[] = []) => {
        if (targetOrigin !== '*' && targetOrigin !== origin) return;
        setImmediate(() => {
          page.messages.push({ data, origin, ports });
          page.#arrived.emit('message');
        });
      },
    };
    const document = {
      get readyState() {
        return page.#loading ? 'loading' : 'complete';
      },
      addEventListener: (type: string, listener: () => void) => page.#document.once(type, listener),
    };
    return createContext({ window, document, location: window.location, console });
  }

  #requireFor(options: PageOptions) {
    const modules: Readonly<Record<string, unknown>> = { electron: this.#electron(options) };
    const nodeRequire = createRequire(import.meta.url);
    return (name: string): unknown => {
      if (Object.hasOwn(modules, name)) return modules[name];
      if (FOR_SANDBOXED_PRELOADS.includes(name.replace(/^node:/, ''))) return nodeRequire(name);
      throw new Error(`module not found: ${name}`);
    };
  }

  #electron({ send }: PageOptions) {
    const contextBridge = {
      exposeInMainWorld: (key: string, api: unknown) => {
        if (key in this.exposed) throw new Error(`Cannot bind an API on top of an existing property: ${key}`);
        this.exposed[key] = throughTheBridge(api);
      },
    } satisfies Partial<ContextBridge>;
    const webUtils = {
      getPathForFile: (file: File) => this.#paths.get(file) ?? '',
    } satisfies Partial<WebUtils>;
    const ipcRenderer = {
      once: (channel: string, listener: (...args: unknown[]) => void) =>
        this.#toPreload.once(channel, listener),
      on: (channel: string, listener: (...args: unknown[]) => void) => this.#toPreload.on(channel, listener),
      send: (channel: string, ...args: unknown[]) => setImmediate(() => send(channel, args)),
    };
    return { contextBridge, webUtils, ipcRenderer };
  }
}

/** Functions stay callable, everything else is a frozen copy. */
function throughTheBridge(value: unknown): unknown {
  if (typeof value === 'function') return (...args: unknown[]) => throughTheBridge(value(...args));
  if (Array.isArray(value)) return Object.freeze(value.map(throughTheBridge));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, part]) => [key, throughTheBridge(part)]);
    return Object.freeze(Object.fromEntries(entries));
  }
  return value;
}
