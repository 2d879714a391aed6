/** A password's hash as the columns of an account hold it. */
import type { PasswordHash } from './passwords.ts';

export interface PasswordColumns {
  readonly password_scheme: string;
  readonly password_hash: string;
}

export function hashOf({ password_scheme: scheme, password_hash: hash }: PasswordColumns): PasswordHash {
  return { scheme, hash };
}

export function columnsOf({ scheme, hash }: PasswordHash): PasswordColumns {
  return { password_scheme: scheme, password_hash: hash };
}
