/** SQL of the accounts. */
import { type Insertable, type Kysely, PostgresAdapter, type Selectable, sql, type Updateable } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import type { AccountStatus, Role } from './account.ts';

type Db = Kysely<Database>;

export interface UserRow extends Omit<Selectable<Database['users']>, 'role' | 'status'> {
  readonly role: Role;
  readonly status: AccountStatus;
}

function users(db: Db) {
  // The table's own checks allow no other words.
  return db.selectFrom('users').selectAll().$narrowType<{ role: Role; status: AccountStatus }>();
}

/**
 * Keeps everyone else from changing who is an admin until the transaction ends: whether one is left can only be seen by
 * one at a time. On SQLite the transaction itself does, because it begins immediate.
 */
export async function lockAccounts(trx: Db): Promise<void> {
  if (!(trx.getExecutor().adapter instanceof PostgresAdapter)) return;
  await sql`select pg_advisory_xact_lock(hashtextextended('accounts', 0))`.execute(trx);
}

export async function findUser(db: Db, id: string): Promise<UserRow | undefined> {
  return await users(db).where('id', '=', id).where('status', '!=', 'deleted').executeTakeFirst();
}

export async function findUserByEmail(db: Db, emailKey: string): Promise<UserRow | undefined> {
  return await users(db)
    .where('email_key', '=', emailKey)
    .where('status', '!=', 'deleted')
    .executeTakeFirst();
}

export async function hasUsers(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('status', '!=', 'deleted')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function hasOtherAdmin(trx: Db, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'ADMIN')
    .where('status', '=', 'active')
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** False when the address is taken. */
export async function insertUser(trx: Db, user: Insertable<Database['users']>): Promise<boolean> {
  const row = await trx
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Every session of the account ends with it. */
export async function changeUser(
  trx: Db,
  id: string,
  change: Updateable<Database['users']> & { readonly updated_at: number },
): Promise<UserRow> {
  return await trx
    .updateTable('users')
    .set((eb) => ({ ...change, session_epoch: eb('session_epoch', '+', 1) }))
    .where('id', '=', id)
    .where('status', '!=', 'deleted')
    .returningAll()
    .$narrowType<{ role: Role; status: AccountStatus }>()
    .executeTakeFirstOrThrow();
}

/** Sessions stay. */
export async function markSignedIn(
  trx: Db,
  id: string,
  { now, rehashed }: { readonly now: number; readonly rehashed: Updateable<Database['users']> },
): Promise<void> {
  await trx
    .updateTable('users')
    .set({ ...rehashed, last_login_at: now })
    .where('id', '=', id)
    .execute();
}

/** Everything that could still sign somebody in. */
export async function deleteCredentials(trx: Db, userId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('user_id', '=', userId).execute();
  await trx.deleteFrom('api_keys').where('user_id', '=', userId).execute();
  await trx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
}

export interface UserSearch {
  /** Part of a name or an address; empty for everybody. */
  readonly text: string;
  /** Of the last account of the page before; null for the first page. */
  readonly afterId: string | null;
  readonly limit: number;
}

/** Newest first. */
export async function searchUsers(db: Db, { text, afterId, limit }: UserSearch): Promise<UserRow[]> {
  let query = users(db).where('status', '!=', 'deleted').orderBy('id', 'desc').limit(limit);
  if (afterId !== null) query = query.where('id', '<', afterId);
  if (text !== '') {
    const typed = containing(text);
    const lower = containing(text.toLowerCase());
    // SQLite lowers only ASCII, so what was typed is looked for as well.
    query = query.where(
      sql<boolean>`(email_key like ${lower} escape '!' or lower(name) like ${lower} escape '!' or name like ${typed} escape '!')`,
    );
  }
  return await query.execute();
}

function containing(text: string): string {
  return `%${text.replace(/[!%_]/g, '!$&')}%`;
}
