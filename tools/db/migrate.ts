/** `npm run db:migrate`: brings the database to the schema of this checkout. */
import { openMigrated } from './open-migrated.ts';
import { readCommandLine, runScript } from './target.ts';

await runScript(async () => {
  const { target } = readCommandLine();
  const handle = await openMigrated(target);
  await handle.close();
});
