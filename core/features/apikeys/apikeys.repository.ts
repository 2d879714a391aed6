/** SQL of the API keys, each with what counts of its owner at this moment. */
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import type { AccountStatus, Role } from '../accounts/account.ts';

type Db = Kysely<Database>;

export interface ApiKeyRow extends Selectable<Database['api_keys']> {
  readonly role: Role;
  readonly status: AccountStatus;
}

function keysWithOwners(db: Db) {
  return (
    db
      .selectFrom('api_keys')
      .innerJoin('users', 'users.id', 'api_keys.user_id')
      .selectAll('api_keys')
      .select(['users.role', 'users.status'])
      // The table's own checks allow no other words.
      .$narrowType<{ role: Role; status: AccountStatus }>()
  );
}

export async function findKey(db: Db, id: string): Promise<ApiKeyRow | undefined> {
  return await keysWithOwners(db).where('api_keys.id', '=', id).executeTakeFirst();
}

/** Keeps the key from changing until the transaction ends. `owner`: null for anybody's. */
export async function lockKey(
  trx: Db,
  { id, owner }: { readonly id: string; readonly owner: string | null },
): Promise<ApiKeyRow | undefined> {
  let update = trx
    .updateTable('api_keys')
    .set((eb) => ({ id: eb.ref('id') }))
    .where('id', '=', id);
  if (owner !== null) update = update.where('user_id', '=', owner);
  const locked = await update.returning('id').executeTakeFirst();
  return locked && (await findKey(trx, locked.id));
}

/** Newest first. */
export async function listKeysOf(db: Db, userId: string): Promise<ApiKeyRow[]> {
  return await keysWithOwners(db)
    .where('api_keys.user_id', '=', userId)
    .orderBy('api_keys.created_at', 'desc')
    .orderBy('api_keys.id')
    .execute();
}

/** False when the id is taken. */
export async function insertKey(trx: Db, key: Insertable<Database['api_keys']>): Promise<boolean> {
  const row = await trx
    .insertInto('api_keys')
    .values(key)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function setExpiry(trx: Db, id: string, expiresAt: number): Promise<void> {
  await trx.updateTable('api_keys').set({ expires_at: expiresAt }).where('id', '=', id).execute();
}

export interface KeyRevocation {
  readonly id: string;
  readonly now: number;
  readonly by: string | null;
  readonly reason: string;
}

export async function revokeKey(trx: Db, { id, now, by, reason }: KeyRevocation): Promise<void> {
  await trx
    .updateTable('api_keys')
    .set({ revoked_at: now, revoked_by: by, revoked_reason: reason })
    .where('id', '=', id)
    .execute();
}

export async function hasSuccessor(trx: Db, id: string): Promise<boolean> {
  const row = await trx.selectFrom('api_keys').select('id').where('rotated_from', '=', id).executeTakeFirst();
  return row !== undefined;
}

export async function markUsed(
  db: Db,
  { id, minute, surface }: { readonly id: string; readonly minute: number; readonly surface: string },
): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: minute, last_used_surface: surface })
    .where('id', '=', id)
    .execute();
}
