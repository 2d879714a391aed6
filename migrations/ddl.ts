/** The few schema words migrations share. Released migrations depend on these: add, never change. */
import {
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  type Expression,
  type Kysely,
  type SqlBool,
  sql,
} from 'kysely';
import type { MigrationContext } from './migration.ts';

interface TableOptions {
  /** SQLite keeps rows in the primary key itself: for narrow rows that are only found by it. */
  readonly withoutRowid?: boolean;
}

/** A table that refuses values of the wrong type: PostgreSQL always does, SQLite when STRICT. */
export function createTable(
  db: Kysely<unknown>,
  ctx: MigrationContext,
  name: string,
  options: TableOptions = {},
): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  if (ctx.dialect !== 'sqlite') return table;
  return table.modifyEnd(options.withoutRowid ? sql`strict, without rowid` : sql`strict`);
}

export function required(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}

/** A counter that starts at nothing. */
export function fromZero(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().defaultTo(0);
}

export function isOneOf(column: string, values: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (${sql.join(values.map((value) => sql.lit(value)))})`;
}

export function isBool(column: string): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (0, 1)`;
}

export function isAtLeast(column: string, least: number): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} >= ${sql.lit(least)}`;
}
