/** How each person likes the interface, kept for the next start. */
import type { Kysely } from 'kysely';
import {
  DEFAULT_PREFERENCES,
  Preferences,
  type PreferenceValues,
} from '../../../shared/contract/preferences.ts';
import type { Database } from '../../db/database.types.ts';
import { readPreferences, type StoredPreference, writePreferences } from './preferences.repository.ts';

export interface PreferencesDeps {
  readonly db: Kysely<Database>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A change names what changes; what is undefined is not named. */
export type PreferencesChange = {
  readonly [Key in keyof PreferenceValues]?: PreferenceValues[Key] | undefined;
};

export interface PreferencesService {
  readonly get: (owner: string) => Promise<PreferenceValues>;
  readonly update: (owner: string, change: PreferencesChange) => Promise<PreferenceValues>;
}

const FOLDERS_KEPT = 100;

export function createPreferences({ db, now }: PreferencesDeps): PreferencesService {
  const get = async (owner: string) => currentValues(await readPreferences(db, owner));

  return {
    get,
    update: async (owner, change) => {
      const folders = change.folders && newestFolders(change.folders);
      const rows = Object.entries({ ...change, folders })
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => ({ subject: owner, key, value: JSON.stringify(value), updated_at: now() }));
      if (rows.length > 0) await writePreferences(db, rows);
      return get(owner);
    },
  };
}

/** Each folder once, as it was last used. */
function newestFolders(folders: PreferenceValues['folders']): PreferenceValues['folders'] {
  const lastUse = new Map(folders.map(({ path }, index) => [path, index]));
  return folders.filter(({ path }, index) => lastUse.get(path) === index).slice(-FOLDERS_KEPT);
}

/** A stored value that another version wrote and this one does not take gives way to the default, alone. */
function currentValues(stored: readonly StoredPreference[]): PreferenceValues {
  const texts = new Map(stored.map(({ key, value }) => [key, value]));
  const values = Object.entries(Preferences.shape).map(([key, schema]) => {
    const result = schema.safeParse(parseJson(texts.get(key)));
    // The keys of the defaults are those of the schema.
    return [key, result.success ? result.data : DEFAULT_PREFERENCES[key as keyof PreferenceValues]];
  });
  // Each value has passed the schema of its key or is the default of it.
  return Object.fromEntries(values) as PreferenceValues;
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
