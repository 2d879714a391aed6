/** Reads what a job still has to do, a page at a time, and clears away what it no longer needs. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import { listUnfinishedItems } from './jobs.repository.ts';
import type { ReadyItem } from './ready-item.ts';
import type { TempFolder } from './temp-folder.ts';

const PAGE = 500;

type UnfinishedRow = Awaited<ReturnType<typeof listUnfinishedItems>>[number];

export async function* unfinishedRows(db: Kysely<Database>, jobId: string): AsyncGenerator<UnfinishedRow> {
  let afterIndex = -1;
  for (;;) {
    const rows = await listUnfinishedItems(db, { jobId, afterIndex, limit: PAGE });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    afterIndex = last.idx;
  }
}

/** Items whose results are complete but do not carry their names yet. */
export async function readyItems(db: Kysely<Database>, jobId: string): Promise<readonly ReadyItem[]> {
  const items: ReadyItem[] = [];
  for await (const { status, plan } of unfinishedRows(db, jobId)) {
    // Written by `JSON.stringify` of this very type, see recorder.ts.
    if (status === 'ready' && plan !== null) items.push(JSON.parse(plan) as ReadyItem);
  }
  return items;
}

/** Results that are complete keep until the job goes on; everything else starts from its source again. */
export async function clearTempFolder(
  db: Kysely<Database>,
  { jobId, temp }: { readonly jobId: string; readonly temp: TempFolder },
): Promise<void> {
  const ready = await readyItems(db, jobId);
  const kept = new Set(ready.flatMap((item) => item.outputs.map((output) => output.tempPath)));
  if (kept.size === 0) await temp.remove();
  else await temp.sweep(kept);
}
