/**
 * Recovery codes: 120 random bits as `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`, in an alphabet without letters that look alike.
 * Too many to guess, so a fast hash of them is enough.
 */
import { createHash } from 'node:crypto';

export const CODES_PER_ACCOUNT = 10;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 24;
const GROUP = /.{4}(?=.)/g;

export function makeRecoveryCodes(randomBytes: (size: number) => Uint8Array): readonly string[] {
  return Array.from({ length: CODES_PER_ACCOUNT }, () => {
    // 32 characters: the lower five bits of a byte choose one, each as likely as the others.
    const characters = [...randomBytes(CHARACTERS)].map((byte) => ALPHABET[byte & 31]);
    return characters.join('').replace(GROUP, '$&-');
  });
}

/** Hex. However it was typed: small letters, without dashes, O for 0, I or L for 1. */
export function hashRecoveryCode(typed: string): string {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return createHash('sha256').update(code).digest('hex');
}
