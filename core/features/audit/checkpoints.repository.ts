/** SQL of what was signed about a log: its checkpoints, and the prunes that let rows leave. */
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/database.types.ts';

export type CheckpointRow = Selectable<Database['audit_checkpoints']>;
export type PruneRow = Selectable<Database['audit_prunes']>;

/** Smallest first. */
export async function readCheckpoints(db: Kysely<Database>, logId: string): Promise<CheckpointRow[]> {
  return await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('log_id', '=', logId)
    .orderBy('size')
    .execute();
}

export async function readNewestCheckpoint(
  db: Kysely<Database>,
  logId: string,
): Promise<CheckpointRow | undefined> {
  return await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('log_id', '=', logId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertCheckpoint(
  db: Kysely<Database>,
  row: Insertable<Database['audit_checkpoints']>,
): Promise<void> {
  await db.insertInto('audit_checkpoints').values(row).execute();
}

/** Smallest first. */
export async function readPrunes(db: Kysely<Database>, logId: string): Promise<PruneRow[]> {
  return await db
    .selectFrom('audit_prunes')
    .selectAll()
    .where('log_id', '=', logId)
    .orderBy('size')
    .execute();
}

export async function readNewestPrune(db: Kysely<Database>, logId: string): Promise<PruneRow | undefined> {
  return await db
    .selectFrom('audit_prunes')
    .selectAll()
    .where('log_id', '=', logId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertPrune(
  db: Kysely<Database>,
  row: Insertable<Database['audit_prunes']>,
): Promise<void> {
  await db.insertInto('audit_prunes').values(row).execute();
}
