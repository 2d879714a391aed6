/** Takes a job back: what it wrote goes to the trash, unless somebody changed it since. */
import type { Kysely } from 'kysely';
import type { UndoReport } from '../../../shared/job.ts';
import type { Database } from '../../db/database.types.ts';
import { lstatOrNull } from './output-folder.ts';
import { listOutputsOfJob } from './processings.repository.ts';
import { hashFile } from './publish.ts';

export interface UndoDeps {
  readonly db: Kysely<Database>;
  /** Moves a file to the system's trash; rejects where there is none. */
  readonly trash: (path: string) => Promise<void>;
}

type Left = UndoReport['left'][number];

export async function undoJob({ db, trash }: UndoDeps, jobId: string): Promise<UndoReport> {
  const left: Left[] = [];
  let removed = 0;
  for (const { path, sha256 } of await listOutputsOfJob(db, jobId)) {
    const reason = await takeBack(path, sha256, trash);
    if (reason === null) removed += 1;
    else left.push({ path, reason });
  }
  return { removed, left };
}

async function takeBack(
  path: string,
  sha256: string | null,
  trash: UndoDeps['trash'],
): Promise<Left['reason'] | null> {
  if ((await lstatOrNull(path)) === null) return 'gone';
  if (sha256 === null || (await hashFile(path)) !== sha256) return 'changed';
  return trash(path).then(
    () => null,
    () => 'no-trash',
  );
}
