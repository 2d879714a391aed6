/** Hourly limits by role, from the settings, and what is left of them. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import {
  type QuotaAction,
  type QuotaKey,
  type QuotaLimit,
  type QuotaRole,
  type QuotaSetting,
  quotaKey,
} from './quota.ts';
import { hasAccounts, latestMinute } from './quotas.repository.ts';
import { admitUpTo, peek, pruneBuckets, type QuotaAnswer, release, reserve } from './reservations.ts';
import { MINUTE_MS } from './window.ts';

export interface QuotasDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds that no clock change moves. */
  readonly mono: () => number;
  /** The settings service, of which only the quota keys are asked. */
  readonly settings: { readonly get: (key: QuotaKey) => Promise<QuotaSetting> };
}

export interface QuotaHolder {
  /** User id, key id, or the installation for anonymous use. */
  readonly subject: string;
  readonly role: QuotaRole;
}

export interface QuotaStatus {
  readonly limit: QuotaLimit;
  readonly used: number;
  /** Null when there is no limit. */
  readonly remaining: number | null;
  /** Wall time at which more becomes free; null when nothing was refused, or nothing ever fits. */
  readonly freesAtMs: number | null;
}

export interface QuotaGrant extends QuotaStatus {
  /** Units that may be used now. */
  readonly units: number;
  /** For giving them back. */
  readonly minute: number;
}

export interface Quotas {
  readonly limitFor: (role: QuotaRole, action: QuotaAction) => Promise<QuotaLimit>;
  /** As many of `count` images as fit now; the rest waits until `freesAtMs`. */
  readonly reserveImages: (holder: QuotaHolder, count: number) => Promise<QuotaGrant>;
  /** All or nothing. */
  readonly reserve: (
    holder: QuotaHolder,
    action: QuotaAction,
    cost: number,
  ) => Promise<QuotaGrant & { readonly admitted: boolean }>;
  /** Gives back units whose work never started. */
  readonly release: (
    holder: Pick<QuotaHolder, 'subject'>,
    action: QuotaAction,
    given: { readonly minute: number; readonly units: number },
  ) => Promise<void>;
  readonly status: (holder: QuotaHolder, action: QuotaAction) => Promise<QuotaStatus>;
  /** Drops buckets that count nowhere any more. */
  readonly prune: () => Promise<void>;
}

export async function createQuotas({ db, now, mono, settings }: QuotasDeps): Promise<Quotas> {
  const clock = await createQuotaClock({ db, now, mono });

  async function limitFor(role: QuotaRole, action: QuotaAction): Promise<QuotaLimit> {
    const setting = await settings.get(quotaKey(action, role));
    if (setting !== 'auto') return setting;
    if (role !== 'ANONYMOUS' || !(await hasAccounts(db))) return null;
    return await limitFor('USER', action);
  }

  async function question(holder: QuotaHolder, action: QuotaAction, cost: number) {
    const limit = await limitFor(holder.role, action);
    return { subject: holder.subject, action, cost, limit, nowMs: clock() };
  }

  function toWallTime<T extends QuotaAnswer>(answer: T, asked: { limit: QuotaLimit; nowMs: number }) {
    const { freesAtMs } = answer;
    return {
      ...answer,
      limit: asked.limit,
      freesAtMs: freesAtMs === null ? null : now() + Math.max(0, freesAtMs - asked.nowMs),
    };
  }

  return {
    limitFor,
    reserveImages: async (holder, count) => {
      const asked = await question(holder, 'IMAGE_PROCESS', count);
      return toWallTime(await admitUpTo(db, asked), asked);
    },
    reserve: async (holder, action, cost) => {
      const asked = await question(holder, action, cost);
      return toWallTime(await reserve(db, asked), asked);
    },
    release: async ({ subject }, action, { minute, units }) => {
      await release(db, { subject, action, minute, cost: units });
    },
    status: async (holder, action) => {
      const asked = await question(holder, action, 1);
      return toWallTime(await peek(db, asked), asked);
    },
    prune: async () => await pruneBuckets(db, clock()),
  };
}

/**
 * Starts no earlier than anything was ever counted at and goes on with the monotonic clock. So setting the clock back
 * gains nothing, and a clock that was once years ahead only holds what is left of an hour, not years.
 */
async function createQuotaClock({ db, now, mono }: Omit<QuotasDeps, 'settings'>): Promise<() => number> {
  const startedAt = mono();
  const lastSeen = ((await latestMinute(db)) ?? 0) * MINUTE_MS;
  const start = Math.max(now(), lastSeen);
  return () => Math.max(now(), start + Math.floor(mono() - startedAt));
}
