/** For tests: the loopback host on a real port with a small app behind it, and requests written byte by byte. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { os, type RouterClient } from '@orpc/server';
import { z } from 'zod';
import { receiveUpload } from '../../core/features/sources/inbox.ts';
import { EaselError } from '../../shared/errors.ts';
import type { JsonLine } from '../testing.ts';
import type { RefusalReason } from './refusals.ts';
import { CSRF_HEADER } from './request-gate.ts';
import type { ServedApp } from './served-app.ts';
import { type LoopbackOptions, type LoopbackServer, startLoopbackServer } from './server.ts';

export interface TestHost {
  readonly server: LoopbackServer;
  readonly port: number;
  readonly folder: string;
  /** Why requests were refused, in order. */
  readonly refusals: RefusalReason[];
  /** What reached the app. */
  readonly reached: string[];
  /** Milliseconds to add to the host's clock. */
  readonly skip: (ms: number) => void;
  readonly close: () => Promise<void>;
}

export const PAGE = '<!doctype html><meta name="csp-nonce" content="" /><title>Page of Easel</title>';
export const PICTURE_ID = 'a'.repeat(32);

export interface TestHostOptions extends Partial<LoopbackOptions> {
  /** How long the action `wait` takes. */
  readonly waitFor?: () => Promise<void>;
}

export async function startTestHost({
  waitFor = async () => undefined,
  ...options
}: TestHostOptions = {}): Promise<TestHost> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-serve-'));
  const interfaceFolder = join(folder, 'renderer');
  await mkdir(join(interfaceFolder, 'assets'), { recursive: true });
  await writeFile(join(interfaceFolder, 'index.html'), PAGE);
  await writeFile(join(interfaceFolder, 'assets', 'index-AbCd1234.js'), 'export {};');
  await writeFile(join(folder, 'picture.png'), 'a picture');
  await writeFile(join(folder, 'secret.js'), 'outside of the interface');
  const refusals: RefusalReason[] = [];
  const reached: string[] = [];
  let skipped = 0;
  const server = await startLoopbackServer(smallApp(folder, reached, waitFor), {
    interfaceFolder,
    port: null,
    idleMs: null,
    isBusy: async () => false,
    onRefused: (reason) => refusals.push(reason),
    monotonic: () => performance.now() + skipped,
    ...options,
  });
  return {
    server,
    port: Number(new URL(server.origin).port),
    folder,
    refusals,
    reached,
    skip: (ms) => {
      skipped += ms;
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type SmallClient = RouterClient<ReturnType<typeof createSmallRouter>>;

function createSmallRouter(reached: string[], waitFor: () => Promise<void>) {
  const say = os.input(z.strictObject({ words: z.string() })).handler(({ input }) => {
    reached.push('rpc');
    return { said: input.words.length };
  });
  const count = os.handler(async function* () {
    reached.push('rpc');
    for (let number = 1; number <= 3; number += 1) yield number;
  });
  return { say, count, wait: os.handler(waitFor) };
}

/** Tells what reached it. Uploads are received by the app's own code. */
function smallApp(folder: string, reached: string[], waitFor: () => Promise<void>): ServedApp {
  return {
    router: createSmallRouter(reached, waitFor),
    contextFor: () => ({}),
    media: {
      open: async (kind, id) => {
        reached.push('media');
        if (kind !== 'thumbnail' || id !== PICTURE_ID) throw new EaselError('SOURCE_UNKNOWN');
        return { path: join(folder, 'picture.png'), contentType: 'image/png' };
      },
    },
    sources: {
      receive: (upload) => {
        reached.push('inbox');
        return receiveUpload(join(folder, 'inbox'), upload);
      },
    },
  };
}

/** The body of an answer whose shape is what the test tests. */
export async function readJson(answer: Response): Promise<JsonLine> {
  return answer.json();
}

export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends exactly these bytes and reads until the host closes the connection. */
export function sendRaw(port: number, bytes: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
    });
    socket.on('error', (error) => (text === '' ? reject(error) : undefined));
    socket.on('close', () => resolve(parseAnswer(text)));
  });
}

