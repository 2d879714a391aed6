/** Whole logs with signed checkpoints, put into a database as they are and tampered with in memory. */
import { sql } from 'kysely';
import type { TestDatabases } from '../../db/testing.ts';
import { originOf } from './checkpoint-note.ts';
import { type HandKey, handKey, handNote } from './notes.testing.ts';
import { LOG_ID, makeFrontier, makeHead, makeLog, naiveRoot } from './verify.testing.ts';
import type { VerifiableHead, VerifiableRow } from './verify.ts';

export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly frontier: Buffer;
  readonly note: string;
}

export interface SignedLog {
  readonly rows: readonly VerifiableRow[];
  readonly head: VerifiableHead;
  readonly checkpoints: readonly StoredCheckpoint[];
}

export const KEY = handKey(originOf(LOG_ID));

/** Checkpoints at these sizes, smallest first. */
export function signedLog(size: number, checkpointSizes: readonly number[]): SignedLog {
  const { rows, head } = makeLog(size);
  return { rows, head, checkpoints: checkpointSizes.map((at) => checkpointOf(rows.slice(0, at), KEY)) };
}

export function checkpointOf(rows: readonly VerifiableRow[], key: HandKey): StoredCheckpoint {
  const leaves = rows.map((row) => row.leaf);
  const root = naiveRoot(leaves);
  const note = handNote([originOf(LOG_ID), rows.length, root.toString('base64')], key);
  return { size: rows.length, root, frontier: makeFrontier(leaves), note };
}

/** Head and checkpoints as they were signed, over other rows. */
export function withRows(log: SignedLog, rows: readonly VerifiableRow[]): SignedLog {
  return { ...log, rows };
}

/** Also with the head that belongs to these rows. */
export function withHeadOf(log: SignedLog, rows: readonly VerifiableRow[]): SignedLog {
  return { ...log, rows, head: makeHead(rows) };
}

/** The end of the part before a row that checkpoints vouch for. */
export function vouchedBefore({ checkpoints }: SignedLog, seq: number): number {
  return Math.max(0, ...checkpoints.map(({ size }) => size).filter((size) => size < seq));
}

class Undo extends Error {}

/** Runs with a log in the database that nothing protects, and leaves no trace. */
export async function withStored(
  database: TestDatabases,
  log: SignedLog,
  work: (db: TestDatabases['db']) => Promise<void>,
): Promise<void> {
  const attempt = database.db.transaction().execute(async (trx) => {
    for (const statement of database.dialect === 'sqlite' ? BARE_SQLITE : BARE_POSTGRES)
      await sql.raw(statement).execute(trx);
    for (const row of log.rows) await trx.insertInto('audit_logs').values(row).execute();
    await trx.insertInto('audit_head').values(log.head).execute();
    for (const { size, root, frontier, note } of log.checkpoints)
      await trx
        .insertInto('audit_checkpoints')
        .values({ log_id: LOG_ID, size, root, frontier, note, cosignature: null, created_at: size })
        .execute();
    await work(trx);
    throw new Undo();
  });
  await attempt.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
}

/** Without triggers, and without the key that keeps a number from coming twice. */
const BARE_SQLITE = [
  'create table bare as select * from audit_logs',
  'drop table audit_logs',
  'alter table bare rename to audit_logs',
];
const BARE_POSTGRES = [
  'alter table audit_logs disable trigger all',
  'alter table audit_logs drop constraint audit_logs_pk',
];
