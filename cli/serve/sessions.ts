/** Pages that were let in: a cookie that says which, and a CSRF value that only the page itself can read. In memory. */
import { digestOf, newSecret } from './secrets.ts';

/** One computer, a few windows: more than this is an accident, and the oldest goes. */
const MOST_SESSIONS = 32;

export interface Session {
  readonly csrf: string;
}

export interface Sessions {
  /** `cookie` is the value of a Set-Cookie header. */
  readonly open: () => { readonly session: Session; readonly cookie: string };
  /** The session that a Cookie header names. */
  readonly find: (cookieHeader: string | undefined) => Session | null;
}

/** Cookies are shared by all ports of a host, so the port is part of the name. */
export function createSessions(port: number): Sessions {
  const name = `easel-session-${port}`;
  const byDigest = new Map<string, Session>();
  return {
    open: () => {
      const id = newSecret();
      const session = { csrf: newSecret() };
      byDigest.set(digestOf(id), session);
      if (byDigest.size > MOST_SESSIONS) byDigest.delete(byDigest.keys().next().value ?? '');
      return { session, cookie: `${name}=${id}; Path=/; HttpOnly; SameSite=Strict` };
    },
    find: (cookieHeader) => {
      // A server on another port can add a cookie of the same name; it must not hide the real one.
      for (const value of valuesOf(name, cookieHeader)) {
        const session = byDigest.get(digestOf(value));
        if (session) return session;
      }
      return null;
    },
  };
}

function valuesOf(name: string, cookieHeader = ''): readonly string[] {
  const prefix = `${name}=`;
  return cookieHeader
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length));
}
