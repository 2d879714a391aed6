/** The journal in SQL: jobs and their items. Plain functions on a database or a transaction. */
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import type { InputFile } from '../../files/collect-inputs.ts';

type Db = Kysely<Database>;

export type JobRow = Selectable<Database['jobs']>;

export type JobStatus = 'running' | 'waiting' | 'done' | 'interrupted';
export type ItemStatus = 'pending' | 'ready' | 'written' | 'kept-original' | 'skipped' | 'failed' | 'waiting';

export interface NewJob {
  readonly id: string;
  readonly subject: string;
  readonly deviceId: string;
  readonly createdAt: number;
  /** JSON of a JobRequest. */
  readonly request: string;
  readonly total: number;
  readonly ownerPid: number;
  readonly surface: string;
}

/** Rows per statement: below the parameter limits of both databases. */
const INSERT_CHUNK = 500;

export async function insertJob(db: Db, job: NewJob): Promise<void> {
  await db
    .insertInto('jobs')
    .values({
      id: job.id,
      subject: job.subject,
      user_id: null,
      device_id: job.deviceId,
      status: 'running',
      created_at: job.createdAt,
      started_at: job.createdAt,
      finished_at: null,
      request: job.request,
      total: job.total,
      owner_pid: job.ownerPid,
      owner_boot: null,
      heartbeat_at: job.createdAt,
      surface: job.surface,
      counts: null,
    })
    .execute();
}

export async function insertItems(
  db: Db,
  jobId: string,
  items: readonly InputFile[],
  now: number,
): Promise<void> {
  for (let start = 0; start < items.length; start += INSERT_CHUNK) {
    await db
      .insertInto('job_items')
      .values(
        items.slice(start, start + INSERT_CHUNK).map((item, offset) => ({
          job_id: jobId,
          idx: start + offset,
          source_path: item.path,
          relative_dir: item.relativeDir,
          explicit: item.explicit ? 1 : 0,
          status: 'pending',
          attempts: 0,
          updated_at: now,
        })),
      )
      .execute();
  }
}

