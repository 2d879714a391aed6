/** Settings of the installation with their history, and preferences of each person. */
import { type Kysely, sql } from 'kysely';
import { createTable, isAtLeast, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'system_settings')
    .addColumn('key', 'text', required)
    .addColumn('value', types.json, required)
    .addColumn('version', 'integer', required)
    .addColumn('updated_by', types.id)
    .addColumn('updated_at', types.time, required)
    .addPrimaryKeyConstraint('system_settings_pk', ['key'])
    .addCheckConstraint('system_settings_version_check', isAtLeast('version', 1))
    .execute();

  await createTable(db, ctx, 'settings_history')
    .addColumn('id', types.id, required)
    .addColumn('key', 'text', required)
    .addColumn('version', 'integer', required)
    .addColumn('old_value', types.json)
    .addColumn('new_value', types.json)
    .addColumn('changed_by', types.id)
    .addColumn('changed_at', types.time, required)
    .addPrimaryKeyConstraint('settings_history_pk', ['id'])
    .execute();
  await db.schema
    .createIndex('settings_history_key_idx')
    .on('settings_history')
    .columns(['key', 'version'])
    .execute();

  await createTable(db, ctx, 'settings_meta')
    .addColumn('id', 'integer', required)
    .addColumn('version', 'integer', required)
    .addPrimaryKeyConstraint('settings_meta_pk', ['id'])
    .addCheckConstraint('settings_meta_single_row_check', sql`id = 1`)
    .execute();
  await sql`insert into settings_meta (id, version) values (1, 0)`.execute(db);

  await createTable(db, ctx, 'user_preferences', { withoutRowid: true })
    // A user id, or 'device' for whoever sits here without an account.
    .addColumn('subject', 'text', required)
    .addColumn('key', 'text', required)
    .addColumn('value', types.json, required)
    .addColumn('updated_at', types.time, required)
    .addPrimaryKeyConstraint('user_preferences_pk', ['subject', 'key'])
    .execute();
}
