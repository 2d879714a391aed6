import { createHmac, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { CompactEncrypt, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { TEST_IDS } from '../audit/testing.ts';
import {
  decodePart,
  ENDED,
  startTokens,
  TOKEN_ISSUER,
  TOKEN_START_MS,
  TOKEN_OWNER as WHO,
} from './access-tokens.testing.ts';

const MINUTE = 60_000;

type Json = Record<string, unknown>;

interface Parts {
  readonly header: Json;
  readonly payload: Json;
  readonly key: Uint8Array;
}

const NOW = TOKEN_START_MS / 1000;
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Signs anything, the way ours are signed. */
function sign(header: unknown, payload: unknown, key: Uint8Array, hash = 'sha256'): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

const without = (object: Json, name: string): Json =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaPublic = rsa.publicKey.export({ type: 'spki', format: 'pem' });

/** Each from a genuine header, payload and key. */
const FORGERIES: Record<string, (parts: Parts) => string | Promise<string>> = {
  // The algorithm.
  'alg none, no signature': ({ header, payload }) =>
    `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`,
  'alg None': ({ header, payload }) => `${encode({ ...header, alg: 'None' })}.${encode(payload)}.`,
  'alg nOnE with a signature': ({ header, payload, key }) => sign({ ...header, alg: 'nOnE' }, payload, key),
  'alg none with a signature': ({ header, payload, key }) => sign({ ...header, alg: 'none' }, payload, key),
  'alg empty': ({ header, payload, key }) => sign({ ...header, alg: '' }, payload, key),
  'alg missing': ({ header, payload, key }) => sign(without(header, 'alg'), payload, key),
  'alg null': ({ header, payload, key }) => sign({ ...header, alg: null }, payload, key),
  'alg a list': ({ header, payload, key }) => sign({ ...header, alg: ['HS256'] }, payload, key),
  'alg hs256': ({ header, payload, key }) => sign({ ...header, alg: 'hs256' }, payload, key),
  'alg HS384, signed so': ({ header, payload, key }) =>
    sign({ ...header, alg: 'HS384' }, payload, key, 'sha384'),
  'alg HS512, signed so': ({ header, payload, key }) =>
    sign({ ...header, alg: 'HS512' }, payload, key, 'sha512'),
  'alg HS256, signed with SHA-512': ({ header, payload, key }) => sign(header, payload, key, 'sha512'),
  'alg RS256, signed so': ({ header, payload }) => {
    const signed = `${encode({ ...header, alg: 'RS256' })}.${encode(payload)}`;
    return `${signed}.${createSign('sha256').update(signed).sign(rsa.privateKey, 'base64url')}`;
  },
  'alg EdDSA with an HMAC': ({ header, payload, key }) => sign({ ...header, alg: 'EdDSA' }, payload, key),
  // The key.
  'a random key': ({ header, payload }) => sign(header, payload, randomBytes(32)),
  'an empty key': ({ header, payload }) => sign(header, payload, new Uint8Array()),
  'a key of zeros': ({ header, payload }) => sign(header, payload, new Uint8Array(32)),
  'a public key as the secret': ({ header, payload }) => sign(header, payload, Buffer.from(rsaPublic)),
  'the kid as the key': ({ header, payload }) => sign(header, payload, Buffer.from(String(header.kid))),
  'the key as its text': ({ header, payload, key }) =>
    sign(header, payload, Buffer.from(Buffer.from(key).toString('base64url'))),
  'kid missing': ({ header, payload, key }) => sign(without(header, 'kid'), payload, key),
  'kid unknown': ({ header, payload, key }) => sign({ ...header, kid: TEST_IDS.next() }, payload, key),
  'kid a path': ({ header, payload }) =>
    sign({ ...header, kid: '../../../../dev/null' }, payload, new Uint8Array()),
  'kid SQL': ({ header, payload }) =>
    sign({ ...header, kid: "' union select 'a' --" }, payload, Buffer.from('a')),
  'kid __proto__': ({ header, payload }) => sign({ ...header, kid: '__proto__' }, payload, new Uint8Array()),
  'kid a list': ({ header, payload, key }) => sign({ ...header, kid: [header.kid] }, payload, key),
  'kid null': ({ header, payload, key }) => sign({ ...header, kid: null }, payload, key),
  'kid in capitals': ({ header, payload, key }) =>
    sign({ ...header, kid: `${String(header.kid).toUpperCase()}` }, payload, key),
  // What else a header can say.
  'jwk in the header': ({ header, payload }) => {
    const own = randomBytes(32);
    return sign({ ...header, jwk: { kty: 'oct', k: own.toString('base64url') } }, payload, own);
  },
  'jku in the header': ({ header, payload, key }) =>
    sign({ ...header, jku: 'https://evil.example' }, payload, key),
  'x5u in the header': ({ header, payload, key }) =>
    sign({ ...header, x5u: 'https://evil.example' }, payload, key),
  'x5c in the header': ({ header, payload, key }) => sign({ ...header, x5c: ['MII'] }, payload, key),
  'crit unknown': ({ header, payload, key }) => sign({ ...header, crit: ['exp'], exp: 1 }, payload, key),
  'crit empty': ({ header, payload, key }) => sign({ ...header, crit: [] }, payload, key),
  'b64 false': ({ header, payload, key }) => {
    const signed = `${encode({ ...header, b64: false, crit: ['b64'] })}.${JSON.stringify(payload)}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  },
  'b64 false, encoded': ({ header, payload, key }) =>
    sign({ ...header, b64: false, crit: ['b64'] }, payload, key),
  'zip in the header': ({ header, payload, key }) => sign({ ...header, zip: 'DEF' }, payload, key),
  'cty JWT': ({ header, payload, key }) => sign({ ...header, cty: 'JWT' }, payload, key),
  'a header that is a list': ({ payload, key }) => sign([], payload, key),
  'a header that is null': ({ payload, key }) => sign('null', payload, key),
  'a header that is no JSON': ({ payload, key }) => sign('{', payload, key),
  'an empty header': ({ payload, key }) => sign({}, payload, key),
  // The type.
  'typ JWT': ({ header, payload, key }) => sign({ ...header, typ: 'JWT' }, payload, key),
  'typ missing': ({ header, payload, key }) => sign(without(header, 'typ'), payload, key),
  'typ refresh': ({ header, payload, key }) => sign({ ...header, typ: 'rt+jwt' }, payload, key),
  'typ null': ({ header, payload, key }) => sign({ ...header, typ: null }, payload, key),
  // The claims.
  'exp missing': ({ header, payload, key }) => sign(header, without(payload, 'exp'), key),
  'exp null': ({ header, payload, key }) => sign(header, { ...payload, exp: null }, key),
  'exp as text': ({ header, payload, key }) => sign(header, { ...payload, exp: String(payload.exp) }, key),
  'exp past': ({ header, payload, key }) => sign(header, { ...payload, iat: NOW - 60, exp: NOW - 31 }, key),
  'exp past, in milliseconds': ({ header, payload, key }) =>
    sign(header, { ...payload, exp: TOKEN_START_MS - MINUTE }, key),
  'exp in a year': ({ header, payload, key }) => sign(header, { ...payload, exp: NOW + 31_536_000 }, key),
  'exp a second too late': ({ header, payload, key }) => sign(header, { ...payload, exp: NOW + 901 }, key),
  'exp before iat': ({ header, payload, key }) =>
    sign(header, { ...payload, iat: NOW + 20, exp: NOW + 10 }, key),
  'exp infinite': ({ header, payload, key }) =>
    sign(header, JSON.stringify(payload).replace(/"exp":\d+/, '"exp":1e999'), key),
  'iat missing': ({ header, payload, key }) => sign(header, without(payload, 'iat'), key),
  'iat future': ({ header, payload, key }) =>
    sign(header, { ...payload, iat: NOW + 31, exp: NOW + 900 }, key),
  'iat old': ({ header, payload, key }) => sign(header, { ...payload, iat: NOW - 931, exp: NOW + 60 }, key),
  'iat as text': ({ header, payload, key }) => sign(header, { ...payload, iat: 'now' }, key),
  'nbf future': ({ header, payload, key }) => sign(header, { ...payload, nbf: NOW + 60 }, key),
  'sub missing': ({ header, payload, key }) => sign(header, without(payload, 'sub'), key),
  'sub empty': ({ header, payload, key }) => sign(header, { ...payload, sub: '' }, key),
  'sub a list': ({ header, payload, key }) => sign(header, { ...payload, sub: [payload.sub] }, key),
  'sub with a prefix': ({ header, payload, key }) =>
    sign(header, { ...payload, sub: `user:${payload.sub}` }, key),
  'sid missing': ({ header, payload, key }) => sign(header, without(payload, 'sid'), key),
  'sid an object': ({ header, payload, key }) => sign(header, { ...payload, sid: { id: payload.sid } }, key),
  'jti missing': ({ header, payload, key }) => sign(header, without(payload, 'jti'), key),
  'jti a number': ({ header, payload, key }) => sign(header, { ...payload, jti: 7 }, key),
  'aud missing': ({ header, payload, key }) => sign(header, without(payload, 'aud'), key),
  'aud another': ({ header, payload, key }) => sign(header, { ...payload, aud: 'api' }, key),
  'aud a list with ours': ({ header, payload, key }) =>
    sign(header, { ...payload, aud: ['api', 'local'] }, key),
  'iss missing': ({ header, payload, key }) => sign(header, without(payload, 'iss'), key),
  'iss another installation': ({ header, payload, key }) =>
    sign(header, { ...payload, iss: TEST_IDS.next() }, key),
  'iss a list': ({ header, payload, key }) => sign(header, { ...payload, iss: [TOKEN_ISSUER] }, key),
  'a payload that is a list': ({ header, key }) => sign(header, [], key),
  'a payload that is null': ({ header, key }) => sign(header, 'null', key),
  'an empty payload': ({ header, key }) => sign(header, '', key),
  // The form.
  'no token': () => '',
  'two dots': () => '..',
  'signature cut off': ({ header, payload }) => `${encode(header)}.${encode(payload)}`,
  'signature empty': ({ header, payload }) => `${encode(header)}.${encode(payload)}.`,
  'signature truncated': ({ header, payload, key }) => sign(header, payload, key).slice(0, -1),
  'signature half as long': ({ header, payload, key }) => sign(header, payload, key).slice(0, -22),
  'signature with spare bits': ({ header, payload, key }) => {
    const token = sign(header, payload, key);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? '') | 1];
  },
  'signature padded': ({ header, payload, key }) => `${sign(header, payload, key)}=`,
  'signature in base64': ({ header, payload, key }) => {
    const signed = `${encode(header)}.${encode(payload)}`;
    const signature = createHmac('sha256', key).update(signed).digest('base64').replace('=', '');
    return `${signed}.${signature.replace(/^./, '+')}`;
  },
  'signature of another payload': ({ header, payload, key }) => {
    const [, , signature] = sign(header, payload, key).split('.');
    return `${encode(header)}.${encode({ ...payload, sub: TEST_IDS.next() })}.${signature}`;
  },
  'a fourth part': ({ header, payload, key }) => `${sign(header, payload, key)}.x`,
  'a fifth part, as encrypted': ({ header, payload, key }) => `${sign(header, payload, key)}.x.y`,
  'white space around': ({ header, payload, key }) => ` ${sign(header, payload, key)} `,
  'a line break inside': ({ header, payload, key }) => sign(header, payload, key).replace('.', '.\n'),
  'Bearer in front': ({ header, payload, key }) => `Bearer ${sign(header, payload, key)}`,
  'as JSON': ({ header, payload, key }) => {
    const [part, body, signature] = sign(header, payload, key).split('.');
    return JSON.stringify({ protected: part, payload: body, signature });
  },
  'far too long': ({ header, payload, key }) => sign(header, { ...payload, more: 'x'.repeat(5_000) }, key),
  'one token inside another': ({ header, payload, key }) => sign(header, sign(header, payload, key), key),
  'a token for something else, by the same key': ({ key }) =>
    new SignJWT({ sid: WHO.sessionId }).setProtectedHeader({ alg: 'HS256' }).setSubject(WHO.userId).sign(key),
  'encrypted instead of signed': ({ payload, key }) =>
    new CompactEncrypt(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(key),
};

describe('forged tokens', () => {
  const { keys, tokens } = startTokens();
  const genuine = async (): Promise<Parts> => {
    const { token } = await tokens.issue(WHO);
    const [header = '', payload = ''] = token.split('.');
    return { header: decodePart(header), payload: decodePart(payload), key: (await keys.current()).key };
  };

  test('are of more than sixty kinds here, and what they are made from is genuine', async () => {
    expect(Object.keys(FORGERIES).length).toBeGreaterThan(60);
    const { header, payload, key } = await genuine();
    expect(await tokens.verify(sign(header, payload, key))).toEqual(WHO);
  });

  test.each(Object.entries(FORGERIES))('%s', async (_, forge) => {
    const forged = await forge(await genuine());
    await expect(tokens.verify(forged)).rejects.toEqual(ENDED);
  });

  test('of any one changed character', async () => {
    const { token } = await tokens.issue(WHO);
    const place = fc.nat(token.length - 1);
    const character = fc.constantFrom(
      ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.=+/ ',
    );
    await fc.assert(
      fc.asyncProperty(place, character, async (at, other) => {
        fc.pre(token[at] !== other);
        await expect(tokens.verify(token.slice(0, at) + other + token.slice(at + 1))).rejects.toEqual(ENDED);
      }),
      { numRuns: 1_000 },
    );
  });

  test('of any text, header and payload, and none ends in anything but a refusal', async () => {
    const { header, payload, key } = await genuine();
    const json = fc.oneof(fc.jsonValue(), fc.constantFrom(header, payload), fc.string());
    const anyToken = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[A-Za-z0-9_-]{1,60}\.[A-Za-z0-9_-]{1,60}\.[A-Za-z0-9_-]{43}$/),
      fc.tuple(json, json).map(([head, body]) => sign(head, body, randomBytes(32))),
      fc.tuple(json, json).map(([head, body]) => sign(head, body === payload ? [body] : body, key)),
    );
    await fc.assert(
      fc.asyncProperty(anyToken, async (token) => {
        await expect(tokens.verify(token)).rejects.toEqual(ENDED);
      }),
      { numRuns: 2_000 },
    );
  });
});
