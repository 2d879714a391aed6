/**
 * The loopback host: Easel's interface for a browser on this computer, on 127.0.0.1 and nowhere else. Every request
 * passes the gate first; what follows is one handler per route.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { EaselError } from '../../shared/errors.ts';
import { createIdleWatch } from './idle-watch.ts';
import { createLaunchToken } from './launch-token.ts';
import { serveMedia } from './media.ts';
import type { RefusalReason } from './refusals.ts';
import { decide, type Verdict } from './request-gate.ts';
import { refuseOnSocket, sendProblem, sendRefusal } from './responses.ts';
import { createRpc } from './rpc.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import type { ServedApp } from './served-app.ts';
import { createSessionRoute } from './session-route.ts';
import { createSessions } from './sessions.ts';
import { createStaticFiles } from './static-files.ts';
import { receiveUpload, UPLOAD_MAX_BYTES } from './upload.ts';

const HOST = '127.0.0.1';
const MOST_CONNECTIONS = 128;
const HEADERS_MS = 10_000;
/** A whole request; an upload of the largest file may take its time, and is watched for pauses instead. */
const REQUEST_MS = 3_600_000;
const UPLOAD_STALL_MS = 60_000;
/** What is still being answered when the host closes. */
const CLOSE_MS = 1_000;

export interface LoopbackOptions {
  /** The built interface. */
  readonly interfaceFolder: string;
  /** Null: one the system chooses. */
  readonly port: number | null;
  /** Milliseconds without a request after which the host closes by itself; null: never. */
  readonly idleMs: number | null;
  /** Work that goes on without a page; the host does not close by itself meanwhile. */
  readonly isBusy: () => Promise<boolean>;
  readonly onRefused: (reason: RefusalReason) => void;
  /** Milliseconds that no clock change moves. */
  readonly monotonic: () => number;
  readonly uploads?: { readonly stallMs?: number; readonly maxBytes?: number };
}

export interface LoopbackServer {
  readonly origin: string;
  /** A link that opens the interface once, within a minute; links given before stop working. */
  readonly newLink: () => string;
  readonly close: () => Promise<void>;
  /** Resolves when the host has closed, whoever closed it. */
  readonly closed: Promise<void>;
}

export async function startLoopbackServer(app: ServedApp, options: LoopbackOptions): Promise<LoopbackServer> {
  const files = await createStaticFiles(options.interfaceFolder);
  // A missing Host is for the gate to refuse, not for Node.
  const timeouts = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS };
  const server = createServer({ ...timeouts, requireHostHeader: false });
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listen(server, options.port);

  const launch = createLaunchToken(options);
  const sessions = createSessions(port);
  const session = createSessionRoute({ launch, sessions });
  const rpc = createRpc(app);
  const idle = createIdleWatch({ ...options, onIdle: () => void close() });
  const uploadLimits = { stallMs: UPLOAD_STALL_MS, maxBytes: UPLOAD_MAX_BYTES, ...options.uploads };

  const judge = (request: IncomingMessage): Verdict =>
    decide(
      {
        httpVersion: request.httpVersion,
        method: request.method ?? '',
        target: request.url ?? '',
        rawHeaders: request.rawHeaders,
        remoteAddress: request.socket.remoteAddress,
      },
      { port, findSession: sessions.find },
    );

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const verdict = judge(request);
    if (!verdict.allowed) {
      options.onRefused(verdict.reason);
      sendRefusal(response, verdict.reason);
      return;
    }
    const end = idle.begin();
    response.once('close', end);
    try {
      await dispatch(verdict, request, response);
    } catch (error) {
      sendProblem(response, error);
    }
  };

  const dispatch = ({ route, url, session: known }: Verdict & { allowed: true }, ...pair: HttpPair) => {
    const [request, response] = pair;
    switch (route) {
      case 'session':
        return session.serve(request, response, known);
      case 'rpc':
        return rpc.serve(request, response);
      case 'inbox':
        return receiveUpload(app, request, response, url, uploadLimits);
      case 'media':
        return serveMedia(app, request, response, url);
      case 'page':
        return files.serve(request, response, url);
    }
  };

  const refuseConnection = (socket: Duplex, reason: RefusalReason) => {
    options.onRefused(reason);
    refuseOnSocket(socket, reason);
  };
  server.on('request', answer);
  // Without these, Node would answer by itself, past the gate and without our headers.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  server.on('connect', (_request, socket) => refuseConnection(socket, 'method'));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else refuseConnection(socket, 'malformed');
  });

  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  const close = async () => {
    idle.stop();
    server.close();
    server.closeIdleConnections();
    const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
    await closed;
    clearTimeout(impatient);
  };
  const origin = `http://${HOST}:${port}`;
  return { origin, newLink: () => `${origin}/#token=${launch.issue()}`, close, closed };
}

type HttpPair = readonly [request: IncomingMessage, response: ServerResponse];

function listen(server: Server, port: number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(taken ? new EaselError('PORT_UNAVAILABLE', { port: port ?? 0 }, { cause: error }) : error);
    });
    // Never an address that another computer could reach.
    server.listen({ host: HOST, port: port ?? 0, exclusive: true }, () => {
      // A TCP server that listens has an address and a port.
      resolve((server.address() as AddressInfo).port);
    });
  });
}
