/** `GET /media/<kind>/<id>`: pictures for the page, by ids it was given; never by path. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { EaselError } from '../../shared/errors.ts';
import type { ServedApp } from './served-app.ts';
import { streamFile } from './stream-file.ts';

const MEDIA_PATH = /^\/media\/([a-z]{1,20})\/([A-Za-z0-9-]{1,64})$/;

export async function serveMedia(
  app: Pick<ServedApp, 'media'>,
  request: IncomingMessage,
  response: ServerResponse,
  { pathname }: URL,
): Promise<void> {
  const [, kind, id] = MEDIA_PATH.exec(pathname) ?? [];
  if (kind === undefined || id === undefined) throw new EaselError('ADDRESS_UNKNOWN');
  // A page that scrolls on no longer wants what is still being made.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const picture = await app.media.open(kind, id, gone.signal);
  await streamFile(request, response, picture).catch((error: NodeJS.ErrnoException) => {
    // Made a moment ago and already cleared away: the page asks for a new one.
    throw error.code === 'ENOENT' ? new EaselError('SOURCE_UNKNOWN') : error;
  });
}
