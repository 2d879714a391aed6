/** Opens PostgreSQL: a pool whose sessions cannot wait or hold locks for ever, and numbers as numbers. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { EaselError } from '../../shared/errors.ts';
import type { Database } from './database.types.ts';
import type { PostgresHandle } from './handle.ts';

export interface OpenPostgresOptions {
  readonly url: string;
  readonly maxConnections?: number;
  readonly lockTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
}

const OLDEST_POSTGRES = 15;
const CONNECT_TIMEOUT_MS = 10_000;
/** A transaction that does nothing holds its locks and keeps old rows alive. */
const IDLE_IN_TRANSACTION_MS = 30_000;

export async function openPostgres(options: OpenPostgresOptions): Promise<PostgresHandle> {
  const { url, maxConnections = 10, lockTimeoutMs = 3000, statementTimeoutMs = 30_000 } = options;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'easel',
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    lock_timeout: lockTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    types: { getTypeParser },
  });
  // An idle connection may be cut by the server: the pool drops it and the next query opens another.
  pool.on('error', () => {});
  try {
    await assertServer(pool);
  } catch (error) {
    await pool.end();
    throw postgresFailure(error);
  }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return {
    dialect: 'postgres',
    db,
    pool,
    close: async () => {
      await db.destroy();
      // Kysely ends only a pool it has used.
      if (!pool.ending) await pool.end();
    },
  };
}

interface ServerFacts {
  readonly version: number;
  readonly encoding: string;
}

async function assertServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<ServerFacts>(
    `select current_setting('server_version_num')::int / 10000 as version,
            current_setting('server_encoding') as encoding`,
  );
  const { version, encoding } = rows[0] ?? { version: 0, encoding: '' };
  if (version < OLDEST_POSTGRES) {
    throw unavailable(`PostgreSQL ${version} is older than ${OLDEST_POSTGRES}`);
  }
  if (encoding !== 'UTF8') throw unavailable(`its encoding is ${encoding}, and has to be UTF8`);
}

const INT8 = 20;
const NUMERIC = 1700;

/** pg gives bigint, and sums of bigint (numeric), as text; SQLite gives numbers. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format !== 'binary' && (oid === INT8 || oid === NUMERIC)) return toSafeNumber;
  return pg.types.getTypeParser(oid, format);
}

/** Never a rounded number: what does not fit is an error. */
export function toSafeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new RangeError(`${text} is past what a number holds exactly`);
  }
  return value;
}

/** DATABASE_UNAVAILABLE for what keeps us from the server. Never carries the URL: it may hold a password. */
function postgresFailure(error: unknown): unknown {
  if (error instanceof EaselError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ERR_INVALID_URL') return unavailable('the URL of PostgreSQL is not valid');
  // One error per address tried, under an empty message, when a host name has several.
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  const message = error.message || (first instanceof Error ? first.message : '') || code || error.name;
  return new EaselError('DATABASE_UNAVAILABLE', { reason: `PostgreSQL: ${message}` }, { cause: error });
}

function unavailable(reason: string): EaselError {
  return new EaselError('DATABASE_UNAVAILABLE', { reason });
}
