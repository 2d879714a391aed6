/** `app`: ready, instances, quitting. Nothing ends the process; `ended` tells that it would have. */
import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, CommandLine } from 'electron';
import { preventable } from './events.ts';

export interface AppSetup {
  readonly isPackaged: boolean;
  /** Another instance holds the lock. */
  readonly isSecond: boolean;
  readonly switches: readonly string[];
  readonly languages: readonly string[];
}

type AppParts = Pick<
  App,
  | 'enableSandbox'
  | 'exit'
  | 'getName'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'getVersion'
  | 'isPackaged'
  | 'isReady'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setPath'
  | 'whenReady'
>;

interface ClosableWindow {
  readonly close: () => void;
  readonly isDestroyed: () => boolean;
}

export class AppStandIn extends EventEmitter implements AppParts {
  setup: AppSetup = { isPackaged: false, isSecond: false, switches: [], languages: ['en-GB'] };
  /** Exit code once the process would have ended. */
  ended: number | null = null;
  sandboxed = false;
  userModelId = '';
  readonly paths = new Map<string, string>();
  windows: ClosableWindow[] = [];
  #ready = false;
  readonly #whenReady = Promise.withResolvers<void>();

  get isPackaged(): boolean {
    return this.setup.isPackaged;
  }

  get commandLine() {
    return {
      hasSwitch: (name: string) => this.setup.switches.includes(name),
    } satisfies Partial<CommandLine>;
  }

  /** What Chromium does when it has started. */
  becomeReady(): void {
    this.#ready = true;
    this.emit('ready', preventable({}), {});
    this.#whenReady.resolve();
  }

  isReady(): boolean {
    return this.#ready;
  }

  whenReady(): Promise<void> {
    return this.#whenReady.promise;
  }

  getName(): string {
    return 'easel';
  }

  getVersion(): string {
    return '0.1.0';
  }

  getPreferredSystemLanguages(): string[] {
    return [...this.setup.languages];
  }

  getPath(name: Parameters<App['getPath']>[0]): string {
    return this.paths.get(name) ?? (name === 'home' ? homedir() : join(tmpdir(), 'electron-stand-in', name));
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }

  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxed = true;
  }

  requestSingleInstanceLock(): boolean {
    return !this.setup.isSecond;
  }

  quit(): void {
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    for (const window of this.windows) window.close();
    if (this.windows.every((window) => window.isDestroyed())) this.#end(0);
  }

  exit(code = 0): void {
    this.#end(code);
  }

  /** Called by windows that are gone. */
  windowGone(): void {
    if (this.windows.every((window) => window.isDestroyed()) && this.ended === null) {
      this.emit('window-all-closed');
    }
  }

  #end(code: number): void {
    if (this.ended !== null) return;
    this.ended = code;
    this.emit('will-quit', preventable({}));
    this.emit('quit', preventable({}), code);
  }
}
