/** Sends one file from disk as the answer. */
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

export interface FileToSend {
  readonly path: string;
  readonly contentType: string;
}

/** Rejects as `open` does when the file is not there; nothing has been sent then. */
export async function streamFile(
  request: IncomingMessage,
  response: ServerResponse,
  { path, contentType }: FileToSend,
): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': size });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    // A file that grows while it is sent would break the announced length.
    const content = size === 0 ? [] : file.createReadStream({ end: size - 1, autoClose: false });
    await pipeline(content, response);
  } finally {
    await file.close();
  }
}
