/** Events as they were hashed: the exact bytes of each body on a line of its own. */

const NEWLINE = Buffer.from('\n');

/** Canonical JSON has no newline in it, so none is escaped and none is lost. */
export function ndjsonLine(body: Uint8Array): Buffer {
  return Buffer.concat([body, NEWLINE]);
}
