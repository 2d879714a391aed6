/** The built interface as hosts serve it: which names are files of it, which addresses are its page, what each is. */
import { basename, extname } from 'node:path';

export const PAGE = 'index.html';

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

/** Names of built files are plain; anything encoded, hidden or empty is not one of them. */
const SEGMENT = /^\w[\w.@-]*$/;

/** Undefined for a kind of file that the interface does not have. */
export function contentTypeOf(name: string): string | undefined {
  return CONTENT_TYPES[extname(name)];
}

export function isPlainPath(segments: readonly string[]): boolean {
  return segments.every((segment) => SEGMENT.test(segment));
}

/** Addresses without an ending are the interface's own: they get its page. */
export function isPageAddress(pathname: string): boolean {
  if (pathname.includes('%') || pathname.includes('\\')) return false;
  return pathname === `/${PAGE}` || !(pathname.startsWith('/assets/') || basename(pathname).includes('.'));
}
