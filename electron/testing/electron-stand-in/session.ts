/** `session.defaultSession`: keeps the handlers it is given and lets a test play the page that runs into them. */
import { EventEmitter } from 'node:events';
import type { OnBeforeRequestListenerDetails, Session } from 'electron';
import { preventable } from './events.ts';
import type { ProtocolStandIn } from './protocol.ts';

type PermissionName = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1];
type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type DeviceHandler = Parameters<Session['setDevicePermissionHandler']>[0];
type DisplayMediaHandler = Parameters<Session['setDisplayMediaRequestHandler']>[0];
type PairingHandler = Parameters<Session['setBluetoothPairingHandler']>[0];
type BeforeRequest = Parameters<Session['webRequest']['onBeforeRequest']>[0];

type SessionParts = Pick<
  Session,
  | 'setBluetoothPairingHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setSpellCheckerEnabled'
>;

export class SessionStandIn extends EventEmitter implements SessionParts {
  spellChecker = true;
  readonly #protocol: ProtocolStandIn;
  #onRequest: RequestHandler = null;
  #onCheck: CheckHandler = null;
  #onDevice: DeviceHandler = null;
  #onDisplayMedia: DisplayMediaHandler = null;
  #onPairing: PairingHandler = null;
  #beforeRequest: BeforeRequest = null;

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener;
    },
  };

  constructor(protocol: ProtocolStandIn) {
    super();
    this.#protocol = protocol;
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#onRequest = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#onCheck = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler): void {
    this.#onDevice = handler;
  }

  setDisplayMediaRequestHandler(handler: DisplayMediaHandler): void {
    this.#onDisplayMedia = handler;
  }

  setBluetoothPairingHandler(handler: PairingHandler): void {
    this.#onPairing = handler;
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.spellChecker = enable;
  }

  /** A page asks for a permission. Without a handler Electron grants it. */
  requestPermission(page: PermissionPage, permission: PermissionName): boolean {
    let granted = this.#onRequest === null;
    const details = { isMainFrame: page.isMainFrame, requestingUrl: page.url };
    // The handlers under test read the address of the page and nothing else of it.
    const contents = { getURL: () => page.topUrl } as Parameters<NonNullable<RequestHandler>>[0];
    this.#onRequest?.(contents, permission, (answer) => (granted = answer), details);
    return granted;
  }

  /** A page looks whether it has a permission. */
  checkPermission(page: PermissionPage, permission: PermissionName): boolean {
    const { origin } = page;
    return this.#onCheck?.(null, permission, origin, { isMainFrame: page.isMainFrame }) ?? true;
  }

  checkDevice(origin: string): boolean {
    const device = { deviceType: 'usb' as const, origin, device: { deviceId: '1' } };
    return this.#onDevice?.(device as Parameters<NonNullable<DeviceHandler>>[0]) ?? false;
  }

  captureDisplay(): boolean {
    let captured = false;
    const request = {} as Parameters<NonNullable<DisplayMediaHandler>>[0];
    this.#onDisplayMedia?.(request, (streams) => (captured = Boolean(streams?.video ?? streams?.audio)));
    return captured;
  }

  pairBluetooth(): boolean {
    let paired = false;
    const details = { deviceId: '1', pairingKind: 'confirm' } as Parameters<NonNullable<PairingHandler>>[0];
    this.#onPairing?.(details, ({ confirmed }) => (paired = confirmed));
    return paired;
  }

  /** Whether the system would ask where to save. */
  download(url: string): boolean {
    const event = preventable({});
    this.emit('will-download', event, { getURL: () => url }, null);
    return !event.defaultPrevented;
  }

  /** Whether a request of a page ends before it begins. */
  cancels(url: string, { method = 'GET' }: RequestInit = {}): boolean {
    let cancelled = false;
    // Handlers decide by the address.
    const details = { url, method } as OnBeforeRequestListenerDetails;
    this.#beforeRequest?.(details, ({ cancel }) => (cancelled = cancel ?? false));
    return cancelled;
  }

  /** What a page gets when it loads an address: nothing when it is cancelled or nobody serves it. */
  async load(url: string, init: RequestInit = {}): Promise<Response | null> {
    if (this.cancels(url, init)) return null;
    const handler = this.#protocol.handlers.get(new URL(url).protocol.replace(/:$/, ''));
    return handler === undefined ? null : handler(new Request(url, init));
  }
}

export interface PermissionPage {
  readonly origin: string;
  readonly url: string;
  /** Of the top frame. */
  readonly topUrl: string;
  readonly isMainFrame: boolean;
}
