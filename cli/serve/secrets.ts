/** Secrets of the loopback host: 256 random bits as text, compared in constant time. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What may be kept or looked up by: it does not lead back to the secret. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Digests have one length and no relation to the guess, so the time taken says nothing. */
export function isSameSecret(given: string, kept: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(given)), Buffer.from(digestOf(kept)));
}
