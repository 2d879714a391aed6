/** SQL of the recovery codes. */
import type { Insertable, Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';

type Db = Kysely<Database>;

export async function replaceCodes(
  trx: Db,
  userId: string,
  codes: readonly Insertable<Database['recovery_codes']>[],
): Promise<void> {
  await trx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  await trx.insertInto('recovery_codes').values(codes).execute();
}

interface CodeOf {
  readonly userId: string;
  readonly hash: string;
}

export async function hasUnusedCode(db: Db, { userId, hash }: CodeOf): Promise<boolean> {
  const row = await unused(db, userId).where('code_hash', '=', hash).executeTakeFirst();
  return row !== undefined;
}

export async function countUnusedCodes(db: Db, userId: string): Promise<number> {
  return (await unused(db, userId).execute()).length;
}

/** True for exactly one of those who use the same code at once. */
export async function useCode(
  trx: Db,
  { userId, hash, now }: CodeOf & { readonly now: number },
): Promise<boolean> {
  const row = await trx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

function unused(db: Db, userId: string) {
  return db
    .selectFrom('recovery_codes')
    .select('id')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null);
}
