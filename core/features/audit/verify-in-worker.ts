/** Verifies a log without holding anybody up: in a thread, on a read-only connection. */
import type { DatabaseSource } from './open-reader.ts';
import { encodeKey } from './signed-note.ts';
import type { StoredVerification, VerifyStoredOptions } from './verify-stored.ts';
import type { VerifyTask } from './verify-worker.ts';
import { runWorkerTask } from './worker-task.ts';

export interface VerifyInWorkerDeps {
  readonly source: DatabaseSource;
  readonly logId: string;
  /** Where the host keeps `verify-worker`. */
  readonly workerFile: string | URL;
}

export function verifyInWorker(
  { source, logId, workerFile }: VerifyInWorkerDeps,
  { keys, keptNotes = [], signal, onProgress }: VerifyStoredOptions = {},
): Promise<StoredVerification> {
  const task: VerifyTask = { source, logId, keys: keys?.map(encodeKey) ?? null, keptNotes };
  return runWorkerTask({ file: workerFile, task, signal, onProgress });
}
