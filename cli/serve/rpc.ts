/** `/rpc/…`: every action of the contract, for a page that was let in. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { EaselError } from '../../shared/errors.ts';
import type { ServedApp } from './served-app.ts';

/** A batch of 100,000 file names fits. */
const RPC_MAX_BYTES = 8 * 1024 * 1024;

export interface Rpc {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export function createRpc({ router, contextFor }: Pick<ServedApp, 'router' | 'contextFor'>): Rpc {
  // Bodies that do not announce their length are counted.
  const handler = new RPCHandler(router, { plugins: [new BodyLimitPlugin({ maxBodySize: RPC_MAX_BYTES })] });
  return {
    serve: async (request, response) => {
      if (Number(request.headers['content-length'] ?? 0) > RPC_MAX_BYTES) {
        throw new EaselError('REQUEST_TOO_LARGE', { limit: RPC_MAX_BYTES });
      }
      const { matched } = await handler.handle(request, response, {
        prefix: '/rpc',
        context: contextFor('loopback'),
      });
      if (!matched) throw new EaselError('ADDRESS_UNKNOWN');
    },
  };
}
