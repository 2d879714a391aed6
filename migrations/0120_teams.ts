/** Server: teams and who belongs to them. */
import type { Kysely } from 'kysely';
import { createTable, fromZero, isOneOf, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'teams')
    .addColumn('id', types.id, required)
    .addColumn('name', 'text', required)
    .addColumn('status', 'text', required)
    // Version of the signed policy that devices pull.
    .addColumn('policy_version', 'integer', fromZero)
    .addColumn('created_at', types.time, required)
    .addColumn('updated_at', types.time, required)
    .addPrimaryKeyConstraint('teams_pk', ['id'])
    .addCheckConstraint('teams_status_check', isOneOf('status', ['active', 'disabled', 'deleted']))
    .execute();
  await createTable(db, ctx, 'team_members')
    .addColumn('team_id', types.id, required)
    .addColumn('user_id', types.id, required)
    .addColumn('role', 'text', required)
    .addColumn('joined_at', types.time, required)
    .addPrimaryKeyConstraint('team_members_pk', ['team_id', 'user_id'])
    .addForeignKeyConstraint('team_members_team_fk', ['team_id'], 'teams', ['id'], (fk) =>
      fk.onDelete('cascade'),
    )
    .addForeignKeyConstraint('team_members_user_fk', ['user_id'], 'users', ['id'], (fk) =>
      fk.onDelete('cascade'),
    )
    .addCheckConstraint('team_members_role_check', isOneOf('role', ['USER', 'PREMIUM', 'ADMIN']))
    .execute();
  await db.schema.createIndex('team_members_user_idx').on('team_members').column('user_id').execute();
}
