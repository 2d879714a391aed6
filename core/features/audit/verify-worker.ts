/** Runs in a worker thread: verifies a log on a connection of its own. */
import { type DatabaseSource, openReader } from './open-reader.ts';
import { decodeKey } from './signed-note.ts';
import { verifyStoredLog } from './verify-stored.ts';
import { serveWorkerTask } from './worker-task.ts';

export interface VerifyTask {
  readonly source: DatabaseSource;
  readonly logId: string;
  /** As text; null: nobody's signature is checked. */
  readonly keys: readonly string[] | null;
  readonly keptNotes: readonly string[];
}

await serveWorkerTask(async ({ source, logId, keys, keptNotes }: VerifyTask, { signal, onProgress }) => {
  const database = await openReader(source);
  try {
    return await verifyStoredLog(database.db, logId, {
      keys: keys?.map(decodeKey).filter((key) => key !== null),
      keptNotes,
      signal,
      onProgress,
    });
  } finally {
    await database.close();
  }
});
