/** Settings as the rest of the app sees them: checked, versioned, recorded, and current in every process. */
import type { Kysely } from 'kysely';
import type { ListedSetting } from '../../../shared/contract/settings.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Caller } from '../../caller.ts';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';
import type { JsonObject } from '../../ledger/canonical.ts';
import type { AuditEvent, AuditLog } from '../audit/audit.service.ts';
import {
  isSettingKey,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  type SettingValues,
} from './settings.registry.ts';
import {
  deleteSetting,
  insertHistory,
  nextVersion,
  readHistory,
  readSetting,
  readSettings,
  readVersion,
  type SettingHistoryRow,
  type SettingRow,
  upsertSetting,
} from './settings.repository.ts';

export interface SettingsDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly ids: Ids;
  readonly audit: AuditLog;
}

export interface SettingsSnapshot {
  /** Rises with every change of any setting. */
  readonly version: number;
  readonly values: Readonly<SettingValues>;
}

export interface Settings {
  /** Re-reads only when some process changed something since. */
  readonly snapshot: () => Promise<SettingsSnapshot>;
  readonly get: <Key extends SettingKey>(key: Key) => Promise<SettingValues[Key]>;
  readonly list: () => Promise<ListedSetting[]>;
  /** SETTING_UNKNOWN or SETTING_INVALID; nothing is written then. */
  readonly set: (key: string, value: unknown, caller: Caller) => Promise<ListedSetting>;
  /** Back to the default. */
  readonly reset: (key: string, caller: Caller) => Promise<ListedSetting>;
  readonly history: (key: string) => Promise<SettingHistoryRow[]>;
}

export function createSettings({ db, now, ids, audit }: SettingsDeps): Settings {
  let known: SettingsSnapshot | null = null;

  async function snapshot(): Promise<SettingsSnapshot> {
    // The version is read first: a change in between is then read again next time, never missed.
    const version = await readVersion(db);
    if (known === null || known.version !== version) {
      known = { version, values: await currentValues(await readSettings(db)) };
    }
    return known;
  }

  async function change(key: SettingKey, newValue: string | null, caller: Caller): Promise<ListedSetting> {
    await db.transaction().execute(async (trx) => {
      const version = await nextVersion(trx);
      const oldValue = (await readSetting(trx, key))?.value ?? null;
      const at = now();
      if (newValue === null) await deleteSetting(trx, key);
      else {
        await upsertSetting(trx, {
          key,
          value: newValue,
          version,
          updated_by: caller.userId,
          updated_at: at,
        });
      }
      const shown = SETTINGS[key].secret ? redacted : (value: string | null) => value;
      const change = { old_value: shown(oldValue), new_value: shown(newValue) };
      await insertHistory(trx, {
        id: ids.next(),
        key,
        version,
        ...change,
        changed_by: caller.userId,
        changed_at: at,
      });
      await audit.append(trx, [changedEvent(key, { version, ...change }, caller)]);
    });
    return listed(key, (await snapshot()).values, newValue !== null);
  }

  return {
    snapshot,
    get: async (key) => (await snapshot()).values[key],
    list: async () => {
      const stored = new Set((await readSettings(db)).map((row) => row.key));
      const { values } = await snapshot();
      return SETTING_KEYS.map((key) => listed(key, values, stored.has(key)));
    },
    set: async (key, value, caller) => {
      const checked = await check(knownKey(key), value);
      return await change(knownKey(key), JSON.stringify(checked), caller);
    },
    reset: async (key, caller) => await change(knownKey(key), null, caller),
    history: async (key) => await readHistory(db, knownKey(key)),
  };
}

function listed(key: SettingKey, values: Readonly<SettingValues>, changed: boolean): ListedSetting {
  return { ...SETTINGS[key], key, value: SETTINGS[key].secret ? null : values[key], changed };
}

function knownKey(key: string): SettingKey {
  if (!isSettingKey(key)) throw new EaselError('SETTING_UNKNOWN', { key });
  return key;
}

async function check(key: SettingKey, value: unknown): Promise<unknown> {
  const { SETTING_SCHEMAS } = await import('./settings.schemas.ts');
  const result = SETTING_SCHEMAS[key].safeParse(value);
  if (result.success) return result.data;
  const shown = SETTINGS[key].secret ? 'that' : (JSON.stringify(value) ?? String(value));
  const reason = result.error.issues.map((issue) => issue.message).join('; ');
  throw new EaselError('SETTING_INVALID', { key, value: shown, reason });
}

/** Keys of a newer version are kept but ignored; a value that no longer passes gives way to the default. */
async function currentValues(rows: readonly SettingRow[]): Promise<SettingValues> {
  const values: Record<SettingKey, unknown> = defaultValues();
  const stored = rows.filter((row): row is SettingRow & { key: SettingKey } => isSettingKey(row.key));
  if (stored.length > 0) {
    const { SETTING_SCHEMAS } = await import('./settings.schemas.ts');
    for (const { key, value } of stored) {
      const result = SETTING_SCHEMAS[key].safeParse(parseJson(value));
      if (result.success) values[key] = result.data;
    }
  }
  // Each value is a default of its key or has passed the schema of its key.
  return Object.freeze(values) as unknown as SettingValues;
}

function defaultValues(): SettingValues {
  const pairs = SETTING_KEYS.map((key) => [key, SETTINGS[key].default]);
  return Object.fromEntries(pairs) as SettingValues;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function redacted(value: string | null): string | null {
  return value === null ? null : '"(secret)"';
}

function changedEvent(key: SettingKey, data: JsonObject, caller: Caller): AuditEvent {
  return {
    action: 'settings.changed',
    outcome: 'success',
    actor: caller.actor,
    surface: caller.surface,
    resourceId: key,
    requestId: caller.requestId,
    reason: null,
    detail: { subject: null, data },
  };
}
