/**
 * One quota unit per source file, reserved before its pixels are touched. Files with an outcome are never asked for
 * again when a job is resumed; a killed process loses at most the units of the files it had in work.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Failure, failure } from '../../../shared/errors.ts';
import type { QuotaHolder, Quotas } from '../quotas/quotas.service.ts';

export interface QuotaGate {
  /** Null when admitted; else why not. With waiting on, resolves only when admitted or aborted. */
  readonly reserve: (itemIndex: number, signal: AbortSignal) => Promise<Failure | null>;
  /** The work produced nothing: the unit goes back. */
  readonly release: (itemIndex: number) => Promise<void>;
  /** Gives back what was reserved ahead, and drops counts too old to matter. */
  readonly close: () => Promise<void>;
}

export interface QuotaGateDeps {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly quotas: Quotas;
  readonly holder: QuotaHolder;
  readonly formatTime: (epochMs: number) => string;
}

export interface QuotaGateOptions {
  /** Sleep until quota frees instead of leaving the rest for later. */
  readonly wait: boolean;
  /** The job sleeps until this time, epoch milliseconds. */
  readonly onSleep: (until: number, reason: Failure) => void;
}

/** Looks again this often while asleep: the limit may be raised, or another batch give units back. */
const NAP_MS = 5_000;
/** Without a limit units are only counted, so counting many ahead takes nothing from anybody. */
const UNLIMITED_AHEAD = 32;

export function createQuotaGate(deps: QuotaGateDeps, options: QuotaGateOptions): QuotaGate {
  const { holder, quotas } = deps;
  /** Units reserved and not used yet, and the bucket they came from. */
  let ahead = { units: 0, minute: 0 };
  /** The bucket of each unit that an item in work holds. */
  const held = new Map<number, number>();

  /** Null when the item has its unit; else when one frees, and the limit. */
  async function takeUnit(
    itemIndex: number,
  ): Promise<{ readonly freesAtMs: number | null; readonly limit: number } | null> {
    if (ahead.units === 0) {
      const limit = await quotas.limitFor(holder.role, 'IMAGE_PROCESS');
      const grant = await quotas.reserveImages(holder, limit === null ? UNLIMITED_AHEAD : 1);
      ahead = { units: grant.units, minute: grant.minute };
      if (grant.units === 0) return { freesAtMs: grant.freesAtMs, limit: grant.limit ?? 0 };
    }
    ahead = { ...ahead, units: ahead.units - 1 };
    held.set(itemIndex, ahead.minute);
    return null;
  }

  async function giveBack(units: number, minute: number): Promise<void> {
    if (units > 0) await quotas.release(holder, 'IMAGE_PROCESS', { minute, units });
  }

  return {
    reserve: async (itemIndex, signal) => {
      let told: number | null = null;
      while (!signal.aborted) {
        const refusal = await takeUnit(itemIndex);
        if (refusal === null) return null;
        const { freesAtMs, limit } = refusal;
        const at = freesAtMs === null ? 'no time: the limit allows none' : deps.formatTime(freesAtMs);
        const reason = failure('QUOTA_EXCEEDED', { limit, at });
        if (!options.wait || freesAtMs === null) return reason;
        if (told !== freesAtMs) options.onSleep(freesAtMs, reason);
        told = freesAtMs;
        const nap = Math.max(1, Math.min(freesAtMs - deps.now(), NAP_MS));
        await sleep(nap, undefined, { signal }).catch(() => undefined);
      }
      return failure('CANCELLED');
    },
    release: async (itemIndex) => {
      const minute = held.get(itemIndex);
      if (minute === undefined) return;
      held.delete(itemIndex);
      await giveBack(1, minute);
    },
    close: async () => {
      const { units, minute } = ahead;
      ahead = { units: 0, minute };
      await giveBack(units, minute);
      await quotas.prune();
    },
  };
}
