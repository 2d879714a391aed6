/** Finds entries by the index of migrations/0150_history_search.ts: the newest that match, without looking at others. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import { containing, type HistoryPlace, type HistorySearch, spellings } from './history-filter.ts';

type Db = Kysely<Database>;

/** Entries in the order of time, and which of them are meant. The rowid of both tables is the position. */
export interface SqliteMatches {
  readonly table: RawBuilder<unknown>;
  readonly condition: RawBuilder<unknown>;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

interface KnownValue {
  readonly id: number;
  readonly kind: string;
  readonly token: string;
}

/** The index knows words of this many characters. */
const TOKEN_LENGTH = 3;

/** Positions of later times would not fit into 64 bits. */
const LAST_TIME = 2 ** 43 - 1;

/** Null when nothing can match. */
export async function matchesOnSqlite(
  db: Db,
  { subject, conditions }: HistorySearch,
): Promise<SqliteMatches | null> {
  const { from = 0, to = LAST_TIME, file = '' } = conditions;
  const values = await findValues(db, { subject, conditions });
  if (values === null) return null;
  const names = file === '' ? [] : spellings(file);
  const span = { from: Math.min(from, LAST_TIME), to: Math.min(to, LAST_TIME) };
  return names.some((name) => [...name].length < TOKEN_LENGTH)
    ? { ...lookThrough(values, names), ...span }
    : { ...askIndex(values, names), ...span };
}

/**
 * The span of time that holds the next page, or null when there is none. It begins at the millisecond of the page's
 * last entry, so that all entries of that millisecond are in it: their order is in their ids, not in their positions.
 */
export async function spanOfPage(
  db: Db,
  matches: SqliteMatches,
  { after, limit }: { readonly after: HistoryPlace | null; readonly limit: number },
): Promise<SqliteMatches | null> {
  const { table, condition, from } = matches;
  const to = after === null ? matches.to : Math.min(matches.to, after.at);
  const { rows } = await sql<{ at: number | null }>`
    select min(at) as at from (
      select rowid >> 20 as at from ${table} where ${condition} and ${within({ from, to })}
      order by rowid desc limit ${limit})`.execute(db);
  const oldest = rows[0]?.at ?? null;
  if (after === null) return oldest === null ? null : { ...matches, from: oldest };
  return { ...matches, from: oldest ?? Math.max(from, after.at), to: Math.min(matches.to, after.at + 1) };
}

export function idsOf({ table, condition, from, to }: SqliteMatches): RawBuilder<string> {
  return sql`(select processing_id from history_entries where position in (
    select rowid from ${table} where ${condition} and ${within({ from, to })}))`;
}

/** Stops at `atMost`. */
export async function countMatches(
  db: Db,
  { table, condition, from, to }: SqliteMatches,
  atMost: number,
): Promise<number> {
  const { rows } = await sql<{ entries: number }>`
    select count(*) as entries from (
      select 1 from ${table} where ${condition} and ${within({ from, to })} limit ${atMost})`.execute(db);
  return rows[0]?.entries ?? 0;
}

/** The values of these kinds that some entry has, in alphabetical order. */
export async function valuesInUse(
  db: Db,
  { subject, kind }: { readonly subject: string; readonly kind: 'preset' | 'format' },
): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
    select value from history_values
    where subject = ${subject} and kind = ${kind}
      and exists (select 1 from history_search where history_search match kind || ' : ' || token)
    order by value`.execute(db);
  return rows.map(({ value }) => value);
}

/** What the filter names, as the index knows it; the subject itself when it names nothing. Null: never seen. */
async function findValues(
  db: Db,
  { subject, conditions }: HistorySearch,
): Promise<readonly KnownValue[] | null> {
  const { preset, format, outcome, job } = conditions;
  const named = Object.entries({ preset, format, outcome, job }).filter(([, value]) => value !== undefined);
  const wanted = named.length > 0 ? named : [['subject', '']];
  const { rows } = await sql<KnownValue>`
    select id, kind, token from history_values
    where subject = ${subject} and (kind, value) in (values ${sql.join(wanted.map((pair) => sql`(${sql.join(pair)})`))})`.execute(
    db,
  );
  return rows.length === wanted.length ? rows : null;
}

function askIndex(values: readonly KnownValue[], names: readonly string[]) {
  const clauses = values.map(({ kind, token }) => `${kind} : ${quoted(token)}`);
  if (names.length > 0) clauses.push(`name : (${names.map(quoted).join(' OR ')})`);
  return {
    table: sql`history_search`,
    condition: sql`history_search match ${clauses.join(' AND ')}`,
  };
}

function lookThrough(values: readonly KnownValue[], names: readonly string[]) {
  const patterns = names.flatMap(bothCases).map((name) => sql`name like ${containing(name)} escape '\\'`);
  return {
    table: sql`history_entries`,
    condition: sql.join(
      [
        ...values.map(({ kind, id }) => sql`${sql.ref(kind)} = ${id}`),
        sql`(${sql.join(patterns, sql` or `)})`,
      ],
      sql` and `,
    ),
  };
}

/** LIKE itself takes upper and lower case for one in ASCII only. */
function bothCases(text: string): readonly string[] {
  let forms = [''];
  for (const char of text) {
    const cases = char <= '\u007F' ? [char] : [...new Set([char.toLowerCase(), char.toUpperCase()])];
    forms = forms.flatMap((form) => cases.map((one) => form + one));
  }
  return forms;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Positions pass 2^53, so SQLite itself works them out. */
function within({ from, to }: { readonly from: number; readonly to: number }): RawBuilder<boolean> {
  return sql`rowid >= cast(${from} as integer) << 20 and rowid < cast(${to} as integer) << 20`;
}
