/** Presets people made, in SQL. A deleted one leaves its row behind, and its id free to take again. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';

type Db = Kysely<Database>;

/** The parts of a preset that the table keeps apart, and the whole as JSON. */
export interface PresetValues {
  readonly owner: string;
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface PresetKey {
  readonly owner: string;
  readonly id: string;
}

export interface PresetRow {
  readonly id: string;
  readonly body: string;
  readonly version: number;
  readonly updated_at: number;
}

const ROW = ['id', 'body', 'version', 'updated_at'] as const;

export function listPresets(db: Db, { owner }: { readonly owner: string }): Promise<PresetRow[]> {
  return db
    .selectFrom('presets')
    .select(ROW)
    .where('owner', '=', owner)
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export function findPreset(db: Db, { owner, id }: PresetKey): Promise<PresetRow | undefined> {
  return db
    .selectFrom('presets')
    .select(ROW)
    .where('owner', '=', owner)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** Undefined when the id is taken. A deleted preset's row is used again and its version goes on. */
export function insertPreset(db: Db, values: PresetValues): Promise<PresetRow | undefined> {
  const { owner, id, name, category, body, now } = values;
  return db
    .insertInto('presets')
    .values({
      owner,
      id,
      name,
      category,
      body,
      version: 1,
      created_at: now,
      updated_at: now,
      deleted_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['owner', 'id'])
        .doUpdateSet((eb) => ({
          name,
          category,
          body,
          version: eb('presets.version', '+', 1),
          created_at: now,
          updated_at: now,
          deleted_at: null,
        }))
        .where('presets.deleted_at', 'is not', null),
    )
    .returning(ROW)
    .executeTakeFirst();
}

/** Undefined when there is no such preset. */
export function updatePreset(db: Db, values: PresetValues): Promise<PresetRow | undefined> {
  const { owner, id, name, category, body, now } = values;
  return db
    .updateTable('presets')
    .set((eb) => ({ name, category, body, version: eb('version', '+', 1), updated_at: now }))
    .where('owner', '=', owner)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning(ROW)
    .executeTakeFirst();
}

/** False when there is no such preset. */
export async function softDeletePreset(
  db: Db,
  { owner, id, now }: PresetKey & { readonly now: number },
): Promise<boolean> {
  const row = await db
    .updateTable('presets')
    .set({ deleted_at: now, updated_at: now })
    .where('owner', '=', owner)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Undefined when there is no deleted preset of this id. */
export function undeletePreset(
  db: Db,
  { owner, id, now }: PresetKey & { readonly now: number },
): Promise<PresetRow | undefined> {
  return db
    .updateTable('presets')
    .set({ deleted_at: null, updated_at: now })
    .where('owner', '=', owner)
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .returning(ROW)
    .executeTakeFirst();
}
