/** `npm run db:reset -- --yes`: copies the SQLite database away, removes it, and makes an empty one. */
import { existsSync, rmSync } from 'node:fs';
import { backupSqlite } from '../../core/db/backup-sqlite.ts';
import { readApplied } from '../../core/db/migrate-sqlite.ts';
import { openRawSqlite } from '../../core/db/open-sqlite.ts';
import { EaselError } from '../../shared/errors.ts';
import { openMigrated } from './open-migrated.ts';
import { readCommandLine, refuseProduction, runScript, say } from './target.ts';

await runScript(async () => {
  refuseProduction();
  const { target, has } = readCommandLine('yes');
  const { path, label } = target;
  if (path === undefined) {
    throw new EaselError('USAGE_INVALID', {
      reason: 'Only a SQLite database can be reset here; drop and create the PostgreSQL database instead.',
    });
  }
  if (!has('yes')) {
    throw new EaselError('USAGE_INVALID', {
      reason: `This empties ${label}, after copying it. Add --yes to go on.`,
    });
  }
  if (existsSync(path)) await moveAway(path);
  const handle = await openMigrated(target);
  await handle.close();
});

async function moveAway(path: string): Promise<void> {
  const raw = openRawSqlite({ path, platform: process.platform });
  let from: string | undefined;
  try {
    from = readApplied(raw, path).at(-1)?.name;
    refuseWhileInUse(() => {
      // Leaving the WAL is only possible for the one connection there is, and empties it into the file.
      raw.pragma('busy_timeout = 0');
      raw.pragma('journal_mode = delete');
    });
  } finally {
    raw.close();
  }
  if (from !== undefined) say(`Copied ${path} to ${await backupSqlite({ path, now: Date.now(), from })}.`);
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${ending}`, { force: true });
}

function refuseWhileInUse(attempt: () => void): void {
  try {
    attempt();
  } catch (cause) {
    throw new EaselError(
      'DATABASE_UNAVAILABLE',
      { reason: 'another process has it open; close Easel first' },
      { cause },
    );
  }
}
