import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostgresHandle, SqliteHandle } from './handle.ts';
import { createTestDatabase, describeDatabases, type TestDatabase } from './testing.ts';

/** Everything two schemas must agree on, in words both databases share. */
interface Schema {
  readonly columns: readonly string[];
  readonly primaryKeys: readonly string[];
  readonly indexes: readonly string[];
  readonly foreignKeys: readonly string[];
  readonly checks: readonly string[];
}

/** How long histories are searched: each database in its own way. */
const SEARCH = 'history_';

const MEANINGS: Readonly<Record<string, string>> = {
  integer: 'number',
  int4: 'number',
  int8: 'number',
  text: 'text',
  blob: 'bytes',
  bytea: 'bytes',
};

async function columnsOf({ db }: SqliteHandle | PostgresHandle): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables
    .filter((table) => !table.name.startsWith(SEARCH))
    .flatMap((table) =>
      table.columns.map((column) => {
        const type = MEANINGS[column.dataType.toLowerCase()] ?? `unknown ${column.dataType}`;
        const traits = [
          type,
          column.isNullable ? 'null' : 'not null',
          column.hasDefaultValue ? 'default' : '',
        ];
        return `${table.name}.${column.name}: ${traits.join(' ').trim()}`;
      }),
    )
    .sort();
}

async function sqliteSchema(handle: SqliteHandle): Promise<Schema> {
  const { raw } = handle;
  const list = (query: string) => raw.prepare<[], string>(query).pluck().all();
  return {
    columns: await columnsOf(handle),
    primaryKeys: list(`
      select t.name || ' ' || group_concat(c.name, ', ' order by c.pk)
      from pragma_table_list t, pragma_table_info(t.name) c where t.schema = 'main' and c.pk > 0
        and t.name not like '${SEARCH}%'
      group by t.name order by 1`),
    indexes: list(`
      select t.name || ' ' || i.name || iif(i."unique", ' unique', '') || iif(i.partial, ' partial', '') || ' '
        || group_concat(coalesce(c.name, '(expression)') || iif(c."desc", ' desc', ''), ', ' order by c.seqno)
      from pragma_table_list t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) c
      where t.schema = 'main' and i.origin <> 'pk' and c.key
        and t.name not like '${SEARCH}%'
      group by t.name, i.name order by 1`),
    foreignKeys: list(`
      select t.name || '(' || f."from" || ') ' || f."table" || '(' || f."to" || ') ' || lower(f.on_delete)
      from pragma_table_list t, pragma_foreign_key_list(t.name) f where t.schema = 'main' order by 1`),
    checks: raw
      .prepare<[], string>(`select sql from sqlite_schema where type = 'table'`)
      .pluck()
      .all()
      .flatMap((ddl) => [...ddl.matchAll(/constraint "(\w+)" check/g)].map((match) => match[1] ?? ''))
      .sort(),
  };
}

async function postgresSchema(handle: PostgresHandle): Promise<Schema> {
  const list = async (query: string): Promise<string[]> => {
    const { rows } = await handle.pool.query<{ line: string }>(query);
    return rows.map((row) => row.line).sort();
  };
  return {
    columns: await columnsOf(handle),
    primaryKeys: await list(`
      select t.relname || ' ' || string_agg(a.attname, ', ' order by k.n) as line
      from pg_constraint c join pg_class t on t.oid = c.conrelid
        cross join lateral unnest(c.conkey) with ordinality as k(attnum, n)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
      where c.contype = 'p' and c.connamespace = 'public'::regnamespace group by t.relname`),
    indexes: await list(`
      select t.relname || ' ' || i.relname || case when x.indisunique then ' unique' else '' end
        || case when x.indpred is null then '' else ' partial' end || ' '
        || string_agg(coalesce(a.attname, '(expression)')
             || case when x.indoption[k.n - 1] & 1 = 1 then ' desc' else '' end, ', ' order by k.n) as line
      from pg_index x
        join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
        cross join lateral unnest(x.indkey::int[]) with ordinality as k(attnum, n)
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum and k.attnum > 0
      where t.relnamespace = 'public'::regnamespace and not x.indisprimary
        and i.relname not like '${SEARCH}%'
      group by t.relname, i.relname, x.indisunique, x.indpred is null`),
    foreignKeys: await list(`
      select t.relname || '(' || a.attname || ') ' || r.relname || '(' || b.attname || ') '
        || case c.confdeltype when 'c' then 'cascade' when 'a' then 'no action' else c.confdeltype::text end as line
      from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class r on r.oid = c.confrelid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
        join pg_attribute b on b.attrelid = r.oid and b.attnum = c.confkey[1]
      where c.contype = 'f'`),
    checks: await list(`select conname as line from pg_constraint where contype = 'c' and conrelid <> 0
      and connamespace = 'public'::regnamespace`),
  };
}

