/** A connection of one's own that cannot change anything, for work beside the app's. */
import type { DatabaseHandle } from '../../db/handle.ts';
import { sqlitePath } from '../../db/open.ts';
import { openSqlite } from '../../db/open-sqlite.ts';

export interface DatabaseSource {
  /** `file:…` or `postgres://…`. */
  readonly url: string;
  readonly platform: NodeJS.Platform;
}

/** The database must exist, at the schema of this Easel. */
export async function openReader({ url, platform }: DatabaseSource): Promise<DatabaseHandle> {
  const path = sqlitePath(url);
  if (path !== undefined) return openSqlite({ path, platform, readonly: true });
  const { openPostgres } = await import('../../db/open-postgres.ts');
  return openPostgres({ url, maxConnections: 1 });
}
