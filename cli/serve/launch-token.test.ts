/** A launch token is good once, for a minute, until the next one. */
import { describe, expect, it } from 'vitest';
import { createLaunchToken, LAUNCH_TOKEN_LIFE_MS } from './launch-token.ts';

function createClock() {
  let ms = 1_000;
  return {
    monotonic: () => ms,
    pass: (by: number) => {
      ms += by;
    },
  };
}

describe('launch tokens', () => {
  it('are 256 random bits', () => {
    const launch = createLaunchToken(createClock());
    const tokens = Array.from({ length: 100 }, () => launch.issue());
    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('work once', () => {
    const launch = createLaunchToken(createClock());
    const token = launch.issue();
    expect(launch.redeem(token)).toBe(true);
    expect(launch.redeem(token)).toBe(false);
  });

  it('live for a minute', () => {
    const clock = createClock();
    const launch = createLaunchToken(clock);
    const first = launch.issue();
    clock.pass(LAUNCH_TOKEN_LIFE_MS - 1);
    expect(launch.redeem(first)).toBe(true);
    const second = launch.issue();
    clock.pass(LAUNCH_TOKEN_LIFE_MS);
    expect(launch.redeem(second)).toBe(false);
  });

  it('end with the next one', () => {
    const launch = createLaunchToken(createClock());
    const first = launch.issue();
    const second = launch.issue();
    expect(launch.redeem(first)).toBe(false);
    expect(launch.redeem(second)).toBe(true);
  });

  it('survive wrong guesses, and nothing is good before the first', () => {
    const launch = createLaunchToken(createClock());
    expect(launch.redeem('')).toBe(false);
    const token = launch.issue();
    for (const guess of ['', 'A'.repeat(43), token.slice(1), `${token}x`, token.toUpperCase()]) {
      expect(launch.redeem(guess)).toBe(false);
    }
    expect(launch.redeem(token)).toBe(true);
  });
});
