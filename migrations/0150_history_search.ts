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

/** What a filter can name besides file and time, and where a row of image_processings has it. */
const KINDS = [
  ['subject', () => `''`],
  ['preset', (row) => `${row}.preset_id`],
  ['format', (row) => `${row}.output_format`],
  ['outcome', (row) => `${row}.outcome`],
  ['job', (row) => `${row}.job_id`],
] as const satisfies readonly (readonly [kind: string, valueIn: (row: string) => string])[];

/** In the order of the last columns of history_entries. */
function valueIds(row: string): string {
  return KINDS.map(
    ([kind, valueIn]) => `(select id from history_values as known
      where known.subject = ${row}.subject and known.kind = '${kind}' and known.value = ${valueIn(row)})`,
  ).join(', ');
}

/**
 * A position is the time in milliseconds × 2^20, plus the number of earlier entries of that millisecond: so the index
 * finds the newest first and can stop there, and a span of time is a span of positions.
 */
const ADD = `
  insert into history_values (subject, kind, value)
    select new.subject, kind, value
    from (${KINDS.map(([kind, valueIn]) => `select '${kind}' as kind, ${valueIn('new')} as value`).join(' union all ')})
      as asked
    where value is not null and not exists (select 1 from history_values as known
      where known.subject = new.subject and known.kind = asked.kind and known.value = asked.value);
  insert into history_entries values (
    coalesce(
      (select max(position) + 1 from history_entries
        where position >= new.created_at << 20 and position < (new.created_at + 1) << 20),
      new.created_at << 20),
    new.id, new.source_name, ${valueIds('new')});`;

const REMOVE = `
  delete from history_entries where position >= old.created_at << 20
    and position < (old.created_at + 1) << 20 and processing_id = old.id;`;

const DOCUMENT = 'rowid, name, subject, preset, format, outcome, job';

const SQLITE: readonly string[] = [
  // The index knows words of three characters: each value gets its own, of letters without upper and lower case.
  `create table history_values (
    id integer not null constraint history_values_pk primary key,
    subject text not null,
    kind text not null,
    value text not null,
    token text not null generated always as (
      char(19968 + ((id >> 28) & 16383), 19968 + ((id >> 14) & 16383), 19968 + (id & 16383))) virtual
  ) strict`,
  'create unique index history_values_unique on history_values (subject, kind, value)',

  // Narrow, because all of it is read where the index cannot help: for one or two characters of a name.
  `create table history_entries (
    position integer not null constraint history_entries_pk primary key,
    processing_id text not null,
    name text not null,
    subject integer not null,
    preset integer not null,
    format integer,
    outcome integer not null,
    job integer not null
  ) strict`,
  `create view history_documents as
    select e.position, e.name,
      s.token as subject, p.token as preset, f.token as format, o.token as outcome, j.token as job
    from history_entries as e
      join history_values as s on s.id = e.subject
      join history_values as p on p.id = e.preset
      left join history_values as f on f.id = e.format
      join history_values as o on o.id = e.outcome
      join history_values as j on j.id = e.job`,
  `create virtual table history_search using fts5(name, subject, preset, format, outcome, job,
    content='history_documents', content_rowid='position', tokenize='trigram', columnsize=0)`,

  ...KINDS.map(
    ([kind, valueIn]) => `insert into history_values (subject, kind, value)
      select distinct subject, '${kind}', ${valueIn('made')} from image_processings as made
      where outcome <> 'skipped' and ${valueIn('made')} is not null`,
  ),
  `insert into history_entries
    select (created_at << 20) + row_number() over (partition by created_at order by id) - 1,
      id, source_name, ${valueIds('made')}
    from image_processings as made where outcome <> 'skipped'`,
  `insert into history_search (history_search) values ('rebuild')`,

  `create trigger history_entries_added after insert on history_entries begin
    insert into history_search (${DOCUMENT}) select * from history_documents where position = new.position;
  end`,
  `create trigger history_entries_removed before delete on history_entries begin
    insert into history_search (history_search, ${DOCUMENT})
      select 'delete', * from history_documents where position = old.position;
  end`,
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
