/** How calls fail beside the failures of the catalogue. */

/** The person, or a newer question, called it off: nothing to report. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
