/**
 * API keys as text: `easel_live_<id, 8>_<secret, 43>_<checksum, 6>`, in digits and letters. The id finds the key, the
 * secret carries 256 random bits, the checksum tells a slip from a wrong key without asking the database.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'easel_live';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_CHARACTERS = 8;
/** log2(62^43) = 256.03 */
const SECRET_CHARACTERS = 43;
const CHECKSUM_CHARACTERS = 6;

const FORM = `${PREFIX}_([0-9A-Za-z]{8})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})`;
const WHOLE = new RegExp(`^${FORM}$`);
/** Finds keys in any text, for scanners and redaction. */
export const API_KEY_PATTERN = new RegExp(FORM, 'g');

export interface ApiKeyText {
  readonly id: string;
  /** Hex, of the secret. */
  readonly hash: string;
}

export interface NewApiKeyText extends ApiKeyText {
  readonly text: string;
  /** Of the secret: what a person tells keys apart by. */
  readonly last4: string;
}

export function makeApiKey(randomBytes: (size: number) => Uint8Array): NewApiKeyText {
  const id = randomText(ID_CHARACTERS, randomBytes);
  const secret = randomText(SECRET_CHARACTERS, randomBytes);
  const checked = `${PREFIX}_${id}_${secret}`;
  return { text: `${checked}_${checksumOf(checked)}`, id, hash: hashOf(secret), last4: secret.slice(-4) };
}

/** Null for what is not a key, or was not copied right. */
export function parseApiKey(text: string): ApiKeyText | null {
  const [, id, secret, checksum] = WHOLE.exec(text) ?? [];
  if (id === undefined || secret === undefined) return null;
  return checksumOf(`${PREFIX}_${id}_${secret}`) === checksum ? { id, hash: hashOf(secret) } : null;
}

/** The secret and the checksum give way to dots; the id stays, so that the key can be found and revoked. */
export function redactApiKeys(text: string): string {
  return text.replace(API_KEY_PATTERN, (_, id: string) => `${PREFIX}_${id}_…`);
}

/** Each character as likely as any other: bytes from the last, incomplete round of 62 are thrown away. */
function randomText(length: number, randomBytes: (size: number) => Uint8Array): string {
  const usable = 256 - (256 % ALPHABET.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < usable && text.length < length) text += ALPHABET[byte % ALPHABET.length];
    }
  }
  return text;
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let at = 0; at < CHECKSUM_CHARACTERS; at += 1) {
    digits = (ALPHABET[rest % ALPHABET.length] ?? '') + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
