/** Opens a database for a script, and says what was done to it on the way. */
import type { DatabaseHandle } from '../../core/db/handle.ts';
import { openDatabase } from '../../core/db/open.ts';
import { say, type Target } from './target.ts';

export async function openMigrated(target: Target): Promise<DatabaseHandle> {
  const handle = await openDatabase({
    ...target.open,
    onMigrated: ({ applied, backup }) => {
      if (backup !== null) say(`Copied it to ${backup} first.`);
      for (const name of applied) say(`Applied ${name}`);
      if (applied.length === 0) say('Nothing to apply.');
    },
  });
  say(`${target.label} is up to date.`);
  return handle;
}
