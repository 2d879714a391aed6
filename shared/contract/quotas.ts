/** What is left of the hourly quotas. */
import { type } from '@orpc/contract';
import { ON_THIS_COMPUTER, action } from './action.ts';

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

export const quotas = {
  status: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'quota.read', success: 'nobody' },
    surface: [...ON_THIS_COMPUTER, 'api'],
  }).output(type<readonly QuotaStatus[]>()),
};
