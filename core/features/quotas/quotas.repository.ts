/** SQL of the hourly buckets. */
import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import type { QuotaAction } from './quota.ts';
import { type Bucket, lastExpired, minuteOf } from './window.ts';

export interface BucketKey {
  readonly subject: string;
  readonly action: QuotaAction;
}

/**
 * Keeps everyone else from counting for this subject and action until the transaction ends. On SQLite the transaction
 * itself does, because it begins immediate.
 */
export async function lockBuckets(trx: Kysely<Database>, { subject, action }: BucketKey): Promise<void> {
  if (!(trx.getExecutor().adapter instanceof PostgresAdapter)) return;
  // The action comes first because it is one of a few words: no two pairs make the same text.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${action}:${subject}`}, 0))`.execute(trx);
}

/** Every bucket that may count at `nowMs`, those of a clock that was ahead included. */
export async function readBuckets(
  db: Kysely<Database>,
  { subject, action, nowMs }: BucketKey & { readonly nowMs: number },
): Promise<Bucket[]> {
  return await db
    .selectFrom('rate_buckets')
    .select(['minute', 'used'])
    .where('subject', '=', subject)
    .where('action', '=', action)
    .where('minute', '>', lastExpired(minuteOf(nowMs)))
    .execute();
}

export async function addUsed(
  trx: Kysely<Database>,
  { subject, action, minute, cost }: BucketKey & { readonly minute: number; readonly cost: number },
): Promise<void> {
  await trx
    .insertInto('rate_buckets')
    .values({ subject, action, minute, used: cost })
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'action', 'minute'])
        .doUpdateSet((eb) => ({ used: eb('rate_buckets.used', '+', eb.ref('excluded.used')) })),
    )
    .execute();
}

/** Never below nothing. */
export async function subtractUsed(
  db: Kysely<Database>,
  { subject, action, minute, cost }: BucketKey & { readonly minute: number; readonly cost: number },
): Promise<void> {
  await db
    .updateTable('rate_buckets')
    .set((eb) => ({
      used: eb
        .case()
        .when('used', '>', cost)
        .then(eb('used', '-', cost))
        .else(0)
        .end(),
    }))
    .where('subject', '=', subject)
    .where('action', '=', action)
    .where('minute', '=', minute)
    .execute();
}

export async function deleteBuckets(db: Kysely<Database>, beforeMinute: number): Promise<void> {
  await db.deleteFrom('rate_buckets').where('minute', '<', beforeMinute).execute();
}

/** The latest minute anything was counted in. */
export async function latestMinute(db: Kysely<Database>): Promise<number | null> {
  const row = await db
    .selectFrom('rate_buckets')
    .select((eb) => eb.fn.max('minute').as('minute'))
    .executeTakeFirst();
  return row?.minute ?? null;
}

export async function hasAccounts(db: Kysely<Database>): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}
