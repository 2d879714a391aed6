/**
 * Access tokens: JWTs of fifteen minutes for callers that are not bound to a window. A token only names a session; what
 * its owner may do is read from the database on every call.
 */
import type { JWTHeaderParameters, JWTPayload, JWTVerifyOptions } from 'jose';
import { EaselError } from '../../../shared/errors.ts';
import type { Ids } from '../../ids.ts';
import type { AccessTokenKeys } from './access-token-keys.ts';

export interface AccessTokensDeps {
  readonly keys: AccessTokenKeys;
  /** The installation's id. */
  readonly issuer: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly ids: Ids;
}

export interface TokenClaims {
  readonly userId: string;
  readonly sessionId: string;
}

export interface AccessTokens {
  readonly issue: (claims: TokenClaims) => Promise<{ readonly token: string; readonly expiresAt: number }>;
  /** SESSION_ENDED for anything but a token that was issued here and is still good. */
  readonly verify: (token: string) => Promise<TokenClaims>;
}

const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const AUDIENCE = 'local';
const LIFETIME_S = 15 * 60;
const CLOCK_TOLERANCE_S = 30;
const REQUIRED_CLAIMS = ['exp', 'iat', 'sub', 'sid', 'jti'];

/** Ours have about 480 characters. */
const MOST_CHARACTERS = 1024;
const FORM = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/;
const HEADER_FIELDS = ['alg', 'kid', 'typ'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function createAccessTokens({ keys, issuer, now, ids }: AccessTokensDeps): AccessTokens {
  async function issue({ userId, sessionId }: TokenClaims) {
    const { SignJWT } = await import('jose');
    const { kid, key } = await keys.current();
    const issuedAt = Math.floor(now() / 1000);
    const expiresAt = issuedAt + LIFETIME_S;
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setJti(ids.next())
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(key);
    return { token, expiresAt: expiresAt * 1000 };
  }

  async function keyFor(header: JWTHeaderParameters | undefined): Promise<Uint8Array> {
    if (header === undefined || Object.keys(header).sort().join() !== HEADER_FIELDS.join()) throw refused();
    const key = typeof header.kid === 'string' ? await keys.find(header.kid) : null;
    if (key === null) throw refused();
    return key;
  }

  async function verify(token: string): Promise<TokenClaims> {
    if (token.length > MOST_CHARACTERS || !FORM.test(token) || !isCanonical(token)) throw refused();
    const { errors, jwtVerify } = await import('jose');
    const options: JWTVerifyOptions = {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer,
      audience: AUDIENCE,
      requiredClaims: REQUIRED_CLAIMS,
      maxTokenAge: LIFETIME_S,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now()),
    };
    try {
      const { payload } = await jwtVerify(token, keyFor, options);
      return claimsIn(payload);
    } catch (error) {
      // Which check failed helps only whoever forges; anything but a refusal is a fault of ours.
      throw error instanceof errors.JOSEError ? refused() : error;
    }
  }

  return { issue, verify };
}

function claimsIn({ aud, exp = 0, iat = 0, jti, sid, sub }: JWTPayload): TokenClaims {
  const isOurs =
    aud === AUDIENCE && exp > iat && exp - iat <= LIFETIME_S && [sub, sid, jti].every((id) => isUuid(id));
  if (!isOurs || !isUuid(sub) || !isUuid(sid)) throw refused();
  return { userId: sub, sessionId: sid };
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** Base64url has spare bits at the end: with any but zero, other text would stand for the same token. */
function isCanonical(token: string): boolean {
  return token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

function refused(): EaselError {
  return new EaselError('SESSION_ENDED');
}
