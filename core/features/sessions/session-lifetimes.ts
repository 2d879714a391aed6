/** How long a session lasts, in milliseconds: without use, and at all. */
import type { Role } from '../accounts/account.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface SessionLifetime {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

const USUAL: SessionLifetime = { idleMs: 12 * HOUR, absoluteMs: 30 * DAY };

export const SESSION_LIFETIMES: Readonly<Record<Role, SessionLifetime>> = {
  USER: USUAL,
  PREMIUM: USUAL,
  ADMIN: { idleMs: 8 * HOUR, absoluteMs: 24 * HOUR },
};

/** Use is written down at most this often. */
export const SEEN_EVERY_MS = 60_000;
/** A client whose answer got lost can ask again with the previous token for this long. */
export const RETRY_MS = 60_000;
