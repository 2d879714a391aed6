/** Keys and notes for tests; the notes are made from the definition and not with the code under test. */
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { originOf } from './checkpoint-note.ts';
import type { Signer } from './signed-note.ts';
import { signerFromPkcs8 } from './signer.ts';

export function testSigner(logId: string): Signer {
  return signerFromPkcs8({ name: originOf(logId), pkcs8: newKey().export({ type: 'pkcs8', format: 'der' }) });
}

export interface HandKey {
  readonly name: string;
  readonly publicKey: Buffer;
  readonly key: KeyObject;
}

export function handKey(name: string): HandKey {
  const key = newKey();
  return { name, key, publicKey: Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url') };
}

function newKey(): KeyObject {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  return createPrivateKey(pem);
}

export function handNote(lines: readonly (string | number)[], { name, publicKey, key }: HandKey): string {
  const text = `${lines.join('\n')}\n`;
  const id = createHash('sha256').update(`${name}\n\x01`).update(publicKey).digest().subarray(0, 4);
  const field = Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64');
  return `${text}\n\u2014 ${name} ${field}\n`;
}
