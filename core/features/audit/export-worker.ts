/** Runs in a worker thread: exports a log on a connection of its own. The signature is made on the other side. */
import type { ExportOptions } from './bundle/export-bundle.ts';
import { exportBundle } from './bundle/export-bundle.ts';
import { type DatabaseSource, openReader } from './open-reader.ts';
import { serveWorkerTask } from './worker-task.ts';

export interface ExportTask extends Omit<ExportOptions, 'signal' | 'onProgress'> {
  readonly source: DatabaseSource;
  readonly logId: string;
  readonly signer: { readonly name: string; readonly publicKey: Uint8Array };
  readonly retiredKeys: readonly { readonly name: string; readonly publicKey: Uint8Array }[];
  readonly appVersion: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

await serveWorkerTask(async (task: ExportTask, { signal, onProgress, ask }) => {
  const { source, logId, signer, retiredKeys, appVersion, createdAt, folder, filter } = task;
  const database = await openReader(source);
  try {
    return await exportBundle(
      {
        db: database.db,
        logId,
        signer: { ...signer, sign: ask },
        retiredKeys,
        appVersion,
        now: () => createdAt,
      },
      { folder, filter, signal, onProgress },
    );
  } finally {
    await database.close();
  }
});
