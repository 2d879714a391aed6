/** The token that lets one page in: good once, for a minute, and only until the next one is issued. */
import { isSameSecret, newSecret } from './secrets.ts';

export const LAUNCH_TOKEN_LIFE_MS = 60_000;

export interface LaunchToken {
  /** A new token; the one before stops working. */
  readonly issue: () => string;
  /** True once per token, while it lives. */
  readonly redeem: (token: string) => boolean;
}

export function createLaunchToken({ monotonic }: { readonly monotonic: () => number }): LaunchToken {
  let current: { readonly token: string; readonly endsAt: number } | null = null;
  return {
    issue: () => {
      current = { token: newSecret(), endsAt: monotonic() + LAUNCH_TOKEN_LIFE_MS };
      return current.token;
    },
    redeem: (token) => {
      if (current === null || monotonic() >= current.endsAt || !isSameSecret(token, current.token))
        return false;
      current = null;
      return true;
    },
  };
}
