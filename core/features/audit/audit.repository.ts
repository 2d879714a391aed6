/** SQL of the audit log: the head, the rows, and their erasable details. */
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/database.types.ts';

export type AuditRow = Selectable<Database['audit_logs']>;
export type AuditHeadRow = Selectable<Database['audit_head']>;
export type AuditDetailRow = Selectable<Database['audit_details']>;

/** Rows per statement: 14 columns each, well below SQLite's 32,766 variables. */
const ROWS_PER_INSERT = 500;

/**
 * Reads the head and keeps it until the transaction ends. An update that changes nothing takes the row lock on
 * PostgreSQL and the write lock on SQLite, so two appends can never see the same size.
 */
export async function lockHead(db: Kysely<Database>, logId: string): Promise<AuditHeadRow | undefined> {
  return await db
    .updateTable('audit_head')
    .set((eb) => ({ size: eb.ref('size') }))
    .where('log_id', '=', logId)
    .returningAll()
    .executeTakeFirst();
}

/** Does nothing when the head exists; waits for a transaction that is just making it. */
export async function insertHead(db: Kysely<Database>, head: AuditHeadRow): Promise<void> {
  await db
    .insertInto('audit_head')
    .values(head)
    .onConflict((conflict) => conflict.column('log_id').doNothing())
    .execute();
}

export async function updateHead(db: Kysely<Database>, head: AuditHeadRow): Promise<void> {
  await db
    .updateTable('audit_head')
    .set({ size: head.size, frontier: head.frontier, last_prev: head.last_prev })
    .where('log_id', '=', head.log_id)
    .execute();
}

export async function readHead(db: Kysely<Database>, logId: string): Promise<AuditHeadRow | undefined> {
  return await db.selectFrom('audit_head').selectAll().where('log_id', '=', logId).executeTakeFirst();
}

export async function insertRows(
  db: Kysely<Database>,
  rows: readonly Insertable<Database['audit_logs']>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    await db
      .insertInto('audit_logs')
      .values(rows.slice(at, at + ROWS_PER_INSERT))
      .execute();
  }
}

export async function insertDetails(
  db: Kysely<Database>,
  details: readonly Insertable<Database['audit_details']>[],
): Promise<void> {
  for (let at = 0; at < details.length; at += ROWS_PER_INSERT) {
    await db
      .insertInto('audit_details')
      .values(details.slice(at, at + ROWS_PER_INSERT))
      .execute();
  }
}

/** The next rows after `afterSeq` in order. */
export async function readRows(
  db: Kysely<Database>,
  options: { readonly logId: string; readonly afterSeq: number; readonly limit: number },
): Promise<AuditRow[]> {
  return await db
    .selectFrom('audit_logs')
    .selectAll()
    .where('log_id', '=', options.logId)
    .where('seq', '>', options.afterSeq)
    .orderBy('seq')
    .limit(options.limit)
    .execute();
}

export interface LogExtent {
  /** By the head. */
  readonly size: number;
  readonly rows: number;
  /** 0: none. */
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Head and rows as they stand at one moment. */
export async function readExtent(db: Kysely<Database>, logId: string): Promise<LogExtent> {
  const row = await db
    .selectFrom('audit_logs')
    .select((eb) => [
      eb.fn.countAll<number>().as('rows'),
      eb.fn.min('seq').as('first_seq'),
      eb.fn.max('seq').as('last_seq'),
      eb.selectFrom('audit_head').select('size').where('audit_head.log_id', '=', logId).as('size'),
    ])
    .where('audit_logs.log_id', '=', logId)
    .executeTakeFirstOrThrow();
  return { size: row.size ?? 0, rows: row.rows, firstSeq: row.first_seq ?? 0, lastSeq: row.last_seq ?? 0 };
}

/** The first number that several rows have, which the primary key forbids. */
export async function firstRepeatedSeq(db: Kysely<Database>, logId: string): Promise<number | null> {
  const row = await db
    .selectFrom('audit_logs')
    .select('seq')
    .where('log_id', '=', logId)
    .groupBy('seq')
    .having((eb) => eb(eb.fn.countAll(), '>', 1))
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? null;
}

export async function readDetails(
  db: Kysely<Database>,
  options: { readonly logId: string; readonly seqs: readonly number[] },
): Promise<AuditDetailRow[]> {
  if (options.seqs.length === 0) return [];
  return await db
    .selectFrom('audit_details')
    .selectAll()
    .where('log_id', '=', options.logId)
    .where('seq', 'in', options.seqs)
    .execute();
}

export async function readDetailsBetween(
  db: Kysely<Database>,
  range: { readonly logId: string; readonly firstSeq: number; readonly lastSeq: number },
): Promise<AuditDetailRow[]> {
  return await db
    .selectFrom('audit_details')
    .selectAll()
    .where('log_id', '=', range.logId)
    .where('seq', '>=', range.firstSeq)
    .where('seq', '<=', range.lastSeq)
    .orderBy('seq')
    .execute();
}

/** Erases what is known about a person; the rows and their hashes stay. */
export async function eraseDetails(db: Kysely<Database>, subject: string): Promise<number> {
  const result = await db.deleteFrom('audit_details').where('subject', '=', subject).executeTakeFirst();
  return Number(result.numDeletedRows);
}
