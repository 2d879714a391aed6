/** People, how they sign in, and the keys and codes they hold. */
import type { Kysely } from 'kysely';
import { createTable, fromZero, isAtLeast, isBool, isOneOf, required } from './ddl.ts';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  await createUsers(db, ctx);
  await createSessions(db, ctx);
  await createApiKeys(db, ctx);
  await createRecoveryCodes(db, ctx);
  await createLoginGuards(db, ctx);
}

async function createUsers(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'users')
    .addColumn('id', types.id, required)
    .addColumn('email', 'text', required)
    // Lower-case NFC of `email`: what makes two addresses the same.
    .addColumn('email_key', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('status', 'text', required)
    .addColumn('password_hash', 'text', required)
    .addColumn('password_scheme', 'text', required)
    .addColumn('session_epoch', 'integer', fromZero)
    .addColumn('must_change_password', types.bool, fromZero)
    .addColumn('created_at', types.time, required)
    .addColumn('updated_at', types.time, required)
    .addColumn('last_login_at', types.time)
    .addPrimaryKeyConstraint('users_pk', ['id'])
    .addCheckConstraint('users_role_check', isOneOf('role', ['USER', 'PREMIUM', 'ADMIN']))
    .addCheckConstraint('users_status_check', isOneOf('status', ['active', 'disabled', 'deleted']))
    .addCheckConstraint('users_must_change_password_check', isBool('must_change_password'))
    .execute();
  await db.schema.createIndex('users_email_key_unique').unique().on('users').column('email_key').execute();
}

async function createSessions(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'sessions')
    .addColumn('id', types.id, required)
    .addColumn('user_id', types.id, required)
    .addColumn('family_id', types.id, required)
    .addColumn('refresh_hash', 'text', required)
    .addColumn('prev_hash', 'text')
    .addColumn('prev_valid_until', types.time)
    .addColumn('epoch', 'integer', required)
    .addColumn('surface', 'text', required)
    .addColumn('device_id', types.id)
    .addColumn('created_at', types.time, required)
    .addColumn('last_seen_at', types.time, required)
    .addColumn('idle_expires_at', types.time, required)
    .addColumn('expires_at', types.time, required)
    .addColumn('revoked_at', types.time)
    .addColumn('revoked_reason', 'text')
    .addPrimaryKeyConstraint('sessions_pk', ['id'])
    .addForeignKeyConstraint('sessions_user_fk', ['user_id'], 'users', ['id'], (fk) => fk.onDelete('cascade'))
    .execute();
  await db.schema
    .createIndex('sessions_refresh_hash_unique')
    .unique()
    .on('sessions')
    .column('refresh_hash')
    .execute();
  await db.schema.createIndex('sessions_prev_hash_idx').on('sessions').column('prev_hash').execute();
  await db.schema.createIndex('sessions_user_idx').on('sessions').column('user_id').execute();
  await db.schema.createIndex('sessions_family_idx').on('sessions').column('family_id').execute();
}

async function createApiKeys(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'api_keys')
    .addColumn('id', types.id, required)
    .addColumn('user_id', types.id, required)
    .addColumn('name', 'text', required)
    .addColumn('secret_hash', 'text', required)
    .addColumn('last4', 'text', required)
    .addColumn('scopes', types.json, required)
    .addColumn('created_at', types.time, required)
    .addColumn('expires_at', types.time, required)
    .addColumn('last_used_at', types.time)
    .addColumn('last_used_surface', 'text')
    .addColumn('revoked_at', types.time)
    .addColumn('revoked_by', types.id)
    .addColumn('revoked_reason', 'text')
    .addColumn('rotated_from', types.id)
    .addPrimaryKeyConstraint('api_keys_pk', ['id'])
    .addForeignKeyConstraint('api_keys_user_fk', ['user_id'], 'users', ['id'], (fk) => fk.onDelete('cascade'))
    .execute();
  await db.schema.createIndex('api_keys_user_idx').on('api_keys').column('user_id').execute();
}

async function createRecoveryCodes(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'recovery_codes')
    .addColumn('id', types.id, required)
    .addColumn('user_id', types.id, required)
    .addColumn('code_hash', 'text', required)
    .addColumn('used_at', types.time)
    .addColumn('created_at', types.time, required)
    .addPrimaryKeyConstraint('recovery_codes_pk', ['id'])
    .addForeignKeyConstraint('recovery_codes_user_fk', ['user_id'], 'users', ['id'], (fk) =>
      fk.onDelete('cascade'),
    )
    .execute();
  await db.schema.createIndex('recovery_codes_user_idx').on('recovery_codes').column('user_id').execute();
}

async function createLoginGuards(db: Kysely<unknown>, ctx: MigrationContext): Promise<void> {
  const { types } = ctx;
  await createTable(db, ctx, 'login_guards')
    .addColumn('key', 'text', required)
    // Theoretical arrival time of the rate limiter (GCRA).
    .addColumn('tat', types.time, required)
    .addColumn('consecutive_failures', 'integer', fromZero)
    // 0: not locked.
    .addColumn('locked_until', types.time, fromZero)
    .addPrimaryKeyConstraint('login_guards_pk', ['key'])
    .addCheckConstraint('login_guards_failures_check', isAtLeast('consecutive_failures', 0))
    .execute();
}
