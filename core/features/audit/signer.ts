/** A signer made from a private key in PKCS #8, for hosts whose key store hands the key out. */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Signer } from './signed-note.ts';

export interface SignerOptions {
  /** Stands in every signature; see `originOf` for a log's own key. */
  readonly name: string;
  /** Ed25519: PEM text, or DER bytes. */
  readonly pkcs8: string | Uint8Array;
}

export function signerFromPkcs8({ name, pkcs8 }: SignerOptions): Signer {
  if (!/^[^\s+]+$/u.test(name)) throw new TypeError('A key name has neither spaces nor plus signs.');
  const key = readKey(pkcs8);
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('The key is not an Ed25519 key.');
  // RFC 8410: the last 32 bytes are the key.
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { name, publicKey, sign: (bytes) => sign(null, bytes, key) };
}

function readKey(pkcs8: string | Uint8Array): KeyObject {
  if (typeof pkcs8 === 'string') return createPrivateKey({ key: pkcs8, format: 'pem' });
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
}