function parseAnswer(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(statusLine.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
}

export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  /** In order, repeated where they are repeated. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export function send(port: number, { method, target, version, headers, body }: RawRequest): Promise<Answer> {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = body === '' && method !== 'PUT' ? '' : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return sendRaw(
    port,
    `${method} ${target} HTTP/${version}\r\n${lines}${length}Connection: close\r\n\r\n${body}`,
  );
}

/** The same request with other, more or fewer headers; null leaves one out. */
export function withHeaders(
  request: RawRequest,
  changes: Readonly<Record<string, string | readonly string[] | null>>,
): RawRequest {
  const changed = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    (value === null ? [] : typeof value === 'string' ? [value] : value).map((one) => [name, one] as const),
  );
  return {
    ...request,
    headers: [...request.headers.filter(([name]) => !changed.has(name.toLowerCase())), ...added],
  };
}

export interface OwnPage {
  readonly cookie: string;
  readonly csrf: string;
  /** What the app's own page sends, by what it is for. */
  readonly requests: ReturnType<typeof ownRequests>;
}

/** Opens a session as the page does. */
export async function openOwnPage({ server, port }: TestHost): Promise<OwnPage> {
  const token = tokenOf(server.newLink());
  const { cookie, csrf } = readSession(await send(port, openSessionRequest(port, token)));
  return { cookie, csrf, requests: ownRequests(port, cookie, csrf) };
}

export function readSession({ headers, body }: Answer): { readonly cookie: string; readonly csrf: string } {
  return { cookie: String(headers['set-cookie']).split(';')[0] ?? '', csrf: JSON.parse(body).csrf };
}

export function tokenOf(link: string): string {
  return new URL(link).hash.replace('#token=', '');
}

export function openSessionRequest(port: number, token: string): RawRequest {
  return {
    method: 'POST',
    target: '/session',
    version: '1.1',
    headers: [...sameOrigin(port), ['Content-Type', 'application/json']],
    body: JSON.stringify({ token }),
  };
}

export function ownRequests(port: number, cookie: string, csrf: string) {
  const host = ['Host', `127.0.0.1:${port}`] as const;
  const known = ['Cookie', cookie] as const;
  const read = { method: 'GET', version: '1.1', body: '' };
  const fetched = { ...read, headers: [host, ['Sec-Fetch-Site', 'same-origin'], known] as const };
  const write = { version: '1.1' };
  const written = [...sameOrigin(port), known, [CSRF_HEADER, csrf]] as const;
  return {
    typed: {
      ...read,
      target: '/',
      headers: [
        host,
        ['Sec-Fetch-Site', 'none'],
        ['Sec-Fetch-Mode', 'navigate'],
        ['Sec-Fetch-Dest', 'document'],
      ],
    },
    script: { ...fetched, target: '/assets/index-AbCd1234.js' },
    session: { ...fetched, target: '/session' },
    picture: { ...fetched, target: `/media/thumbnail/${PICTURE_ID}` },
    rpc: {
      ...write,
      method: 'POST',
      target: '/rpc/say',
      headers: [...written, ['Content-Type', 'application/json']],
      body: JSON.stringify({ json: { words: 'hello' } }),
    },
    upload: {
      ...write,
      method: 'PUT',
      target: `/inbox?batch=${randomUUID()}&path=photo.jpg`,
      headers: [...written, ['Content-Type', 'application/octet-stream']],
      body: 'bytes of a photo',
    },
  } as const satisfies Record<string, RawRequest>;
}

function sameOrigin(port: number) {
  return [
    ['Host', `127.0.0.1:${port}`],
    ['Origin', `http://127.0.0.1:${port}`],
    ['Sec-Fetch-Site', 'same-origin'],
  ] as const;
}
