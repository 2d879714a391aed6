/** What is left of the hourly quotas. */
import { eventIterator, type } from '@orpc/contract';
import { action, ON_THIS_COMPUTER } from './action.ts';

export interface QuotaStatus {
  readonly action: 'IMAGE_PROCESS' | 'COPY_GENERATE' | 'API_CALL';
  /** Units per hour; null: counted only. */
  readonly limit: number | null;
  readonly used: number;
  /** null: no limit. */
  readonly remaining: number | null;
  /** When the next unit frees, epoch milliseconds; null when nothing is used. */
  readonly freesAtMs: number | null;
}

const read = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'quota.read', success: 'call' },
  surface: [...ON_THIS_COMPUTER, 'api'],
});

export const quotas = {
  status: read.output(type<readonly QuotaStatus[]>()),
  /** The same now, and again whenever it changes. */
  watch: read.output(eventIterator(type<readonly QuotaStatus[]>())),
};
