/** SQL of the login guards: one row per account, per known device of an account, and per source of attempts. */
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/database.types.ts';

type Db = Kysely<Database>;

export type GuardRow = Selectable<Database['login_guards']>;

export async function readGuards(db: Db, keys: readonly string[]): Promise<GuardRow[]> {
  return await db.selectFrom('login_guards').selectAll().where('key', 'in', keys).execute();
}

/** The row as it is, or as it begins; nobody else changes it until the transaction ends. */
export async function lockGuard(trx: Db, key: string): Promise<GuardRow> {
  await trx
    .insertInto('login_guards')
    .values({ key, tat: 0 })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return await trx
    .updateTable('login_guards')
    .set((eb) => ({ tat: eb.ref('tat') }))
    .where('key', '=', key)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function writeGuard(trx: Db, { key, ...change }: GuardRow): Promise<void> {
  await trx.updateTable('login_guards').set(change).where('key', '=', key).execute();
}

/** Forgets the failures, not how often somebody tried. */
export async function clearFailures(trx: Db, keyPrefix: string): Promise<void> {
  await trx
    .updateTable('login_guards')
    .set({ consecutive_failures: 0, locked_until: 0 })
    .where('key', 'like', `${keyPrefix}%`)
    .execute();
}

/** Gives back what an attempt took that turned out to be no guess. */
export async function lowerTat(trx: Db, key: string, byMs: number): Promise<void> {
  await trx
    .updateTable('login_guards')
    .set((eb) => ({ tat: eb('tat', '-', byMs) }))
    .where('key', '=', key)
    .execute();
}

export async function deleteGuards(trx: Db, keyPrefix: string): Promise<void> {
  await trx.deleteFrom('login_guards').where('key', 'like', `${keyPrefix}%`).execute();
}

/** What was last tried before a time, and is not locked for good. */
export async function deleteGuardsBefore(
  db: Db,
  { time, lockedFrom }: { readonly time: number; readonly lockedFrom: number },
): Promise<void> {
  await db
    .deleteFrom('login_guards')
    .where('tat', '<', time)
    .where('consecutive_failures', '<', lockedFrom)
    .execute();
}
