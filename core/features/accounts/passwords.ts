/**
 * Passwords to hashes and back. Each hash names its scheme:
 * v2: bcrypt over base64(HMAC-SHA256("app-pw-v2", NFC(password))), so every byte counts and "é" is "é" however typed;
 * v1: bcrypt over the password itself, which ends at 72 bytes; only verified, never made.
 * Both take a tenth of a second and more: call them in a worker.
 */
import { createHmac } from 'node:crypto';
import { compareSync, getRounds, hashSync } from 'bcryptjs';

const CURRENT_SCHEME = 'v2';

/** Not a secret: it makes these hashes useless for trying out bcrypt hashes stolen elsewhere. */
const PURPOSE = 'app-pw-v2';

export interface PasswordHash {
  readonly scheme: string;
  readonly hash: string;
}

export function hashPassword(password: string, cost: number): PasswordHash {
  return { scheme: CURRENT_SCHEME, hash: hashSync(fixedLength(password), cost) };
}

export function verifyPassword(password: string, { scheme, hash }: PasswordHash): boolean {
  switch (scheme) {
    case CURRENT_SCHEME:
      return password.isWellFormed() && compareSync(fixedLength(password), hash);
    case 'v1':
      return compareSync(password, hash);
    default:
      return false;
  }
}

/** Whether a password that was just verified should be hashed again, in today's way. */
export function isOutdated({ scheme, hash }: PasswordHash, cost: number): boolean {
  return scheme !== CURRENT_SCHEME || getRounds(hash) < cost;
}

/** For e-mail addresses without an account: verifying against it costs the same and never succeeds. */
export function hashOfNobody(cost: number): PasswordHash {
  const salt = '.'.repeat(22);
  const digest = '.'.repeat(31);
  return { scheme: CURRENT_SCHEME, hash: `$2b$${String(cost).padStart(2, '0')}$${salt}${digest}` };
}

/** 44 characters of ASCII: below bcrypt's 72 bytes, and without a NUL. */
function fixedLength(password: string): string {
  return createHmac('sha256', PURPOSE).update(password.normalize('NFC'), 'utf8').digest('base64');
}
