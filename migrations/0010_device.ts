/** This installation: one row, made on the first start. */
import { type Kysely, sql } from 'kysely';
import { createTable, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'device')
    .addColumn('id', types.id, required)
    .addColumn('install_id', types.id, required)
    .addColumn('created_at', types.time, required)
    .addPrimaryKeyConstraint('device_pk', ['id'])
    .execute();
  // Two processes may start at once on a new folder; the second must find the first one's row.
  await db.schema.createIndex('device_single_row').unique().on('device').expression(sql`(1)`).execute();
}
