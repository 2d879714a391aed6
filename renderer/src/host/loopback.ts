/**
 * A browser page on this computer: requests to the address it came from, a session in a cookie, uploads into the
 * inbox. The launch key rides in the address's fragment, which browsers never send, and is spent at once.
 */
import { RPCLink } from '@orpc/client/fetch';
import { type Host, HostGone, NotAdmitted } from './host.ts';
import { uploadAll } from './upload.ts';

const CSRF_HEADER = 'x-easel-csrf';

export async function connectLoopback(): Promise<Host> {
  const csrf = await openSession();
  return {
    link: new RPCLink({
      url: `${window.location.origin}/rpc`,
      headers: () => ({ [CSRF_HEADER]: csrf }),
      fetch: admitted,
    }),
    readsFolders: false,
    pathsOf: (files, options) =>
      uploadAll(
        {
          send: (address, init) =>
            reach(address, { ...init, headers: { ...init.headers, [CSRF_HEADER]: csrf } }),
        },
        files,
        options,
      ),
  };
}

/** Resolves to the CSRF value of the session. */
async function openSession(): Promise<string> {
  const token = takeLaunchToken();
  if (token !== null) {
    const opened = await reach('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (opened.ok) return readCsrf(opened);
  }
  // A reload, or a link opened twice: the cookie of the first time may still be good.
  const known = await reach('/session');
  if (known.ok) return readCsrf(known);
  throw new NotAdmitted();
}

function takeLaunchToken(): string | null {
  const match = /^#token=([^&]+)$/.exec(window.location.hash);
  if (match === null) return null;
  window.history.replaceState(null, '', window.location.pathname);
  return decodeURIComponent(match[1] ?? '');
}

async function readCsrf(response: Response): Promise<string> {
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'csrf' in body && typeof body.csrf === 'string') {
    return body.csrf;
  }
  throw new NotAdmitted();
}

/** The session may end while the page is open: Easel was started anew, or the page was left alone for long. */
async function admitted(request: Request, init: RequestInit): Promise<Response> {
  const response = await reach(request, init);
  if (response.status === 401) throw new NotAdmitted('The session has ended');
  return response;
}

/** `fetch` whose only failure of its own is that nobody answers. */
async function reach(request: Request | string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(request, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new HostGone('Easel does not answer', { cause: error });
  }
}
