/** Settings of this installation, for everybody who uses it. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import { action, ON_THIS_COMPUTER } from './action.ts';

export interface ListedSetting {
  readonly key: string;
  /** A secret shows as null. */
  readonly value: unknown;
  readonly default: unknown;
  /** False while the default holds. */
  readonly changed: boolean;
  /** `hot`: a change holds at once. `restart`: the next time the app starts. */
  readonly apply: 'hot' | 'restart';
  readonly secret: boolean;
  readonly minRole: 'USER' | 'ADMIN';
  readonly description: string;
}

const SettingRef = z.strictObject({ key: z.string().min(1).max(100) });

const change = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'settings.changed', success: 'service' },
  surface: ON_THIS_COMPUTER,
});

export const settings = {
  list: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'settings.read', success: 'call' },
    surface: ON_THIS_COMPUTER,
  }).output(type<readonly ListedSetting[]>()),
  set: change.input(SettingRef.extend({ value: z.json() })).output(type<ListedSetting>()),
  /** Back to the default. */
  reset: change.input(SettingRef).output(type<ListedSetting>()),
};
