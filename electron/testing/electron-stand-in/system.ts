/** What the system draws or keeps: dialogs, menu, notifications, shell, screens, keychain. Scripted and recorded. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type {
  CrashReporter,
  CrashReporterStartOptions,
  Dialog,
  Display,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  NotificationConstructorOptions,
  OpenDialogOptions,
  Rectangle,
  SafeStorage,
  Screen,
  Shell,
} from 'electron';

export class DialogStandIn implements Pick<Dialog, 'showErrorBox'> {
  /** What the person chooses next, in order; an empty list is cancelling. */
  readonly chooses: string[][] = [];
  /** The button the person presses next. */
  readonly presses: number[] = [];
  readonly opened: OpenDialogOptions[] = [];
  readonly asked: MessageBoxOptions[] = [];
  readonly errors: { readonly title: string; readonly content: string }[] = [];

  async showOpenDialog(_window: unknown, options: OpenDialogOptions) {
    this.opened.push(options);
    const filePaths = this.chooses.shift() ?? [];
    return { canceled: filePaths.length === 0, filePaths };
  }

  async showMessageBox(_window: unknown, options: MessageBoxOptions) {
    this.asked.push(options);
    return { response: this.presses.shift() ?? options.cancelId ?? 0, checkboxChecked: false };
  }

  showErrorBox(title: string, content: string): void {
    this.errors.push({ title, content });
  }
}

export class ShellStandIn
  implements Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'trashItem'>
{
  readonly external: string[] = [];
  readonly openedPaths: string[] = [];
  readonly revealed: string[] = [];
  /** Where trashed files go. */
  trashFolder = '';

  async openExternal(url: string): Promise<void> {
    this.external.push(url);
  }

  async openPath(path: string): Promise<string> {
    this.openedPaths.push(path);
    return '';
  }

  showItemInFolder(path: string): void {
    this.revealed.push(path);
  }

  async trashItem(path: string): Promise<void> {
    mkdirSync(this.trashFolder, { recursive: true });
    renameSync(path, join(this.trashFolder, basename(path)));
  }
}

export interface MenuItemStandIn extends Omit<MenuItemConstructorOptions, 'submenu'> {
  readonly submenu?: { readonly items: readonly MenuItemStandIn[] };
}

/** Modifiers and one key, as Electron's documentation lists them. */
const ACCELERATOR =
  /^(?:(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)\+)*(?:[\x21-\x7e]|F\d{1,2}|Plus|Space|Tab|Backspace|Delete|Enter|Return|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc)$/;

export class MenuStandIn {
  static current: MenuStandIn | null = null;
  readonly items: readonly MenuItemStandIn[];

  constructor(items: readonly MenuItemStandIn[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): MenuStandIn {
    return new MenuStandIn(template.map(toItem));
  }

  static setApplicationMenu(menu: MenuStandIn | null): void {
    MenuStandIn.current = menu;
  }
}

function toItem({ submenu, ...item }: MenuItemConstructorOptions): MenuItemStandIn {
  const { label, role, type, accelerator } = item;
  if (!label && !role && type !== 'separator') throw new TypeError('Invalid template for MenuItem');
  if (accelerator !== undefined && !ACCELERATOR.test(accelerator)) {
    throw new TypeError(`${accelerator} is not a valid accelerator`);
  }
  if (!Array.isArray(submenu)) return item;
  return { ...item, submenu: { items: submenu.map((part) => toItem(part)) } };
}

export class NotificationStandIn extends EventEmitter {
  static readonly shown: NotificationStandIn[] = [];
  readonly options: NotificationConstructorOptions;

  constructor(options: NotificationConstructorOptions) {
    super();
    this.options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    NotificationStandIn.shown.push(this);
  }
}

export class ScreenStandIn implements Pick<Screen, 'getAllDisplays'> {
  workAreas: Rectangle[] = [{ x: 0, y: 0, width: 1920, height: 1040 }];

  getAllDisplays(): Display[] {
    // Only the part of a display that windows are placed in.
    return this.workAreas.map((workArea) => ({ workArea }) as Display);
  }
}

export class CrashReporterStandIn implements Pick<CrashReporter, 'start'> {
  readonly starts: CrashReporterStartOptions[] = [];

  start(options: CrashReporterStartOptions): void {
    this.starts.push(options);
  }
}

type SafeStorageParts = Pick<
  SafeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
>;

/** A keychain that really encrypts; `loseKey` and `available` play its bad days. */
export class SafeStorageStandIn implements SafeStorageParts {
  available = true;
  backend: ReturnType<SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret';
  /** Decrypting then asks for the result to be encrypted again. */
  rotated = false;
  #key = randomBytes(32);

  loseKey(): void {
    this.#key = randomBytes(32);
  }

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.available;
  }

  getSelectedStorageBackend() {
    return this.backend;
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    if (!this.available)
      throw new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync.');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from('v11'), iv, cipher.getAuthTag(), body]);
  }

  async decryptStringAsync(encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> {
    if (!this.available) throw new Error('Error while decrypting the ciphertext');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, encrypted.subarray(3, 15));
    decipher.setAuthTag(encrypted.subarray(15, 31));
    const result = Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString(
      'utf8',
    );
    const shouldReEncrypt = this.rotated;
    this.rotated = false;
    return { shouldReEncrypt, result };
  }
}
