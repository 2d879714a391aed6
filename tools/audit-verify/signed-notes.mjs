/** Keys, signed notes, and the statements about a tree inside them, as docs/audit-format.md has them. */
import { createPublicKey, verify } from 'node:crypto';
import { HASH_BYTES, sha256 } from './tree.mjs';

/** @typedef {{ name: string, id: string, key: import('node:crypto').KeyObject }} Key */
/** @typedef {{ origin: string, size: number, root: Buffer, extra: string[] }} Statement */

const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * `<name>+<id>+<base64>`; null for anything else.
 * @param {unknown} text
 * @returns {Key | null}
 */
export function parseKey(text) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u.exec(String(text)) ?? [];
  if (!name || !id || !encoded) return null;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1) return null;
  if (sha256(name, '\n', bytes).toString('hex', 0, 4) !== id) return null;
  const der = Buffer.concat([ED25519_DER, bytes.subarray(1)]);
  return { name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** @param {Key} key @param {string | Uint8Array} bytes @param {string} base64 */
export function isSignedBy(key, bytes, base64) {
  return verify(null, Buffer.from(bytes), key.key, Buffer.from(base64, 'base64'));
}

/**
 * Notes in a row, an empty line between them. One without signatures gets none, and what is no note becomes one that
 * nobody signed: the reader then knows where the damage is.
 * @param {string} text
 */
export function splitNotes(text) {
  /** @type {{ text: string, signatures: string[] }[]} */
  const notes = [];
  const blocks = text === '' ? [] : text.replace(/\n$/, '').split('\n\n');
  let open = false;
  for (const block of blocks) {
    const note = notes.at(-1);
    if (open && note && block.startsWith('\u2014 ')) {
      note.signatures = block.split('\n');
      open = false;
    } else {
      notes.push({ text: `${block}\n`, signatures: [] });
      open = true;
    }
  }
  return notes;
}

/**
 * The statement of a note that one of the keys signed; null for any other note.
 * @param {{ text: string, signatures: string[] }} note
 * @param {readonly Key[]} keys
 * @returns {Statement | null}
 */
export function readNote({ text, signatures }, keys) {
  let signed = false;
  for (const line of signatures) {
    const [, name, encoded] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
    if (!name || !encoded) return null;
    const field = Buffer.from(encoded, 'base64');
    if (field.toString('base64') !== encoded) return null;
    const key = keys.find((known) => known.name === name && known.id === field.toString('hex', 0, 4));
    if (!key) continue;
    if (!isSignedBy(key, text, field.subarray(4).toString('base64'))) return null;
    signed = true;
  }
  return signed ? readStatement(text) : null;
}

/** @param {string} text @returns {Statement | null} */
function readStatement(text) {
  const [origin, sizeText, rootText, ...extra] = text.slice(0, -1).split('\n');
  if (!origin || !sizeText || !rootText || !/^(0|[1-9]\d{0,15})$/.test(sizeText)) return null;
  const root = Buffer.from(rootText, 'base64');
  if (root.length !== HASH_BYTES || root.toString('base64') !== rootText) return null;
  return { origin, size: Number(sizeText), root, extra };
}
