/** `/session`: a launch token becomes a session; a page that was reloaded gets its CSRF value again. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { EaselError } from '../../shared/errors.ts';
import type { LaunchToken } from './launch-token.ts';
import { sendJson } from './responses.ts';
import type { Session, Sessions } from './sessions.ts';

const SESSION_MAX_BYTES = 1024;

const SessionRequest = z.strictObject({ token: z.string().max(100) });

export interface SessionRoute {
  readonly serve: (
    request: IncomingMessage,
    response: ServerResponse,
    session: Session | null,
  ) => Promise<void>;
}

export function createSessionRoute({
  launch,
  sessions,
}: {
  readonly launch: LaunchToken;
  readonly sessions: Sessions;
}): SessionRoute {
  return {
    serve: async (request, response, known) => {
      if (request.method !== 'POST') {
        sendJson(response, { csrf: known?.csrf });
        return;
      }
      const body = SessionRequest.safeParse(parseJson(await readBody(request)));
      if (!body.success)
        throw new EaselError('USAGE_INVALID', { reason: 'The body must be {"token": "…"}.' });
      if (!launch.redeem(body.data.token)) throw new EaselError('LAUNCH_LINK_SPENT');
      const { session, cookie } = sessions.open();
      response.setHeader('Set-Cookie', cookie);
      sendJson(response, { csrf: session.csrf });
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes > SESSION_MAX_BYTES) throw new EaselError('REQUEST_TOO_LARGE', { limit: SESSION_MAX_BYTES });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Undefined for anything that is no JSON: the schema refuses it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
