/** Text signed with Ed25519, as a C2SP signed note: the text, an empty line, one line per signature. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256 } from '../../ledger/merkle.ts';

/** Whose signatures are believed. */
export interface NoteKey {
  /** Neither spaces nor plus signs. */
  readonly name: string;
  /** The 32 bytes of RFC 8032. */
  readonly publicKey: Uint8Array;
}

/** A key that is in somebody's custody: the bytes to sign go there, the key never comes here. */
export interface Signer extends NoteKey {
  readonly sign: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

export type OpenedNote =
  | { readonly text: string; readonly key: NoteKey }
  /** UNSIGNED: in order, but by none of the keys. MALFORMED: not a note, or a known key's signature is wrong. */
  | { readonly text: null; readonly reason: 'UNSIGNED' | 'MALFORMED' };

const ED25519 = Buffer.from([0x01]);
const PUBLIC_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
/** What comes before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** More than anybody signs with; a longer note is somebody's attempt to keep us busy. */
const MOST_SIGNATURES = 16;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids control characters other than newline
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
const KEY_TEXT = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u;

/** The text must end with a newline and hold no other control character. */
export async function signNote(text: string, signer: Signer): Promise<string> {
  if (!text.endsWith('\n') || CONTROL.test(text)) throw new TypeError('Not a text that a note can hold.');
  const signature = await signer.sign(Buffer.from(text, 'utf8'));
  const field = Buffer.concat([keyId(signer), signature]).toString('base64');
  return `${text}\n\u2014 ${signer.name} ${field}\n`;
}

/** The text of a note that at least one of the keys signed. */
export function openNote(note: string, keys: readonly NoteKey[]): OpenedNote {
  const parts = splitNote(note);
  if (parts === null) return { text: null, reason: 'MALFORMED' };
  let signedBy: NoteKey | null = null;
  for (const line of parts.signatures) {
    const key = keys.find((known) => known.name === line.name && keyId(known).equals(line.keyId));
    if (key === undefined) continue;
    if (!isSignature(parts.text, line.signature, key)) return { text: null, reason: 'MALFORMED' };
    signedBy ??= key;
  }
  return signedBy ? { text: parts.text, key: signedBy } : { text: null, reason: 'UNSIGNED' };
}

/** The text of a note, whoever signed it; null when it is not a note. */
export function noteText(note: string): string | null {
  return splitNote(note)?.text ?? null;
}

/** `name+id+key`, as verifiers of signed notes take it. */
export function encodeKey(key: NoteKey): string {
  const encoded = Buffer.concat([ED25519, key.publicKey]).toString('base64');
  return `${key.name}+${keyId(key).toString('hex')}+${encoded}`;
}

/** Null for text that is no Ed25519 key, or whose id is not that of the key. */
export function decodeKey(text: string): NoteKey | null {
  const [, name, id, encoded] = KEY_TEXT.exec(text) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) return null;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 1 + PUBLIC_KEY_BYTES || bytes[0] !== ED25519[0]) return null;
  const key = { name, publicKey: bytes.subarray(1) };
  return keyId(key).toString('hex') === id ? key : null;
}

export function isSignature(bytes: string | Uint8Array, signature: Uint8Array, key: NoteKey): boolean {
  return verify(null, Buffer.from(bytes), publicKeyOf(key), signature);
}

interface NoteParts {
  readonly text: string;
  readonly signatures: readonly {
    readonly name: string;
    readonly keyId: Buffer;
    readonly signature: Buffer;
  }[];
}

/** The text may have empty lines; the last one separates it from the signatures. */
function splitNote(note: string): NoteParts | null {
  const split = note.lastIndexOf('\n\n');
  if (split === -1 || !note.endsWith('\n') || CONTROL.test(note)) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return null;
  const signatures = lines.map(parseSignature);
  const complete = signatures.filter((line) => line !== null);
  return complete.length === lines.length ? { text: note.slice(0, split + 1), signatures: complete } : null;
}

function parseSignature(line: string) {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined) return null;
  const field = Buffer.from(encoded, 'base64');
  // Of any length: other kinds of keys may have signed too.
  if (field.length <= KEY_ID_BYTES || field.toString('base64') !== encoded) return null;
  return { name, keyId: field.subarray(0, KEY_ID_BYTES), signature: field.subarray(KEY_ID_BYTES) };
}

function keyId({ name, publicKey }: NoteKey): Buffer {
  return sha256(Buffer.from(`${name}\n`), ED25519, publicKey).subarray(0, KEY_ID_BYTES);
}

function publicKeyOf({ publicKey }: NoteKey): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
}
