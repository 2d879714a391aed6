/**
 * Refresh tokens: `<family>.<secret>.<proof>`. The secret is 256 random bits, only its SHA-256 is stored.
 * Its successor follows from it and a key of this installation, so that a client whose answer got lost can ask again
 * and gets the same one, although nothing but hashes is stored. The proof shows that a token was issued here: without
 * it, anybody who knows a family could have it revoked by presenting nonsense.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const SECRET_BYTES = 32;
const FORM = new RegExp(`^(${UUID})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})$`);

export interface RefreshToken {
  /** What the client keeps. */
  readonly token: string;
  /** What is stored: hex. */
  readonly hash: string;
}

export interface PresentedToken {
  readonly family: string;
  readonly hash: string;
  readonly next: () => RefreshToken;
}

export interface RefreshTokens {
  readonly first: (family: string) => RefreshToken;
  /** Null for what was not issued here. */
  readonly read: (token: string) => PresentedToken | null;
}

export interface RefreshTokensDeps {
  /** 256 bits, the same for as long as tokens are to be accepted. */
  readonly key: Uint8Array;
  readonly randomBytes: (size: number) => Uint8Array;
}

export function createRefreshTokens({ key, randomBytes }: RefreshTokensDeps): RefreshTokens {
  const derive = (purpose: 'proof' | 'next', family: string, secret: string) =>
    createHmac('sha256', key).update(`easel-refresh-${purpose}:${family}:${secret}`).digest();

  function make(family: string, secret: Uint8Array): RefreshToken {
    const text = Buffer.from(secret).toString('base64url');
    const proof = derive('proof', family, text).toString('base64url');
    return { token: `${family}.${text}.${proof}`, hash: createHash('sha256').update(text).digest('hex') };
  }

  return {
    first: (family) => make(family, randomBytes(SECRET_BYTES)),
    read: (token) => {
      const [, family, secret, proof] = FORM.exec(token) ?? [];
      if (family === undefined || secret === undefined || proof === undefined) return null;
      // As text: base64url lets several texts stand for the same bytes.
      const expected = derive('proof', family, secret).toString('base64url');
      if (!timingSafeEqual(Buffer.from(expected), Buffer.from(proof))) return null;
      const { hash } = make(family, Buffer.from(secret, 'base64url'));
      return { family, hash, next: () => make(family, derive('next', family, secret)) };
    },
  };
}