export function findJob(db: Db, id: string) {
  return db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest job that did not come to its end. */
export function findUnfinishedJob(db: Db) {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('status', 'in', ['running', 'waiting', 'interrupted'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

export function listUnfinishedJobs(db: Db) {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('status', 'in', ['running', 'waiting', 'interrupted'])
    .execute();
}

/** Makes this process the job's owner, unless somebody else became it since `expectedPid` was read. */
export async function takeOver(
  db: Db,
  options: {
    readonly id: string;
    readonly expectedPid: number | null;
    readonly pid: number;
    readonly now: number;
  },
): Promise<boolean> {
  const result = await db
    .updateTable('jobs')
    .set({ owner_pid: options.pid, heartbeat_at: options.now, status: 'running', finished_at: null })
    .where('id', '=', options.id)
    .where('owner_pid', options.expectedPid === null ? 'is' : '=', options.expectedPid)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A sign of life; false when another process has taken the job over. */
export async function beat(
  db: Db,
  options: { readonly id: string; readonly pid: number; readonly now: number },
): Promise<boolean> {
  const result = await db
    .updateTable('jobs')
    .set({ heartbeat_at: options.now })
    .where('id', '=', options.id)
    .where('owner_pid', '=', options.pid)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function endJob(
  db: Db,
  options: {
    readonly id: string;
    readonly status: Exclude<JobStatus, 'running'>;
    readonly counts: string;
    readonly now: number;
  },
): Promise<void> {
  await db
    .updateTable('jobs')
    .set({
      status: options.status,
      counts: options.counts,
      finished_at: options.status === 'done' ? options.now : null,
      owner_pid: null,
      heartbeat_at: options.now,
    })
    .where('id', '=', options.id)
    .execute();
}

/** Unfinished items after `afterIndex`, in order. */
export function listUnfinishedItems(
  db: Db,
  options: { readonly jobId: string; readonly afterIndex: number; readonly limit: number },
) {
  return db
    .selectFrom('job_items')
    .select(['idx', 'source_path', 'relative_dir', 'explicit', 'status', 'plan'])
    .where('job_id', '=', options.jobId)
    .where('idx', '>', options.afterIndex)
    .where('status', 'in', ['pending', 'ready', 'waiting'])
    .orderBy('idx')
    .limit(options.limit)
    .execute();
}

/** Names that items with an outcome hold, written or not: nobody else in the job may take them. */
export async function listHeldNames(
  db: Db,
  jobId: string,
): Promise<readonly { readonly index: number; readonly paths: readonly string[] }[]> {
  const rows = await db
    .selectFrom('job_items')
    .select(['idx', 'outcome'])
    .where('job_id', '=', jobId)
    .where('outcome', 'is not', null)
    .execute();
  // Written by `JSON.stringify` of a list of paths, see recorder.ts.
  return rows.map((row) => ({ index: row.idx, paths: JSON.parse(row.outcome ?? '[]') as string[] }));
}

export async function countUnfinished(db: Db, jobId: string): Promise<number> {
  const row = await db
    .selectFrom('job_items')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('job_id', '=', jobId)
    .where('status', 'in', ['pending', 'ready', 'waiting'])
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function countItemsDone(db: Db, jobId: string): Promise<number> {
  const row = await db
    .selectFrom('job_items')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('job_id', '=', jobId)
    .where('status', 'in', ['written', 'kept-original', 'skipped', 'failed'])
    .executeTakeFirstOrThrow();
  return row.count;
}

export function listFailedItems(db: Db, jobId: string) {
  return db
    .selectFrom('job_items')
    .select(['source_path', 'relative_dir', 'explicit'])
    .where('job_id', '=', jobId)
    .where('status', '=', 'failed')
    .orderBy('idx')
    .execute();
}

/** The job is over, its remaining files are given up. */
export async function discardJob(
  db: Db,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('job_items')
      .set({ status: 'skipped', plan: null, updated_at: now })
      .where('job_id', '=', id)
      .where('status', 'in', ['pending', 'ready', 'waiting'])
      .execute();
    await trx
      .updateTable('jobs')
      .set({ status: 'cancelled', finished_at: now, owner_pid: null })
      .where('id', '=', id)
      .execute();
  });
}

/** How many items of a job stand where. */
export function countItems(db: Db, jobId: string) {
  return db
    .selectFrom('job_items')
    .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
    .where('job_id', '=', jobId)
    .groupBy('status')
    .execute();
}

export function listItemPaths(db: Db, jobId: string) {
  return db
    .selectFrom('job_items')
    .select(['idx', 'source_path'])
    .where('job_id', '=', jobId)
    .orderBy('idx')
    .execute();
}

export async function markItem(
  db: Db,
  options: {
    readonly jobId: string;
    readonly index: number;
    readonly status: ItemStatus;
    readonly plan?: string | null;
    readonly outcome?: string;
    readonly error?: { readonly code: string; readonly message: string };
    readonly now: number;
  },
): Promise<void> {
  await db
    .updateTable('job_items')
    .set({
      status: options.status,
      updated_at: options.now,
      error_code: options.error?.code ?? null,
      error_message: options.error?.message ?? null,
      ...(options.plan === undefined ? {} : { plan: options.plan }),
      ...(options.outcome === undefined ? {} : { outcome: options.outcome }),
    })
    .where('job_id', '=', options.jobId)
    .where('idx', '=', options.index)
    .execute();
}

/** Everything still open is left for later: out of quota or space, or stopped. */
export async function markRestWaiting(
  db: Db,
  options: {
    readonly jobId: string;
    readonly fromIndex: number;
    readonly code: string;
    readonly message: string;
    readonly now: number;
  },
): Promise<void> {
  await db
    .updateTable('job_items')
    .set({
      status: 'waiting',
      error_code: options.code,
      error_message: options.message,
      updated_at: options.now,
    })
    .where('job_id', '=', options.jobId)
    .where('idx', '>=', options.fromIndex)
    .where('status', 'in', ['pending', 'waiting'])
    .execute();
}
