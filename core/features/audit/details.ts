/** Personal data beside the log: erasable text, bound to its row by a salted commitment. */
import { canonicalText, type JsonObject } from '../../ledger/canonical.ts';
import { sha256 } from '../../ledger/merkle.ts';

/** 128 bits, so that a guessed name or path cannot be confirmed once the salt is erased. */
export const SALT_BYTES = 16;

export interface SealedDetail {
  readonly text: string;
  readonly salt: Uint8Array;
  /** Hex, as it stands in the row's body. */
  readonly commitment: string;
}

export function sealDetail(detail: JsonObject, salt: Uint8Array): SealedDetail {
  const text = canonicalText(detail);
  return { text, salt, commitment: commitmentTo(text, salt) };
}

export function commitmentTo(text: string, salt: Uint8Array): string {
  return sha256(salt, Buffer.from(text, 'utf8')).toString('hex');
}

/** Whether a row's body binds itself to this detail. */
export function isCommittedTo(
  body: Uint8Array,
  { detail, salt }: { readonly detail: string; readonly salt: Uint8Array },
): boolean {
  const fields: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
  const pii = typeof fields === 'object' && fields !== null && 'pii' in fields ? fields.pii : null;
  return Array.isArray(pii) && pii.includes(commitmentTo(detail, salt));
}
