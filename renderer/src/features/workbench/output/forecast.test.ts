/** The sentence above Start is true: quota, names and collisions. */
import { describe, expect, it } from 'vitest';
import type { QuotaStatus } from '../../../../../shared/contract/quotas.ts';
import type { PlannedReport } from '../../../../../shared/job.ts';
import { namesForecast, quotaForecast } from './forecast.ts';

const quota = (remaining: number | null): QuotaStatus => ({
  action: 'IMAGE_PROCESS',
  limit: remaining === null ? null : 100,
  used: 12,
  remaining,
  freesAtMs: 1000,
});

describe('quota', () => {
  it('says nothing while everything fits, or nothing is limited', () => {
    expect(quotaForecast(88, [quota(88)])).toBeNull();
    expect(quotaForecast(88, [quota(null)])).toBeNull();
    expect(quotaForecast(88, [])).toBeNull();
  });

  it('says how many run now, and when the rest does', () => {
    expect(quotaForecast(312, [quota(88)])).toEqual({ now: 88, restAt: 1000 });
  });
});

const planned = (path: string | null, action: 'write' | 'replace' | 'skip' | 'fail'): PlannedReport => ({
  type: 'plan',
  input: '/in.jpg',
  outputs: [
    {
      preset: 'p',
      variant: '',
      path,
      format: 'webp',
      width: 1,
      height: 1,
      action,
      ...(action === 'fail' ? { error: { code: 'OUTPUT_IS_SOURCE' as const, message: 'x' } } : {}),
    },
  ],
});

it('counts what happens to names and shows the first of them', () => {
  const forecast = namesForecast([
    planned('/out/a.webp', 'write'),
    planned('/out/b.webp', 'replace'),
    planned('/out/c.webp', 'skip'),
    planned(null, 'fail'),
  ]);
  expect(forecast).toMatchObject({ outputs: 4, replaced: 1, skipped: 1, failing: 1 });
  expect(forecast.failure?.code).toBe('OUTPUT_IS_SOURCE');
  expect(forecast.examples).toEqual(['/out/a.webp', '/out/b.webp', '/out/c.webp']);
});
