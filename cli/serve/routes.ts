/** The addresses of the loopback host, and what a request must bring to each of them. */

export interface RouteRule {
  /** GET and HEAD: never, from a browser's own page or address bar, or with a session. */
  readonly read: 'never' | 'open' | 'session';
  readonly write: WriteRule | null;
}

export interface WriteRule {
  readonly method: 'POST' | 'PUT';
  readonly contentType: string;
  /** False only where sessions begin. */
  readonly session: boolean;
}

export const ROUTES = {
  /** A launch token becomes a session; a page that has one asks for its CSRF value. */
  session: { read: 'session', write: { method: 'POST', contentType: 'application/json', session: false } },
  rpc: { read: 'never', write: { method: 'POST', contentType: 'application/json', session: true } },
  inbox: { read: 'never', write: { method: 'PUT', contentType: 'application/octet-stream', session: true } },
  media: { read: 'session', write: null },
  /** The interface's own files. */
  page: { read: 'open', write: null },
} as const satisfies Record<string, RouteRule>;

export type RouteName = keyof typeof ROUTES;

export function routeOf(pathname: string): RouteName {
  if (pathname === '/session') return 'session';
  if (pathname === '/inbox') return 'inbox';
  if (pathname.startsWith('/rpc/')) return 'rpc';
  if (pathname.startsWith('/media/')) return 'media';
  return 'page';
}
