/** Kysely on SQLite with transactions that take the write lock at once. */
import type BetterSqlite3 from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';

/**
 * A deferred transaction that reads, then writes, fails at once when another process wrote in between;
 * an immediate one waits for its turn.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const mode = settings?.accessMode === 'read only' ? 'deferred' : 'immediate';
    await connection.executeQuery(CompiledQuery.raw(`begin ${mode}`));
  }
}

/** Distinct statements kept compiled; beyond that the oldest goes. An app uses far fewer. */
const KEPT_STATEMENTS = 300;

/** Compiling a statement costs more than running it, and the same few run over and over. */
function withStatementCache(raw: BetterSqlite3.Database): SqliteDatabase {
  const kept = new Map<string, BetterSqlite3.Statement>();
  return {
    close: () => raw.close(),
    prepare: (sql) => {
      const known = kept.get(sql);
      // Busy while a reader streams from it: then a second one is needed.
      if (known !== undefined && !known.busy) return known as unknown as SqliteStatement;
      const statement = raw.prepare(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest);
      return statement as unknown as SqliteStatement;
    },
  };
}

export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #raw: BetterSqlite3.Database;

  constructor(raw: BetterSqlite3.Database) {
    super({ database: raw });
    this.#raw = raw;
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: withStatementCache(this.#raw) });
  }
}
