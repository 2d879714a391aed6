/** SQL of the history: the newest entries that a filter finds, how many, and what can be asked for. */
import { type Kysely, PostgresAdapter, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import { containing, type HistoryPlace, type HistorySearch, spellings } from './history-filter.ts';
import { countMatches, idsOf, indexQuery, spanOfPage, valuesInUse } from './sqlite-search.ts';

type Db = Kysely<Database>;

const ENTRY = [
  'id',
  'job_id',
  'created_at',
  'source_path',
  'output_path',
  'preset_id',
  'variant',
  'outcome',
  'output_format',
  'output_width',
  'output_height',
  'source_bytes',
  'output_bytes',
  'ms',
  'error_code',
  'error_message',
] as const;

export type ProcessingRow = Selectable<Database['image_processings']>;
export type EntryRow = Pick<ProcessingRow, (typeof ENTRY)[number]>;

/** Newest first, from behind `after` on. */
export async function listEntries(
  db: Db,
  search: HistorySearch,
  { after, limit }: { readonly after: HistoryPlace | null; readonly limit: number },
): Promise<readonly EntryRow[]> {
  let query = db
    .selectFrom('image_processings')
    .select(ENTRY)
    .where('subject', '=', search.subject)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (after !== null) query = query.where(sql<boolean>`(created_at, id) < (${after.at}, ${after.id})`);
  if (isPostgres(db)) return query.where(matchOnPostgres(search)).execute();
  const page = await spanOfPage(db, indexQuery(search), { after, limit });
  return page === null ? [] : query.where('id', 'in', idsOf(page)).execute();
}

/** Stops counting at `atMost`. */
export async function countEntries(
  db: Db,
  search: HistorySearch,
  { atMost }: { readonly atMost: number },
): Promise<number> {
  if (isPostgres(db)) {
    const found = db
      .selectFrom('image_processings')
      .select('id')
      .where(matchOnPostgres(search))
      .limit(atMost);
    const { entries } = await db
      .selectFrom(found.as('found'))
      .select(({ fn }) => fn.countAll<number>().as('entries'))
      .executeTakeFirstOrThrow();
    return entries;
  }
  return countMatches(db, indexQuery(search), atMost);
}

/** Presets and formats that some entry has, in alphabetical order. */
export async function listFacets(
  db: Db,
  subject: string,
): Promise<{ readonly presets: readonly string[]; readonly formats: readonly string[] }> {
  if (isPostgres(db)) {
    return {
      presets: await distinctOnPostgres(db, { subject, column: 'preset_id' }),
      formats: await distinctOnPostgres(db, { subject, column: 'output_format' }),
    };
  }
  return {
    presets: await valuesInUse(db, { subject, kind: 'preset' }),
    formats: await valuesInUse(db, { subject, kind: 'format' }),
  };
}

export function findEntry(
  db: Db,
  { subject, id }: { readonly subject: string; readonly id: string },
): Promise<ProcessingRow | undefined> {
  return db
    .selectFrom('image_processings')
    .selectAll()
    .where('id', '=', id)
    .where('subject', '=', subject)
    .where('outcome', '<>', 'skipped')
    .executeTakeFirst();
}

/** What its job was asked to do, as JSON; undefined when the job is no longer on record. */
export async function findRequest(db: Db, jobId: string): Promise<string | undefined> {
  const job = await db.selectFrom('jobs').select('request').where('id', '=', jobId).executeTakeFirst();
  return job?.request;
}

function matchOnPostgres({ subject, conditions }: HistorySearch): RawBuilder<boolean> {
  const { from, to, preset, format, outcome, job, file = '' } = conditions;
  const clauses = [sql`subject = ${subject}`, sql`outcome <> 'skipped'`];
  if (from !== undefined) clauses.push(sql`created_at >= ${from}`);
  if (to !== undefined) clauses.push(sql`created_at < ${to}`);
  if (preset !== undefined) clauses.push(sql`preset_id = ${preset}`);
  if (format !== undefined) clauses.push(sql`output_format = ${format}`);
  if (outcome !== undefined) clauses.push(sql`outcome = ${outcome}`);
  if (job !== undefined) clauses.push(sql`job_id = ${job}`);
  if (file !== '') {
    const patterns = spellings(file).map((name) => sql`source_name ilike ${containing(name)}`);
    clauses.push(sql`(${sql.join(patterns, sql` or `)})`);
  }
  return sql<boolean>`(${sql.join(clauses, sql` and `)})`;
}

/** From one value to the next in the index, instead of through all rows. */
async function distinctOnPostgres(
  db: Db,
  { subject, column }: { readonly subject: string; readonly column: 'preset_id' | 'output_format' },
): Promise<readonly string[]> {
  const name = sql.ref(column);
  const { rows } = await sql<{ value: string }>`
    with recursive found (value) as (
      select min(${name}) from image_processings where subject = ${subject}
      union all
      select (select min(${name}) from image_processings where subject = ${subject} and ${name} > found.value)
      from found where found.value is not null
    )
    select value from found where value is not null order by value`.execute(db);
  return rows.map(({ value }) => value);
}

function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
