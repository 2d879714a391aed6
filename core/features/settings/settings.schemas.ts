/** What each setting may be. Apart from the registry, so that zod is only loaded when a value has to be checked. */
import { z } from 'zod';
import type { SettingKey } from './settings.registry.ts';

/** Above what one subject can use in an hour, and within a 32-bit column. */
const MOST_UNITS = 1_000_000_000;

const units = z.int().min(0).max(MOST_UNITS);
const quota = units.nullable();
const anonymousQuota = z.union([units, z.null(), z.literal('auto')], {
  error: 'use a whole number of at least 0, null for no limit, or auto',
});

export const SETTING_SCHEMAS: Readonly<Record<SettingKey, z.ZodType>> = {
  'quota.IMAGE_PROCESS.ANONYMOUS': anonymousQuota,
  'quota.IMAGE_PROCESS.USER': quota,
  'quota.IMAGE_PROCESS.PREMIUM': quota,
  'quota.IMAGE_PROCESS.ADMIN': quota,
  'quota.COPY_GENERATE.ANONYMOUS': anonymousQuota,
  'quota.COPY_GENERATE.USER': quota,
  'quota.COPY_GENERATE.PREMIUM': quota,
  'quota.COPY_GENERATE.ADMIN': quota,
  'quota.API_CALL.ANONYMOUS': anonymousQuota,
  'quota.API_CALL.USER': quota,
  'quota.API_CALL.PREMIUM': quota,
  'quota.API_CALL.ADMIN': quota,
  'engine.workers': z.union([z.int().min(1).max(64), z.literal('auto')], {
    error: 'use a whole number from 1 to 64, or auto',
  }),
  'engine.memoryMb': z.int().min(256).max(1_048_576),
  'engine.fileSeconds': z.int().min(1).max(3_600),
  'engine.recycleAfter': z.int().min(1).max(1_000_000),
  'limits.maxMegapixels': z.int().min(1).max(10_000),
  'limits.maxPages': z.int().min(1).max(100_000),
};
