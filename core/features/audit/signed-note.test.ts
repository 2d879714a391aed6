import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendLeaves, EMPTY_FRONTIER, leafHash, rootOf } from '../../ledger/merkle.ts';
import { openTreeNote, originOf, treeText } from './checkpoint-note.ts';
import { handKey, handNote, testSigner } from './notes.testing.ts';
import { decodeKey, encodeKey, openNote, signNote } from './signed-note.ts';
import { signerFromPkcs8 } from './signer.ts';

/** The example of Go's note package, whose private key is public. */
const NEUMANN = {
  privateKey: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature: 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
};
const NEUMANN_NOTE = `${NEUMANN.text}\n\u2014 PeterNeumann ${NEUMANN.signature}\n`;

describe('golden vectors', () => {
  const bodies = [
    '{"action":"login","seq":1}',
    '{"action":"image.process","seq":2}',
    '{"action":"logout","seq":3}',
  ];

  test('the checkpoint of three events', () => {
    const tree = appendLeaves(
      EMPTY_FRONTIER,
      bodies.map((body) => leafHash(Buffer.from(body))),
    );
    const root = rootOf(tree.hashes);
    expect(treeText({ origin: 'easel/test', size: 3, root, extension: [] })).toBe(
      'easel/test\n3\n8ZlTt1J6R/PlKw/ZvBNiSmyJxvkPK0ti3JO6iD2pjb8=\n',
    );
  });

  test("a key's id is of its name, a newline, the kind 1 and its bytes", () => {
    const key = handKey('easel/test');
    const expected = createHash('sha256')
      .update(Buffer.from('easel/test\n'))
      .update(Buffer.from([1]))
      .update(key.publicKey)
      .digest('hex')
      .slice(0, 8);
    expect(encodeKey(key).split('+')[1]).toBe(expected);
  });

  test('a note that another program signed', async () => {
    const seed = Buffer.from(NEUMANN.privateKey, 'base64').subarray(1);
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const signer = signerFromPkcs8({ name: 'PeterNeumann', pkcs8: der });
    expect(encodeKey(signer)).toBe(NEUMANN.key);
    expect(await signNote(NEUMANN.text, signer)).toBe(NEUMANN_NOTE);
    expect(openNote(NEUMANN_NOTE, [keyOf(NEUMANN.key)])).toMatchObject({ text: NEUMANN.text });
  });
});

describe('signed notes', () => {
  const key = handKey('easel/log');
  const note = handNote(['easel/log', 3, Buffer.alloc(32).toString('base64')], key);

  test('open with the key that signed them, among others', () => {
    expect(openNote(note, [handKey('easel/log'), key]).text).toBe(note.slice(0, note.indexOf('\n\n') + 1));
  });

  test('are unsigned to who knows another key, of the same name too', () => {
    expect(openNote(note, [handKey('easel/log')])).toEqual({ text: null, reason: 'UNSIGNED' });
    expect(openNote(note, [])).toEqual({ text: null, reason: 'UNSIGNED' });
    expect(openNote(note, [{ ...key, name: 'easel/other' }])).toEqual({ text: null, reason: 'UNSIGNED' });
  });

  test('may carry signatures of others, also of other kinds, but no wrong one of a known key', () => {
    const other = Buffer.concat([Buffer.from('abcd'), Buffer.alloc(72)]).toString('base64');
    expect(openNote(`${note}\u2014 witness.example ${other}\n`, [key]).text).not.toBeNull();
    const line = note.slice(note.lastIndexOf('\n\n') + 2);
    const wrong = handNote(['something else'], key).split('\n').at(-2);
    expect(openNote(note.replace(line, `${line}${wrong}\n`), [key])).toEqual({
      text: null,
      reason: 'MALFORMED',
    });
  });

  test('open for no change of a single character', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: note.length - 1 }),
        fc.constantFrom('A', '1', '\n', ' ', '='),
        (at, character) => {
          fc.pre(note[at] !== character);
          expect(openNote(note.slice(0, at) + character + note.slice(at + 1), [key]).text).toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['nothing', ''],
    ['no signature', note.slice(0, note.indexOf('\n\n') + 2)],
    ['no empty line', note.replace('\n\n', '\n')],
    ['no newline at the end', note.slice(0, -1)],
    ['a control character', note.replace('easel', 'ea\tsel')],
    ['a hyphen for the dash', note.replace('\u2014', '-')],
    ['seventeen signatures', note + note.slice(note.indexOf('\u2014')).repeat(16)],
  ])('are no notes with %s', (_name, text) => {
    expect(openNote(text, [key])).toEqual({ text: null, reason: 'MALFORMED' });
  });

  test('keys survive their text form, and no other text is taken for one', () => {
    expect(decodeKey(encodeKey(key))).toEqual({ name: key.name, publicKey: key.publicKey });
    const text = encodeKey(key);
    for (const bad of ['', 'easel', text.slice(0, -1), text.replace('easel/log', 'easel/lag'), `${text}=`])
      expect(decodeKey(bad)).toBeNull();
  });

  test('names with spaces or plus signs are refused', () => {
    const pkcs8 = key.key.export({ type: 'pkcs8', format: 'pem' });
    expect(signerFromPkcs8({ name: 'a', pkcs8: String(pkcs8) }).publicKey).toEqual(key.publicKey);
    for (const name of ['', 'a b', 'a+b'])
      expect(() => signerFromPkcs8({ name, pkcs8: String(pkcs8) })).toThrow();
  });
});

describe('statements about a tree', () => {
  const signer = testSigner('log');

  test('say what was signed', async () => {
    const tree = { origin: originOf('log'), size: 12, root: Buffer.alloc(32, 7), extension: [] };
    expect(openTreeNote(await signNote(treeText(tree), signer), [signer])).toEqual({ tree });
  });

  test.each([
    ['a size with a leading zero', ['easel/log', '03', Buffer.alloc(32).toString('base64')]],
    [
      'a size past what a number holds',
      ['easel/log', '9007199254740993', Buffer.alloc(32).toString('base64')],
    ],
    ['a negative size', ['easel/log', '-1', Buffer.alloc(32).toString('base64')]],
    ['a short root', ['easel/log', '3', Buffer.alloc(31).toString('base64')]],
    [
      'a root that is not canonical',
      ['easel/log', '3', Buffer.alloc(32).toString('base64').replace('A=', 'B=')],
    ],
    ['no root', ['easel/log', '3']],
    ['an empty line', ['easel/log', '3', Buffer.alloc(32).toString('base64'), '', 'x']],
  ])('are none with %s', async (_name, lines) => {
    const note = await signNote(`${lines.join('\n')}\n`, signer);
    expect(openTreeNote(note, [signer])).toEqual({ tree: null, reason: 'MALFORMED' });
  });
});

function keyOf(text: string) {
  const key = decodeKey(text);
  if (key === null) throw new Error('Not a key.');
  return key;
}
