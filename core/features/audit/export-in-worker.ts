/** Exports a log without holding anybody up: in a thread, on a read-only connection. */
import type { ExportDeps, ExportedBundle, ExportOptions } from './bundle/export-bundle.ts';
import type { ExportTask } from './export-worker.ts';
import type { DatabaseSource } from './open-reader.ts';
import type { NoteKey } from './signed-note.ts';
import { runWorkerTask } from './worker-task.ts';

export interface ExportInWorkerDeps extends Omit<ExportDeps, 'db'> {
  readonly source: DatabaseSource;
  /** Where the host keeps `export-worker`. */
  readonly workerFile: string | URL;
}

export function exportInWorker(deps: ExportInWorkerDeps, options: ExportOptions): Promise<ExportedBundle> {
  const { source, logId, signer, appVersion, workerFile } = deps;
  const { folder, filter, signal, onProgress } = options;
  const task: ExportTask = {
    source,
    logId,
    signer: publicPart(signer),
    retiredKeys: (deps.retiredKeys ?? []).map(publicPart),
    appVersion,
    createdAt: deps.now(),
    folder,
    filter,
  };
  return runWorkerTask({ file: workerFile, task, signal, onProgress, answer: signer.sign });
}

/** What may cross to the thread; a signer's function cannot, and its key must not. */
function publicPart({ name, publicKey }: NoteKey) {
  return { name, publicKey };
}
