/** Why the loopback host refuses a request before anything looks at it: HTTP status and plain words. */

interface Refusal {
  readonly status: number;
  /** Continues "The request was refused: …". */
  readonly words: string;
}

export const REFUSALS = {
  'peer-not-loopback': { status: 421, words: 'it does not come from this computer' },
  'http-version': { status: 421, words: 'it is not HTTP/1.1' },
  'host-missing': { status: 421, words: 'it does not say which host it is for' },
  'host-repeated': { status: 421, words: 'it names more than one host' },
  'host-foreign': { status: 421, words: 'it is for another host' },
  'target-form': { status: 421, words: 'its target is not a plain path' },
  'target-dots': { status: 400, words: 'its path leads upwards' },
  malformed: { status: 400, words: 'it is not well-formed HTTP' },
  'header-repeated': { status: 400, words: 'a header that may be there once is there twice' },
  upgrade: { status: 403, words: 'it asks for another protocol' },
  expectation: { status: 417, words: 'it expects something that is not offered' },
  'service-worker': { status: 403, words: 'service workers are not allowed' },
  method: { status: 405, words: 'its method is not allowed here' },
  'fetch-site-missing': { status: 403, words: 'the browser does not say which page it comes from' },
  'fetch-site': { status: 403, words: 'it does not come from a page of Easel' },
  'origin-missing': { status: 403, words: 'it does not say which page it comes from' },
  'origin-foreign': { status: 403, words: 'it comes from another page' },
  'content-type': { status: 415, words: 'its content is of another type than expected here' },
  session: { status: 401, words: 'no page that was let in sent it' },
  csrf: { status: 403, words: 'it does not carry the secret of its page' },
} as const satisfies Record<string, Refusal>;

export type RefusalReason = keyof typeof REFUSALS;
