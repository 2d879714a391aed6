/** Every setting of an installation: its meaning, its default, and when a change takes effect. Free of zod. */
import type { QuotaKey, QuotaRole, QuotaSetting } from '../quotas/quota.ts';

export interface SettingDefinition<Value> {
  readonly default: Value;
  /** `hot`: at once. `restart`: the next time the app starts. */
  readonly apply: 'hot' | 'restart';
  /** Shown and recorded only as "set". */
  readonly secret: boolean;
  /** Least role that may change it. */
  readonly minRole: 'USER' | 'ADMIN';
  readonly description: string;
}

export interface SettingValues extends Record<QuotaKey, QuotaSetting> {
  readonly 'engine.workers': number | 'auto';
  readonly 'engine.memoryMb': number;
  readonly 'engine.fileSeconds': number;
  readonly 'engine.recycleAfter': number;
  readonly 'limits.maxMegapixels': number;
  readonly 'limits.maxPages': number;
}

export type SettingKey = keyof SettingValues;

type Definitions = { readonly [Key in SettingKey]: SettingDefinition<SettingValues[Key]> };

export const SETTINGS: Definitions = {
  'quota.IMAGE_PROCESS.ANONYMOUS': quota('Images', 'ANONYMOUS', 'auto'),
  'quota.IMAGE_PROCESS.USER': quota('Images', 'USER', 100),
  'quota.IMAGE_PROCESS.PREMIUM': quota('Images', 'PREMIUM', 1_000),
  'quota.IMAGE_PROCESS.ADMIN': quota('Images', 'ADMIN', null),
  'quota.COPY_GENERATE.ANONYMOUS': quota('Texts', 'ANONYMOUS', 'auto'),
  'quota.COPY_GENERATE.USER': quota('Texts', 'USER', 50),
  'quota.COPY_GENERATE.PREMIUM': quota('Texts', 'PREMIUM', 500),
  'quota.COPY_GENERATE.ADMIN': quota('Texts', 'ADMIN', null),
  'quota.API_CALL.ANONYMOUS': quota('API calls', 'ANONYMOUS', 'auto'),
  'quota.API_CALL.USER': quota('API calls', 'USER', 1_000),
  'quota.API_CALL.PREMIUM': quota('API calls', 'PREMIUM', 10_000),
  'quota.API_CALL.ADMIN': quota('API calls', 'ADMIN', 100_000),
  'engine.workers': {
    default: 'auto',
    apply: 'restart',
    secret: false,
    minRole: 'ADMIN',
    description: 'Worker threads of the image engine; auto follows the number of processor cores.',
  },
  'engine.memoryMb': {
    default: 2_048,
    apply: 'restart',
    secret: false,
    minRole: 'ADMIN',
    description: 'Memory the image engine may hold before it is restarted, in MB.',
  },
  'engine.fileSeconds': {
    default: 30,
    apply: 'hot',
    secret: false,
    minRole: 'ADMIN',
    description: 'Longest time one file may take, in seconds.',
  },
  'engine.recycleAfter': {
    default: 500,
    apply: 'restart',
    secret: false,
    minRole: 'ADMIN',
    description: 'Images after which the image engine is restarted to give its memory back.',
  },
  'limits.maxMegapixels': {
    default: 150,
    apply: 'hot',
    secret: false,
    minRole: 'ADMIN',
    description: 'Largest image that is opened, in megapixels: width times height times frames.',
  },
  'limits.maxPages': {
    default: 500,
    apply: 'hot',
    secret: false,
    minRole: 'ADMIN',
    description: 'Most pages or frames a file that is opened may have.',
  },
};

export const SETTING_KEYS: readonly SettingKey[] = Object.keys(SETTINGS).filter(isSettingKey);

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

function quota(what: string, role: QuotaRole, standard: QuotaSetting): SettingDefinition<QuotaSetting> {
  const auto = role === 'ANONYMOUS' ? '; auto is no limit until an account exists, then as USER' : '';
  return {
    default: standard,
    apply: 'hot',
    secret: false,
    minRole: 'ADMIN',
    description: `${what} per hour for ${role}; null is no limit${auto}.`,
  };
}
