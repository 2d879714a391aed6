/**
 * Decides on every request before anything else looks at it: only the app's own page, in a browser on this computer,
 * gets through. Pure; what is not allowed here by name is refused.
 */
import type { RefusalReason } from './refusals.ts';
import { ROUTES, type RouteName, type RouteRule, routeOf, type WriteRule } from './routes.ts';
import { isSameSecret } from './secrets.ts';
import type { Session } from './sessions.ts';

export const CSRF_HEADER = 'x-easel-csrf';

export interface RequestFacts {
  readonly httpVersion: string;
  readonly method: string;
  /** As it stood in the request line. */
  readonly target: string;
  /** Names and values in turn, as they came: Node's own view merges and drops repeated ones. */
  readonly rawHeaders: readonly string[];
  readonly remoteAddress: string | undefined;
}

export interface GateDeps {
  readonly port: number;
  readonly findSession: (cookieHeader: string | undefined) => Session | null;
}

export type Verdict =
  | {
      readonly allowed: true;
      readonly route: RouteName;
      readonly url: URL;
      /** Null where none is needed. */
      readonly session: Session | null;
    }
  | { readonly allowed: false; readonly reason: RefusalReason };

type Headers = ReadonlyMap<string, readonly string[]>;

/** Headers that decide something; a second one could be read instead of the first by somebody else. */
const DECIDING = [
  'origin',
  'cookie',
  'content-type',
  'content-length',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  CSRF_HEADER,
];
const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
/** A path in visible ASCII without `#` and `\`; a second slash in front would read as a host. */
const ORIGIN_FORM = /^\/(?!\/)[!"$-[\]-~]*$/;
/** `.` and `..` as a segment, also written `%2e`; browsers resolve them before they send. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?]|$)/i;

export function decide(request: RequestFacts, { port, findSession }: GateDeps): Verdict {
  const headers = groupHeaders(request.rawHeaders);
  const refused = refuseTransport(request, headers, port) ?? refuseShape(request, headers);
  if (refused) return { allowed: false, reason: refused };

  const host = first(headers, 'host') ?? '';
  const url = new URL(request.target, `http://${host}`);
  const route = routeOf(url.pathname);
  const session = findSession(first(headers, 'cookie'));
  const rule: RouteRule = ROUTES[route];
  const reason = isReading(request.method)
    ? refuseRead(rule.read, headers, url.origin, session)
    : refuseWrite(rule.write, request.method, headers, url.origin, session);
  return reason ? { allowed: false, reason } : { allowed: true, route, url, session };
}

/** Who speaks, in which protocol, to whom. */
function refuseTransport(request: RequestFacts, headers: Headers, port: number): RefusalReason | null {
  if (!LOOPBACK.test(request.remoteAddress ?? '')) return 'peer-not-loopback';
  if (request.httpVersion !== '1.1') return 'http-version';
  const [host, ...more] = headers.get('host') ?? [];
  if (host === undefined) return 'host-missing';
  if (more.length > 0) return 'host-repeated';
  // The one check that a name made to point here (DNS rebinding) cannot pass.
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return 'host-foreign';
  if (!ORIGIN_FORM.test(request.target)) return 'target-form';
  return null;
}

/** What is refused wherever it is sent. */
function refuseShape({ target }: RequestFacts, headers: Headers): RefusalReason | null {
  if (DOT_SEGMENT.test(target)) return 'target-dots';
  if (DECIDING.some((name) => (headers.get(name)?.length ?? 0) > 1)) return 'header-repeated';
  if (headers.has('upgrade')) return 'upgrade';
  if (headers.has('expect')) return 'expectation';
  if (headers.has('service-worker') || first(headers, 'sec-fetch-dest') === 'serviceworker') {
    return 'service-worker';
  }
  return null;
}

function refuseRead(
  read: RouteRule['read'],
  headers: Headers,
  ownOrigin: string,
  session: Session | null,
): RefusalReason | null {
  if (read === 'never') return 'method';
  const origin = first(headers, 'origin');
  if (origin !== undefined && origin !== ownOrigin) return 'origin-foreign';
  // An address typed or opened from elsewhere may only bring up the page itself.
  if (!(read === 'open' && isTypedAddress(headers))) {
    const foreign = refuseForeignSite(headers);
    if (foreign) return foreign;
  }
  return read === 'session' && session === null ? 'session' : null;
}

function refuseWrite(
  rule: WriteRule | null,
  method: string,
  headers: Headers,
  ownOrigin: string,
  session: Session | null,
): RefusalReason | null {
  if (rule?.method !== method) return 'method';
  const origin = first(headers, 'origin');
  if (origin === undefined) return 'origin-missing';
  if (origin !== ownOrigin) return 'origin-foreign';
  const foreign = refuseForeignSite(headers);
  if (foreign) return foreign;
  if (mediaTypeOf(first(headers, 'content-type')) !== rule.contentType) return 'content-type';
  if (!rule.session) return null;
  if (session === null) return 'session';
  return isSameSecret(first(headers, CSRF_HEADER) ?? '', session.csrf) ? null : 'csrf';
}

function refuseForeignSite(headers: Headers): RefusalReason | null {
  const site = first(headers, 'sec-fetch-site');
  if (site === 'same-origin') return null;
  return site === undefined ? 'fetch-site-missing' : 'fetch-site';
}

function isTypedAddress(headers: Headers): boolean {
  return (
    first(headers, 'sec-fetch-site') === 'none' &&
    first(headers, 'sec-fetch-mode') === 'navigate' &&
    first(headers, 'sec-fetch-dest') === 'document'
  );
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function mediaTypeOf(contentType: string | undefined): string {
  return (contentType?.split(';')[0] ?? '').trim().toLowerCase();
}

function groupHeaders(rawHeaders: readonly string[]): Headers {
  const headers = new Map<string, string[]>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = String(rawHeaders[at]).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), String(rawHeaders[at + 1])]);
  }
  return headers;
}

function first(headers: Headers, name: string): string | undefined {
  return headers.get(name)?.[0];
}
