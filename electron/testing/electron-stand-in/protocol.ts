/** `protocol`: schemes are made privileged before the app is ready and handled after, as Electron insists. */
import type { CustomScheme, Protocol } from 'electron';
import type { AppStandIn } from './app.ts';

type Handler = (request: Request) => Response | Promise<Response>;

export class ProtocolStandIn implements Pick<Protocol, 'isProtocolHandled' | 'registerSchemesAsPrivileged'> {
  readonly privileged: CustomScheme[] = [];
  readonly handlers = new Map<string, Handler>();
  readonly #app: AppStandIn;

  constructor(app: AppStandIn) {
    this.#app = app;
  }

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (this.#app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    this.privileged.push(...schemes);
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.#app.isReady()) throw new Error('protocol can only be used after app is ready');
    if (this.handlers.has(scheme)) throw new Error(`The scheme ${scheme} is already handled`);
    this.handlers.set(scheme, handler);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
}
