/** `PUT /inbox?batch=<uuid>&path=<relative path>`: a file the person dropped on the page, streamed into the inbox. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { EaselError } from '../../shared/errors.ts';
import { describeIssues } from '../../shared/zod-issues.ts';
import { sendJson } from './responses.ts';
import type { ServedApp } from './served-app.ts';

export const UPLOAD_MAX_BYTES = 2 * 1024 ** 3;

const UploadQuery = z.strictObject({
  batch: z.uuid(),
  path: z
    .string()
    .min(1)
    .max(1024)
    .refine(isPlainRelative, 'must be a path below the folder that was dropped'),
});

export interface UploadLimits {
  /** Longest pause between two pieces of a body, milliseconds. */
  readonly stallMs: number;
  readonly maxBytes: number;
}

export async function receiveUpload(
  app: Pick<ServedApp, 'sources'>,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { stallMs, maxBytes }: UploadLimits,
): Promise<void> {
  const query = UploadQuery.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) throw new EaselError('USAGE_INVALID', { reason: describeIssues(query.error) });
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    throw new EaselError('REQUEST_TOO_LARGE', { limit: maxBytes });
  }
  // Without a listener, Node ends a connection that pauses longer; the receiver then sees its body break off.
  request.setTimeout(stallMs);
  const { batch, path: relativePath } = query.data;
  const { path } = await app.sources.receive({ batch, relativePath, body: request, maxBytes });
  sendJson(response, { path });
}

function isPlainRelative(path: string): boolean {
  return path
    .split('/')
    .every((segment) => segment !== '' && segment !== '.' && segment !== '..' && !/[\\\0]/.test(segment));
}
