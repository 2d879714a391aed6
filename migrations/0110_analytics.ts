/** Daily sums for the dashboards, kept up in the same transaction as the history. */
import type { Kysely } from 'kysely';
import { createTable, fromZero, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'analytics_daily', { withoutRowid: true })
    // YYYY-MM-DD, UTC.
    .addColumn('day', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('preset_id', 'text', required)
    .addColumn('format', 'text', required)
    .addColumn('outcome', 'text', required)
    .addColumn('count', types.int64, fromZero)
    .addColumn('bytes_in', types.int64, fromZero)
    .addColumn('bytes_out', types.int64, fromZero)
    .addColumn('pixels', types.int64, fromZero)
    .addColumn('ms_total', types.int64, fromZero)
    .addPrimaryKeyConstraint('analytics_daily_pk', ['day', 'subject', 'preset_id', 'format', 'outcome'])
    .execute();
}
