/** Opens the database that a URL names, at the schema of this Easel. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MIGRATIONS } from '../../migrations/index.ts';
import { EaselError } from '../../shared/errors.ts';
import { DATABASE_FILE } from './data-dir.ts';
import type { DatabaseHandle } from './handle.ts';
import { type MigrateOptions, type MigrateResult, migrateDatabase } from './migrate.ts';
import { readApplied } from './migrate-sqlite.ts';
import { planMigrations } from './migration-plan.ts';
import { openRawSqlite, openSqlite } from './open-sqlite.ts';

export interface OpenDatabaseOptions extends MigrateOptions {
  /** `file:…` or `postgres://…`. */
  readonly url: string;
  readonly platform: NodeJS.Platform;
  readonly onMigrated?: (result: MigrateResult) => void;
}

export async function openDatabase(options: OpenDatabaseOptions): Promise<DatabaseHandle> {
  const handle = await openUnmigrated(options);
  try {
    const result = await migrateDatabase(handle, options);
    options.onMigrated?.(result);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** `file:` URL of the database in a data folder. */
export function databaseUrl(dataDir: string): string {
  return pathToFileURL(join(dataDir, DATABASE_FILE)).href;
}

/** The path in a `file:` URL; also takes `file:` with a plain path behind it. Undefined for other URLs. */
export function sqlitePath(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined;
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
}

async function openUnmigrated(options: OpenDatabaseOptions): Promise<DatabaseHandle> {
  const { url, platform } = options;
  const path = sqlitePath(url);
  if (path !== undefined) {
    refuseNewerFile(path, options);
    return openSqlite({ path, platform });
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    const { openPostgres } = await import('./open-postgres.ts');
    return openPostgres({ url });
  }
  throw new EaselError('DATABASE_UNAVAILABLE', { reason: 'its URL must start with file: or postgres://' });
}

/**
 * Looks before opening for writing: closing a connection that can write moves the WAL into the file,
 * and a newer database is not ours to touch.
 */
function refuseNewerFile(path: string, { platform, migrations = MIGRATIONS }: OpenDatabaseOptions): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return;
  const raw = openRawSqlite({ path, platform, readonly: true });
  try {
    planMigrations(readApplied(raw, path), migrations);
  } finally {
    raw.close();
  }
}
