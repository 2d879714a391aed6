/** Presets people made; the built-in ones are files. */
import type { Kysely } from 'kysely';
import { createTable, isAtLeast, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'presets')
    .addColumn('id', 'text', required)
    // A user id, or 'device'.
    .addColumn('owner', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('category', 'text', required)
    .addColumn('body', types.json, required)
    .addColumn('version', 'integer', required)
    .addColumn('created_at', types.time, required)
    .addColumn('updated_at', types.time, required)
    .addColumn('deleted_at', types.time)
    .addPrimaryKeyConstraint('presets_pk', ['owner', 'id'])
    .addCheckConstraint('presets_version_check', isAtLeast('version', 1))
    .execute();
}
