/** SQL of the preferences: one row per person and key. */
import type { Insertable, Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';

type Db = Kysely<Database>;

export interface StoredPreference {
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

export function readPreferences(db: Db, subject: string): Promise<readonly StoredPreference[]> {
  return db.selectFrom('user_preferences').select(['key', 'value']).where('subject', '=', subject).execute();
}

/** Other keys stay as they are. At least one row. */
export async function writePreferences(
  db: Db,
  rows: readonly Insertable<Database['user_preferences']>[],
): Promise<void> {
  await db
    .insertInto('user_preferences')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['subject', 'key']).doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute();
}
