import { describe, expect, test } from 'vitest';
import { TEST_IDS } from '../audit/testing.ts';
import { OVERLAP_MS, REREAD_EVERY_MS, ROTATE_EVERY_MS } from './access-token-keys.ts';
import {
  decodePart,
  ENDED,
  TOKEN_START_MS as START,
  startTokens,
  TOKEN_ISSUER,
  TOKEN_OWNER as WHO,
} from './access-tokens.testing.ts';
import { authenticateBearer } from './bearer.ts';

const MINUTE = 60_000;

test('a token names its person and session for fifteen minutes, and half a minute for slow clocks', async () => {
  const { clock, tokens } = startTokens();
  const { token, expiresAt } = await tokens.issue(WHO);
  expect(expiresAt).toBe(START + 15 * MINUTE);
  expect(await tokens.verify(token)).toEqual(WHO);
  clock.ms = expiresAt + 29_000;
  expect(await tokens.verify(token)).toEqual(WHO);
  clock.ms = expiresAt + 31_000;
  await expect(tokens.verify(token)).rejects.toEqual(ENDED);
  clock.ms = START - 29_000;
  expect(await tokens.verify(token)).toEqual(WHO);
  clock.ms = START - 31_000;
  await expect(tokens.verify(token)).rejects.toEqual(ENDED);
});

test('a token holds what it must and nothing about the person', async () => {
  const { keys, tokens } = startTokens();
  const { token } = await tokens.issue(WHO);
  const [header = '', payload = ''] = token.split('.');
  expect(decodePart(header)).toEqual({ alg: 'HS256', typ: 'at+jwt', kid: (await keys.current()).kid });
  expect(decodePart(payload)).toEqual({
    iss: TOKEN_ISSUER,
    aud: 'local',
    sub: WHO.userId,
    sid: WHO.sessionId,
    jti: expect.any(String),
    iat: START / 1000,
    exp: START / 1000 + 900,
  });
});

describe('keys', () => {
  test('change every thirty days, and tokens of the one before stay good to their end', async () => {
    const { clock, keys, tokens } = startTokens();
    const first = (await keys.current()).kid;
    clock.ms += ROTATE_EVERY_MS - 1;
    const { token } = await tokens.issue(WHO);
    expect((await keys.current()).kid).toBe(first);
    clock.ms += 1;
    const next = await tokens.issue(WHO);
    expect((await keys.current()).kid).not.toBe(first);
    clock.ms += 14 * MINUTE;
    expect(await tokens.verify(token)).toEqual(WHO);
    expect(await tokens.verify(next.token)).toEqual(WHO);
    clock.ms += OVERLAP_MS;
    expect(await keys.find(first)).toBeNull();
  });

  test('of other processes are found as soon as they are needed', async () => {
    const { keys, tokens, ...shared } = startTokens();
    const { clock } = shared;
    const other = startTokens(shared);
    const [mine, theirs] = [await tokens.issue(WHO), await other.tokens.issue(WHO)];
    expect(await tokens.verify(theirs.token)).toEqual(WHO);
    expect(await other.tokens.verify(mine.token)).toEqual(WHO);
    await other.keys.rotate();
    clock.ms += 2_000;
    const { token } = await other.tokens.issue(WHO);
    expect(await tokens.verify(token)).toEqual(WHO);
    clock.ms += REREAD_EVERY_MS;
    expect((await keys.current()).kid).toBe((await other.keys.current()).kid);
  });

  test('made at once by several processes are one', async () => {
    const { clock, secrets } = startTokens();
    const shared = { clock, secrets };
    const processes = Array.from({ length: 5 }, () => startTokens(shared));
    const made = await Promise.all(processes.map((one) => one.tokens.issue(WHO)));
    for (const { token } of made) {
      for (const one of processes) expect(await one.tokens.verify(token)).toEqual(WHO);
    }
  });

  test('are looked for in the store at most once a second, whatever tokens name', async () => {
    let reads = 0;
    const { secrets } = startTokens();
    const counting = async (name: string) => {
      reads += 1;
      return await secrets.get(name);
    };
    const { keys } = startTokens({ secrets: { ...secrets, get: counting } });
    await keys.current();
    for (let at = 0; at < 100; at += 1) expect(await keys.find(TEST_IDS.next())).toBeNull();
    expect(reads).toBe(1);
  });

  test('that cannot be read are replaced: tokens end, and new ones are good', async () => {
    const { secrets, tokens, clock } = startTokens();
    const { token } = await tokens.issue(WHO);
    await secrets.set('access-token-keys', 'not a list of keys');
    const restarted = startTokens({ secrets, clock }).tokens;
    await expect(restarted.verify(token)).rejects.toEqual(ENDED);
    expect(await restarted.verify((await restarted.issue(WHO)).token)).toEqual(WHO);
  });
});

describe('a bearer', () => {
  const { tokens } = startTokens();
  const signedIn = { ...WHO, role: 'USER', mustChangePassword: false } as const;
  const authenticate = (found: typeof signedIn | null, token: string) =>
    authenticateBearer({ accessTokens: tokens, sessions: { authenticate: async () => found } }, token);

  test('is who the session says, while it is good and theirs', async () => {
    const { token } = await tokens.issue(WHO);
    expect(await authenticate(signedIn, token)).toEqual(signedIn);
    await expect(authenticate(null, token)).rejects.toEqual(ENDED);
    const { token: other } = await tokens.issue({ ...WHO, userId: TEST_IDS.next() });
    await expect(authenticate(signedIn, other)).rejects.toEqual(ENDED);
    await expect(authenticate(signedIn, 'x')).rejects.toEqual(ENDED);
  });
});
