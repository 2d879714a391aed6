/**
 * The interface's files, and nothing else: known endings only, inside the built folder after links are resolved.
 * Addresses without an ending are the interface's own and get its page.
 */
import { readFile, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { contentTypeOf, isPageAddress, isPlainPath, PAGE } from '../../core/hosting/interface-files.ts';
import { pagePolicy } from '../../core/hosting/page-policy.ts';
import { EaselError } from '../../shared/errors.ts';
import { newSecret } from './secrets.ts';
import { streamFile } from './stream-file.ts';

/** Smallest first. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;
/** The build puts a hash of the content into these names. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;

export interface StaticFiles {
  readonly serve: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;
}

export async function createStaticFiles(folder: string): Promise<StaticFiles> {
  const root = await realpath(folder).catch(() => null);
  const page = root && (await readFile(join(root, PAGE), 'utf8').catch(() => null));
  if (!root || page === null) throw new EaselError('INTERFACE_MISSING', { folder });
  return {
    serve: async (request, response, { pathname }) => {
      if (isPageAddress(pathname)) sendPage(response, page);
      else await sendAsset(request, response, root, pathname);
    },
  };
}

function sendPage(response: ServerResponse, page: string): void {
  const nonce = newSecret();
  const body = page.replace(/(<meta name="csp-nonce" content=")(?=")/, `$1${nonce}`);
  response.writeHead(200, {
    'Content-Type': contentTypeOf(PAGE),
    'Content-Security-Policy': pagePolicy(nonce),
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

async function sendAsset(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  pathname: string,
): Promise<void> {
  const contentType = contentTypeOf(pathname);
  const segments = pathname.slice(1).split('/');
  if (contentType === undefined || !isPlainPath(segments)) throw new EaselError('ADDRESS_UNKNOWN');
  const path = join(root, ...segments);
  if (!(await isInside(root, path))) throw new EaselError('ADDRESS_UNKNOWN');
  if (HASHED.test(pathname)) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  response.setHeader('Vary', 'Accept-Encoding');
  const encoded = await findEncoded(root, path, request.headers['accept-encoding']);
  if (encoded) response.setHeader('Content-Encoding', encoded.name);
  await streamFile(request, response, { path: encoded?.path ?? path, contentType });
}

async function findEncoded(root: string, path: string, accepted: string | string[] | undefined) {
  const names = String(accepted ?? '')
    .split(',')
    .map((part) => part.trim())
    // `br;q=0` means no; nobody who means yes gives a weight that matters here.
    .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]);
  for (const { name, ending } of ENCODINGS) {
    const candidate = path + ending;
    if (names.includes(name) && (await isInside(root, candidate))) return { name, path: candidate };
  }
  return null;
}

/** An existing file whose real place is below the root. */
async function isInside(root: string, path: string): Promise<boolean> {
  const real = await realpath(path).catch(() => '');
  return real.startsWith(root + sep) && (await stat(real)).isFile();
}
