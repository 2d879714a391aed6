/** SQL of the settings: what was changed, the history of it, and one version over all. */
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/database.types.ts';

export type SettingRow = Selectable<Database['system_settings']>;
export type SettingHistoryRow = Selectable<Database['settings_history']>;

export async function readVersion(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('settings_meta').select('version').executeTakeFirst();
  return row?.version ?? 0;
}

/** Also keeps other changes waiting until the transaction ends. */
export async function nextVersion(trx: Kysely<Database>): Promise<number> {
  const row = await trx
    .updateTable('settings_meta')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}

export async function readSettings(db: Kysely<Database>): Promise<SettingRow[]> {
  return await db.selectFrom('system_settings').selectAll().execute();
}

export async function readSetting(db: Kysely<Database>, key: string): Promise<SettingRow | undefined> {
  return await db.selectFrom('system_settings').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function upsertSetting(
  trx: Kysely<Database>,
  setting: Insertable<Database['system_settings']>,
): Promise<void> {
  await trx
    .insertInto('system_settings')
    .values(setting)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        version: eb.ref('excluded.version'),
        updated_by: eb.ref('excluded.updated_by'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute();
}

export async function deleteSetting(trx: Kysely<Database>, key: string): Promise<void> {
  await trx.deleteFrom('system_settings').where('key', '=', key).execute();
}

export async function insertHistory(
  trx: Kysely<Database>,
  entry: Insertable<Database['settings_history']>,
): Promise<void> {
  await trx.insertInto('settings_history').values(entry).execute();
}

export async function readHistory(db: Kysely<Database>, key: string): Promise<SettingHistoryRow[]> {
  return await db
    .selectFrom('settings_history')
    .selectAll()
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .execute();
}
