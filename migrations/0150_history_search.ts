/**
 * Finds things in a long history, whatever is asked for at once.
 * SQLite: one full-text index over names and everything else a filter can ask for, kept by triggers, because no other
 * index there intersects conditions. PostgreSQL: an index per condition, which it intersects itself.
 */
import { type Kysely, sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

export async function up(db: Kysely<unknown>, { dialect }: MigrationContext): Promise<void> {
  // Every reader asks for its own rows, and these do not start with whose a row is.
  for (const index of ['created_idx', 'preset_idx', 'failed_idx']) {
    await db.schema.dropIndex(`image_processings_${index}`).execute();
  }
  for (const statement of dialect === 'sqlite' ? SQLITE : POSTGRES) await sql.raw(statement).execute(db);
}

/** Between words: the line separator, which is no part of a name. All else is part of a word, spaces and signs too. */
const SEPARATOR = 'char(8232)';
const WORDS = `unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C* Zs'`;

const COLUMNS = 'pairs, letters, facts';

/**
 * The words of a row of image_processings. A name is taken apart into pairs of letters, each beginning with the end of
 * the one before, so that every part of it is a phrase; and into letters, for who asks for one. Facts are `subject/`
 * and `subject/kind/value`: no name holds a slash, so none of them is taken for a pair.
 */
function words(row: string): string {
  const name = `${row}.source_name`;
  const facts = [`'preset/' || ${row}.preset_id`, `'format/' || ${row}.output_format`]
    .concat(`'outcome/' || ${row}.outcome`, `'job/' || ${row}.job_id`)
    .map((fact) => `coalesce(${row}.subject || '/' || ${fact}, '')`);
  return `
    (select group_concat(substr(${name}, i, 2), ${SEPARATOR}) from history_offsets where i < length(${name})),
    (select group_concat(substr(${name}, i, 1), ${SEPARATOR}) from history_offsets where i <= length(${name})),
    ${[`${row}.subject || '/'`, ...facts].join(` || ${SEPARATOR} || `)}`;
}

/**
 * A position is the time in milliseconds × 2^20, plus the number of earlier rows of that millisecond: so the index
 * finds the newest first and can stop there, and a span of time is a span of positions.
 */
const ADD = `
  insert into history_positions values (
    coalesce(
      (select max(position) + 1 from history_positions
        where position >= new.created_at << 20 and position < (new.created_at + 1) << 20),
      new.created_at << 20),
    new.id);
  insert into history_search (rowid, ${COLUMNS}) values (last_insert_rowid(), ${words('new')});`;

const REMOVE = `
  insert into history_search (history_search, rowid, ${COLUMNS})
    select 'delete', position, ${words('old')} from history_positions
    where position >= old.created_at << 20 and position < (old.created_at + 1) << 20 and processing_id = old.id;
  delete from history_positions
    where position >= old.created_at << 20 and position < (old.created_at + 1) << 20 and processing_id = old.id;`;

const SQLITE: readonly string[] = [
  `create table history_positions (
    position integer not null constraint history_positions_pk primary key,
    processing_id text not null
  ) strict`,
  // 1, 2, 3 … as far as a name can be long.
  'create table history_offsets (i integer not null constraint history_offsets_pk primary key) strict',
  `insert into history_offsets
    with recursive counted (i) as (select 1 union all select i + 1 from counted where i < 1024)
    select i from counted`,
  `create view history_documents (position, ${COLUMNS}) as
    select p.position, ${words('made')}
    from history_positions as p join image_processings as made on made.id = p.processing_id`,
  `create virtual table history_search using fts5(${COLUMNS},
    content='history_documents', content_rowid='position', columnsize=0, tokenize="${WORDS}")`,
  'create virtual table history_words using fts5vocab(history_search, instance)',

  `insert into history_positions
    select (created_at << 20) + row_number() over (partition by created_at order by id) - 1, id
    from image_processings where outcome <> 'skipped'`,
  `insert into history_search (history_search) values ('rebuild')`,

  `create trigger history_added after insert on image_processings when new.outcome <> 'skipped' begin ${ADD} end`,
  `create trigger history_removed before delete on image_processings begin ${REMOVE} end`,
  `create trigger history_changing before update on image_processings begin ${REMOVE} end`,
  `create trigger history_changed after update on image_processings when new.outcome <> 'skipped' begin ${ADD} end`,
];

const POSTGRES: readonly string[] = [
  'create index history_time_idx on image_processings (subject, created_at desc, id desc)',
  ...['preset_id', 'output_format', 'outcome'].map(
    (column) =>
      `create index history_${column}_idx on image_processings (subject, ${column}, created_at desc, id desc)`,
  ),
  // Where the server has no trigrams, or not for us, names are looked through from the newest on.
  `do $$ begin
    create extension if not exists pg_trgm;
    create index history_name_idx on image_processings using gin (source_name gin_trgm_ops);
  exception when feature_not_supported or undefined_file or insufficient_privilege or undefined_object then null;
  end $$`,
];
