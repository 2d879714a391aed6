/** Serves the app's router over the page's port. */
import { RPCHandler } from '@orpc/server/message-port';
import type { MessageEvent, MessagePortMain } from 'electron';
import type { App } from '../core/app.ts';

export interface RpcServerDeps {
  readonly app: Pick<App, 'router' | 'contextFor'>;
  /** Told of every call of the page that went well, by its path in the contract. */
  readonly onAnswered: (path: string, output: unknown) => void;
}

/** A batch names up to 100,000 files. Characters of text, or bytes. */
const LARGEST_MESSAGE = 32 * 1024 * 1024;

export function createRpcServer({ app, onAnswered }: RpcServerDeps): (port: MessagePortMain) => void {
  const handler = new RPCHandler(app.router, {
    clientInterceptors: [
      async ({ path, next }) => {
        const output = await next();
        onAnswered(path.join('.'), output);
        return output;
      },
    ],
  });
  return (port) => handler.upgrade(callsOnly(port), { context: app.contextFor('ipc') });
}

/** Structured objects and oversized messages are no calls of our page; a port that carries one is closed. */
function callsOnly(port: MessagePortMain) {
  return {
    on: (event: string, callback: (message?: { readonly data: unknown }) => void) => {
      if (event === 'close') port.on('close', () => callback());
      if (event !== 'message') return;
      port.on('message', (message: MessageEvent) => {
        if (isCall(message.data)) callback(message);
        else port.close();
      });
    },
    postMessage: (data: unknown) => port.postMessage(data),
  };
}

function isCall(data: unknown): boolean {
  if (typeof data === 'string') return data.length <= LARGEST_MESSAGE;
  const isBytes = data instanceof ArrayBuffer || ArrayBuffer.isView(data);
  return isBytes && data.byteLength <= LARGEST_MESSAGE;
}
