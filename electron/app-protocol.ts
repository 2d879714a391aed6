/**
 * `app://easel/…`: the interface's files and, under `/media/<kind>/<id>`, pictures by ids the page was given.
 * Whole answers to GET only; never a path, never `file:`.
 */
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { CustomScheme } from 'electron';
import { ANSWER_HEADERS, pagePolicy } from '../core/hosting/page-policy.ts';
import { EaselError } from '../shared/errors.ts';
import { APP_SCHEME, isOwnAddress } from './own-address.ts';
import { readUiFile } from './ui-files.ts';

/** Must be registered before the app is ready. */
export const APP_SCHEME_RIGHTS: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

export interface AppProtocolDeps {
  readonly uiFolder: string;
  readonly openMedia: (
    kind: string,
    id: string,
  ) => Promise<{ readonly path: string; readonly contentType: string }>;
  readonly newNonce: () => string;
}

const MEDIA_PATH = /^\/media\/([a-z]{1,20})\/([A-Za-z0-9-]{1,64})$/;
const NONCE_PLACE = /(<meta name="csp-nonce" content=")(?=")/;

export function createAppProtocol(deps: AppProtocolDeps): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOwnAddress(request.url)) return refusal(403);
    if (request.method !== 'GET') return refusal(405);
    const { pathname } = new URL(request.url);
    const [, kind, id] = MEDIA_PATH.exec(pathname) ?? [];
    if (kind !== undefined && id !== undefined) return answerMedia(deps, kind, id);
    return answerUi(deps, pathname);
  };
}

async function answerUi({ uiFolder, newNonce }: AppProtocolDeps, pathname: string): Promise<Response> {
  const file = await readUiFile(uiFolder, pathname);
  if (file === null) return refusal(404);
  const headers = { ...ANSWER_HEADERS, 'Content-Type': file.contentType };
  if (!file.isPage) return new Response(new Uint8Array(file.body), { headers });
  const nonce = newNonce();
  return new Response(file.body.toString('utf8').replace(NONCE_PLACE, `$1${nonce}`), {
    headers: { ...headers, 'Content-Security-Policy': pagePolicy(nonce) },
  });
}

async function answerMedia({ openMedia }: AppProtocolDeps, kind: string, id: string): Promise<Response> {
  try {
    const { path, contentType } = await openMedia(kind, id);
    const file = await open(path, 'r');
    const { size } = await file.stat();
    return new Response(Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>, {
      headers: { ...ANSWER_HEADERS, 'Content-Type': contentType, 'Content-Length': String(size) },
    });
  } catch (error) {
    if (error instanceof EaselError) return refusal(404);
    // Made a moment ago and already cleared away: the page asks for a new one.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return refusal(404);
    throw error;
  }
}

function refusal(status: 403 | 404 | 405): Response {
  return new Response(null, { status, headers: ANSWER_HEADERS });
}
