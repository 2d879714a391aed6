/** SQL of the sessions, each with what counts of its owner at this moment. */
import type { Insertable, Kysely, Updateable } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import type { AccountStatus, Role } from '../accounts/account.ts';

type Db = Kysely<Database>;

/** A session and its owner, as they stand now. */
export interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly family_id: string;
  readonly refresh_hash: string;
  readonly prev_hash: string | null;
  readonly prev_valid_until: number | null;
  readonly epoch: number;
  readonly surface: string;
  readonly device_id: string | null;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly idle_expires_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
  readonly role: Role;
  readonly status: AccountStatus;
  readonly session_epoch: number;
  readonly must_change_password: number;
}

function sessionsWithOwners(db: Db) {
  return (
    db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .selectAll('sessions')
      .select(['users.role', 'users.status', 'users.session_epoch', 'users.must_change_password'])
      // The table's own checks allow no other words.
      .$narrowType<{ role: Role; status: AccountStatus }>()
  );
}

export async function insertSession(trx: Db, session: Insertable<Database['sessions']>): Promise<void> {
  await trx.insertInto('sessions').values(session).execute();
}

export async function findSession(db: Db, id: string): Promise<SessionRow | undefined> {
  return await sessionsWithOwners(db).where('sessions.id', '=', id).executeTakeFirst();
}

/** Keeps the session from changing until the transaction ends. */
export async function lockFamily(trx: Db, family: string): Promise<SessionRow | undefined> {
  const locked = await trx
    .updateTable('sessions')
    .set((eb) => ({ family_id: eb.ref('family_id') }))
    .where('family_id', '=', family)
    .returning('id')
    .executeTakeFirst();
  return locked && (await findSession(trx, locked.id));
}

export async function listSessionsOf(db: Db, userId: string): Promise<SessionRow[]> {
  return await sessionsWithOwners(db)
    .where('sessions.user_id', '=', userId)
    .where('sessions.revoked_at', 'is', null)
    .orderBy('sessions.last_seen_at', 'desc')
    .orderBy('sessions.id', 'desc')
    .execute();
}

export async function updateSession(
  trx: Db,
  id: string,
  change: Updateable<Database['sessions']>,
): Promise<void> {
  await trx.updateTable('sessions').set(change).where('id', '=', id).execute();
}

export interface Seen {
  readonly id: string;
  readonly now: number;
  readonly idleExpiresAt: number;
}

/** Never brings a revoked session back, nor moves the time backwards. */
export async function markSeen(db: Db, { id, now, idleExpiresAt }: Seen): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_seen_at: now, idle_expires_at: idleExpiresAt })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('last_seen_at', '<', now)
    .execute();
}

export interface Revocation {
  readonly now: number;
  readonly reason: string;
}

/** How many were not revoked before. `userId` also keeps one person from revoking for another. */
export async function revokeSessions(
  trx: Db,
  which: { readonly userId: string; readonly id?: string; readonly except?: string | null },
  { now, reason }: Revocation,
): Promise<number> {
  let update = trx
    .updateTable('sessions')
    .set({ revoked_at: now, revoked_reason: reason })
    .where('user_id', '=', which.userId)
    .where('revoked_at', 'is', null);
  if (which.id !== undefined) update = update.where('id', '=', which.id);
  if (which.except != null) update = update.where('id', '!=', which.except);
  return Number((await update.executeTakeFirst()).numUpdatedRows);
}

/** Whether this person was ever signed in on this device. */
export async function hasSessionOn(
  db: Db,
  { userId, deviceId }: { readonly userId: string; readonly deviceId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', userId)
    .where('device_id', '=', deviceId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Sessions that ended long ago. */
export async function deleteSessionsBefore(db: Db, time: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<', time).execute();
}
