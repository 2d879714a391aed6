/** E-mail addresses as people type them, and the form in which two of them are the same. */
import { EaselError } from '../../../shared/errors.ts';

/** RFC 5321: what fits into a mail server's path. */
const MOST_CHARACTERS = 254;
/** Only a message that arrives proves an address; this catches slips. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const CONTROL = /\p{C}/u;

export interface EmailAddress {
  /** As typed, without what surrounds it. */
  readonly email: string;
  readonly key: string;
}

/** EMAIL_INVALID when it cannot be one. */
export function parseEmail(typed: string): EmailAddress {
  const email = typed.trim().normalize('NFC');
  if (email.length > MOST_CHARACTERS || !ADDRESS.test(email) || CONTROL.test(email)) {
    throw new EaselError('EMAIL_INVALID');
  }
  return { email, key: emailKey(email) };
}

/** Also for what is no address: it then matches nobody. */
export function emailKey(typed: string): string {
  // Lower-casing can take a character apart again.
  return typed.trim().normalize('NFC').toLowerCase().normalize('NFC');
}
