/** Finds entries by the index of migrations/0150_history_search.ts: the newest that match, without looking at others. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import { type HistoryPlace, type HistorySearch, spellings } from './history-filter.ts';

type Db = Kysely<Database>;

/** What is asked of the index, within a span of time. */
export interface IndexQuery {
  readonly match: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** Positions of later times do not fit into 64 bits. */
const LAST_TIME = 2 ** 43 - 1;

/** U+2028: what is between the words of the index. */
const SEPARATOR = '\u2028';

export function indexQuery({ subject, conditions }: HistorySearch): IndexQuery {
  const { from = 0, to = LAST_TIME, file = '', preset, format, outcome, job } = conditions;
  const words = Object.entries({ preset, format, outcome, job })
    .filter(([, value]) => value !== undefined)
    .map(([kind, value]) => quoted(`${subject}/${kind}/${value}`));
  if (words.length === 0) words.push(quoted(`${subject}/`));
  if (file !== '') words.push(`(${spellings(file).map(partOfName).join(' OR ')})`);
  return { match: words.join(' AND '), from: Math.min(from, LAST_TIME), to: Math.min(to, LAST_TIME) };
}

/**
 * The span of time that holds the next page, or null when there is none. It begins at the millisecond of the page's
 * last entry, so that all entries of that millisecond are in it: their order is in their ids, not in their positions.
 */
export async function spanOfPage(
  db: Db,
  query: IndexQuery,
  { after, limit }: { readonly after: HistoryPlace | null; readonly limit: number },
): Promise<IndexQuery | null> {
  const older = after === null ? query : { ...query, to: Math.min(query.to, after.at) };
  const { rows } = await sql<{ at: number | null }>`
    select min(at) as at from (
      select rowid >> 20 as at from history_search where ${isMeant(older)} order by rowid desc limit ${limit})`.execute(
    db,
  );
  const oldest = rows[0]?.at ?? null;
  if (after === null) return oldest === null ? null : { ...query, from: oldest };
  return { ...query, from: oldest ?? Math.max(query.from, after.at), to: Math.min(query.to, after.at + 1) };
}

export function idsOf(query: IndexQuery): RawBuilder<string> {
  return sql`(select processing_id from history_positions
    where position in (select rowid from history_search where ${isMeant(query)}))`;
}

/** Stops at `atMost`. */
export async function countMatches(db: Db, query: IndexQuery, atMost: number): Promise<number> {
  const { rows } = await sql<{ entries: number }>`
    select count(*) as entries from (
      select 1 from history_search where ${isMeant(query)} limit ${atMost})`.execute(db);
  return rows[0]?.entries ?? 0;
}

/** The values of this kind that some entry has, in order: from one word of the index to the next. */
export async function valuesInUse(
  db: Db,
  { subject, kind }: { readonly subject: string; readonly kind: 'preset' | 'format' },
): Promise<readonly string[]> {
  // Words of the index are in lower case.
  const prefix = `${subject}/${kind}/`.toLowerCase();
  const next = (word: RawBuilder<unknown>) => sql`(
    select term from history_words
    where term >= ${word} and term < ${`${prefix}\u{10FFFF}`} order by term limit 1)`;
  const { rows } = await sql<{ word: string }>`
    with recursive found (word) as (
      select ${next(sql`${prefix}`)}
      union all
      select ${next(sql`word || char(1)`)} from found where word is not null
    )
    select word from found where word is not null`.execute(db);
  return rows.map(({ word }) => word.slice(prefix.length));
}

/** Positions pass 2^53, so SQLite itself works them out. */
function isMeant({ match, from, to }: IndexQuery): RawBuilder<boolean> {
  return sql`history_search match ${match}
    and rowid >= cast(${from} as integer) << 20 and rowid < cast(${to} as integer) << 20`;
}

/** Names are indexed as letters, and as pairs of letters of which each begins with the end of the one before. */
function partOfName(text: string): string {
  const letters = [...text];
  const pairs = letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
  return quoted(pairs.length === 0 ? text : pairs.join(SEPARATOR));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
