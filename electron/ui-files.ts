/**
 * The interface's files, and nothing else: plain names with known endings, inside the built folder after links are
 * resolved. Addresses without an ending are the interface's own and get its page.
 */
import { readFile, realpath } from 'node:fs/promises';
import { basename, extname, join, sep } from 'node:path';

export interface UiFile {
  readonly body: Buffer;
  readonly contentType: string;
  readonly isPage: boolean;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const PAGE = 'index.html';
/** Names of built files are plain; anything encoded, hidden or empty is not one of them. */
const SEGMENT = /^\w[\w.@-]*$/;

/** Null when there is no such file; also for anything outside of the folder. */
export async function readUiFile(folder: string, pathname: string): Promise<UiFile | null> {
  const isPage = isPageAddress(pathname);
  const segments = isPage ? [PAGE] : pathname.slice(1).split('/');
  const contentType = CONTENT_TYPES[extname(segments.at(-1) ?? '')];
  if (contentType === undefined || !segments.every((segment) => SEGMENT.test(segment))) return null;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, ...segments));
    if (!path.startsWith(root + sep)) return null;
    return { body: await readFile(path), contentType, isPage };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isPageAddress(pathname: string): boolean {
  if (pathname.includes('%') || pathname.includes('\\')) return false;
  return pathname === `/${PAGE}` || !(pathname.startsWith('/assets/') || basename(pathname).includes('.'));
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