describe('the schema', () => {
  let sqlite: TestDatabase<SqliteHandle>;
  let postgres: TestDatabase<PostgresHandle>;
  beforeAll(async () => {
    sqlite = await createTestDatabase('sqlite');
    postgres = await createTestDatabase('postgres');
  });
  afterAll(async () => {
    await sqlite.drop();
    await postgres.drop();
  });

  test('is the same on both databases', async () => {
    const left = await sqliteSchema(sqlite.handle);
    const right = await postgresSchema(postgres.handle);
    expect(left).toEqual(right);
    expect(left.columns.length).toBeGreaterThan(250);
    expect(left.columns.filter((line) => line.includes('unknown'))).toEqual([]);
    expect(left.foreignKeys).toContain('job_items(job_id) jobs(id) cascade');
    expect(left.primaryKeys).toContain('audit_logs log_id, seq');
    expect(left.indexes).toContain('jobs jobs_created_idx created_at desc, id desc');
    expect(left.checks).toContain('users_role_check');
  });

  test('every table on SQLite is strict', () => {
    const loose = sqlite.handle.raw
      .prepare(
        `select name from pragma_table_list where schema = 'main' and type = 'table' and not strict
          and name not like 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
  });

  test('values of the wrong type are refused on SQLite, as PostgreSQL does', async () => {
    const insert = sqlite.handle.raw.prepare(
      'insert into device (id, install_id, created_at) values (?, ?, ?)',
    );
    expect(() => insert.run('a', 'b', 'yesterday')).toThrow(/cannot store TEXT value in INTEGER/);
  });
});

describeDatabases('the tables', (database) => {
  test('one installation has one device', async () => {
    await database.db.insertInto('device').values({ id: 'a', install_id: 'i', created_at: 1 }).execute();
    const second = database.db.insertInto('device').values({ id: 'b', install_id: 'i', created_at: 2 });
    await expect(second.execute()).rejects.toThrow(/device_single_row/);
    await second.onConflict((conflict) => conflict.doNothing()).execute();
    expect(await database.db.selectFrom('device').select('id').execute()).toEqual([{ id: 'a' }]);
  });

  test('bytes, large numbers and sums come back as they went in', async () => {
    const bytes = new Uint8Array([0, 1, 254, 255]);
    const size = Number.MAX_SAFE_INTEGER;
    await database.db
      .insertInto('audit_head')
      .values({ log_id: 'log', size, frontier: bytes, last_prev: bytes })
      .execute();
    const row = await database.db
      .selectFrom('audit_head')
      .select(['size', 'frontier', sql<number>`sum(size) over ()`.as('total')])
      .executeTakeFirstOrThrow();
    expect(row.size).toBe(size);
    expect(row.total).toBe(size);
    expect(Buffer.isBuffer(row.frontier)).toBe(true);
    expect([...row.frontier]).toEqual([...bytes]);
  });

  test('an item goes with its job', async () => {
    const job = { id: 'j', subject: 'device', device_id: 'd', status: 'done', request: '{}', surface: 'cli' };
    await database.db
      .insertInto('jobs')
      .values({ ...job, created_at: 1, started_at: 1, total: 1 })
      .execute();
    await database.db
      .insertInto('job_items')
      .values({
        ...{ job_id: 'j', idx: 0, source_path: 'a', relative_dir: '', explicit: 1 },
        ...{ status: 'written', updated_at: 1 },
      })
      .execute();
    await database.db.deleteFrom('jobs').execute();
    expect(await database.db.selectFrom('job_items').selectAll().execute()).toEqual([]);
  });

  test('a status outside the list is refused', async () => {
    const job = {
      id: 'j',
      subject: 'device',
      device_id: 'd',
      status: 'resting',
      request: '{}',
      surface: 'cli',
    };
    const insert = database.db.insertInto('jobs').values({ ...job, created_at: 1, started_at: 1, total: 1 });
    await expect(insert.execute()).rejects.toThrow(/jobs_status_check|CHECK constraint failed/);
  });
});

describeDatabases('the audit log', (database) => {
  const bytes = new Uint8Array(32);
  const entry = {
    ...{ log_id: 'log', seq: 1, ts: 1, actor_ref: 'act_1', role: 'ADMIN', category: 'system' },
    ...{ action: 'start', outcome: 'success', resource: '', request_id: 'r', surface: 'cli' },
    ...{ body: bytes, leaf: bytes, prev: bytes },
  };
  const rows = () => database.db.selectFrom('audit_logs').select(['seq', 'action']).execute();

  test('takes new rows, and refuses to change or lose one', async () => {
    const { db } = database;
    await db.insertInto('audit_logs').values(entry).execute();
    const attempts = [
      db.updateTable('audit_logs').set({ action: 'stop' }),
      db.deleteFrom('audit_logs'),
      db
        .insertInto('audit_logs')
        .values({ ...entry, action: 'stop' })
        .onConflict((conflict) => conflict.columns(['log_id', 'seq']).doUpdateSet({ action: 'stop' })),
    ];
    for (const attempt of attempts) await expect(attempt.execute()).rejects.toThrow(/append-only/);
    expect(await rows()).toEqual([{ seq: 1, action: 'start' }]);
  });

  test('refuses the ways around that each database has', async () => {
    const { db, dialect } = database;
    await db.insertInto('audit_logs').values(entry).execute();
    const attempts =
      dialect === 'sqlite'
        ? [
            sql`insert or replace into audit_logs select log_id, seq, 2, actor_ref, role, category, 'stop', outcome,
              resource, request_id, surface, body, leaf, prev from audit_logs`,
            sql`replace into audit_logs select * from audit_logs`,
            sql`update or replace audit_logs set seq = 2`,
          ]
        : [sql`truncate audit_logs`, sql`truncate audit_logs cascade`];
    for (const attempt of attempts) await expect(attempt.execute(db)).rejects.toThrow(/append-only/);
    expect(await rows()).toEqual([{ seq: 1, action: 'start' }]);
  });

  test('numbers its rows from one', async () => {
    const insert = database.db.insertInto('audit_logs').values({ ...entry, seq: 0 });
    await expect(insert.execute()).rejects.toThrow(/audit_logs_seq_check|CHECK constraint failed/);
  });
});
