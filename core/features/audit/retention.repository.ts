/** SQL of what keeps records and what lets them go: legal holds, pruned rows, and what the drive still has of them. */
import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import type { DatabaseHandle } from '../../db/handle.ts';

export type HoldRow = Selectable<Database['audit_holds']>;

/** Those in force, oldest first. */
export async function readHolds(db: Kysely<Database>, logId: string): Promise<HoldRow[]> {
  return await db
    .selectFrom('audit_holds')
    .selectAll()
    .where('log_id', '=', logId)
    .where('released_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export async function insertHold(
  db: Kysely<Database>,
  hold: Insertable<Database['audit_holds']>,
): Promise<void> {
  await db.insertInto('audit_holds').values(hold).execute();
}

/** False when there is none in force with this id. */
export async function releaseHold(
  db: Kysely<Database>,
  { logId, id, at }: { readonly logId: string; readonly id: string; readonly at: number },
): Promise<boolean> {
  const result = await db
    .updateTable('audit_holds')
    .set({ released_at: at })
    .where('log_id', '=', logId)
    .where('id', '=', id)
    .where('released_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

interface SeqSpan {
  readonly logId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Refused by the database unless a prune that covers them is on record. */
export async function deleteRows(db: Kysely<Database>, span: SeqSpan): Promise<number> {
  const result = await db
    .deleteFrom('audit_logs')
    .where('log_id', '=', span.logId)
    .where('seq', '>=', span.firstSeq)
    .where('seq', '<=', span.lastSeq)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteDetails(db: Kysely<Database>, span: SeqSpan): Promise<void> {
  await db
    .deleteFrom('audit_details')
    .where('log_id', '=', span.logId)
    .where('seq', '>=', span.firstSeq)
    .where('seq', '<=', span.lastSeq)
    .execute();
}

/** The first row of a category that is not older than a moment; null when there is none. */
export async function firstSeqSince(
  db: Kysely<Database>,
  { logId, category, since }: { readonly logId: string; readonly category: string; readonly since: number },
): Promise<number | null> {
  const row = await db
    .selectFrom('audit_logs')
    .select('seq')
    .where('log_id', '=', logId)
    .where('category', '=', category)
    .where('ts', '>=', since)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? null;
}

/**
 * Removes deleted rows from the drive as well: SQLite has overwritten them in the file (secure_delete), but its log
 * still has them. False when somebody was reading just then; the next call, or closing, does it. PostgreSQL gives
 * their place to new rows; what its drive holds until then is for whoever runs the server.
 */
export async function scrub(database: DatabaseHandle): Promise<boolean> {
  if (database.dialect === 'sqlite') {
    const { rows } = await sql<{ readonly busy: number }>`pragma wal_checkpoint(truncate)`.execute(
      database.db,
    );
    return rows[0]?.busy === 0;
  }
  const client = await database.pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('vacuum audit_logs, audit_details');
  } finally {
    await client.query('reset statement_timeout');
    client.release();
  }
  return true;
}

/** Gives the space of deleted rows back to the drive. PostgreSQL does so by itself. */
export async function compact(database: DatabaseHandle): Promise<void> {
  if (database.dialect === 'sqlite') await sql`vacuum`.execute(database.db);
}
