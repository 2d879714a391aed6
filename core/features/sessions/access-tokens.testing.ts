/** For tests: access tokens with a clock that the test moves. */
import { randomBytes } from 'node:crypto';
import { EaselError } from '../../../shared/errors.ts';
import { createMemorySecrets } from '../../secrets/memory-secrets.ts';
import { TEST_IDS } from '../audit/testing.ts';
import { createAccessTokenKeys } from './access-token-keys.ts';
import { createAccessTokens } from './access-tokens.ts';

export const TOKEN_START_MS = 1_790_000_000_000;
export const TOKEN_ISSUER = TEST_IDS.next();
export const TOKEN_OWNER = { userId: TEST_IDS.next(), sessionId: TEST_IDS.next() };
/** What every bad token ends in. */
export const ENDED = new EaselError('SESSION_ENDED');

/** One process; several share what they are given. */
export function startTokens({ clock = { ms: TOKEN_START_MS }, secrets = createMemorySecrets() } = {}) {
  const shared = { secrets, now: () => clock.ms, ids: TEST_IDS, randomBytes };
  const keys = createAccessTokenKeys(shared);
  return { clock, secrets, keys, tokens: createAccessTokens({ ...shared, keys, issuer: TOKEN_ISSUER }) };
}

/** The header or the payload of a token. */
export function decodePart(text: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}
