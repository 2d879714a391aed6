/**
 * Writes what a job did, in groups: journal, history, usage, quota, audit, daily sums and outbox in one transaction,
 * all of it or none.
 */
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import type { EngineVersions } from '../../../shared/engine.ts';
import { EaselError, type Failure } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';
import type { AuditEvent, AuditLog } from '../audit/audit.service.ts';
import type { OutboxEvent } from '../sync/outbox.service.ts';
import type { Usage } from '../usage/usage.repository.ts';
import { describeEngine } from './admission.ts';
import { type ItemResult, itemOutcome } from './item-result.ts';
import { beat, countItems, endJob, markItem } from './jobs.repository.ts';
import { syncFolders } from './output-folder.ts';
import { insertProcessings, type NewProcessing } from './processings.repository.ts';
import type { ReadyItem } from './ready-item.ts';
import { auditEventsOf, processingFact, processingRows, usageFact, usageOf } from './records.ts';

export type JournalEntry =
  | { readonly kind: 'begun'; readonly jobId: string; readonly how: 'started' | 'resumed' }
  /** Temporary files are complete; their names come next. */
  | { readonly kind: 'ready'; readonly jobId: string; readonly item: ReadyItem }
  | { readonly kind: 'settled'; readonly jobId: string; readonly result: ItemResult }
  | {
      readonly kind: 'ended';
      readonly jobId: string;
      readonly stopped: Failure | null;
    };

type Trx = Kysely<Database>;

export interface RecorderDeps {
  readonly db: Kysely<Database>;
  readonly ids: Ids;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** This process, which owns the jobs it records. */
  readonly pid: number;
  readonly engineVersions: () => Promise<EngineVersions>;
  /** Who the work is done for, and where. */
  readonly subject: string;
  readonly deviceId: string;
  readonly surface: AuditEvent['surface'];
  readonly audit: AuditLog;
  readonly recordDaily: (trx: Trx, rows: readonly NewProcessing[]) => Promise<void>;
  /** Returns the request ids that were not charged before. */
  readonly recordUsage: (trx: Trx, usages: readonly Usage[]) => Promise<readonly string[]>;
  readonly appendOutbox: (trx: Trx, events: readonly OutboxEvent[]) => Promise<unknown>;
}

export type Recorder = (entries: readonly JournalEntry[]) => Promise<void>;

export function createRecorder(deps: RecorderDeps): Recorder {
  return async (entries) => {
    const engine = describeEngine(await deps.engineVersions());
    // Names must have reached the disk before anything says that they exist.
    await syncFolders(new Set(entries.flatMap(foldersOf)));
    await deps.db.transaction().execute((trx) => write(deps, trx, { entries, engine }));
  };
}

async function write(
  deps: RecorderDeps,
  trx: Trx,
  { entries, engine }: { readonly entries: readonly JournalEntry[]; readonly engine: string },
): Promise<void> {
  for (const jobId of new Set(entries.map((entry) => entry.jobId))) {
    // Asleep for long, this process may have lost the job: then whoever has it writes, and nobody else.
    const mine = await beat(trx, { id: jobId, pid: deps.pid, now: deps.now() });
    if (!mine) throw new EaselError('JOB_RUNNING', { id: jobId });
  }
  for (const entry of entries) await writeJournal(deps, trx, entry);

  const settled = entries.filter((entry) => entry.kind === 'settled');
  const rows = settled.flatMap(({ jobId, result }) => processingRows(deps, { jobId, result, engine }));
  await insertProcessings(trx, rows);
  await deps.recordDaily(trx, rows);
  const usages = settled.flatMap(({ jobId, result }) => usageOf(deps, { jobId, result }));
  const charged = new Set(await deps.recordUsage(trx, usages));

  const audited = entries.flatMap((entry) => auditEventsOf(deps, entry));
  if (audited.length === 0) return;
  await deps.appendOutbox(trx, [
    ...rows.map(processingFact),
    ...usages.filter((usage) => charged.has(usage.requestId)).map(usageFact),
  ]);
  await deps.audit.append(trx, audited);
}

async function writeJournal(deps: RecorderDeps, trx: Trx, entry: JournalEntry): Promise<void> {
  const { jobId } = entry;
  const now = deps.now();
  switch (entry.kind) {
    case 'begun':
      return;
    case 'ready': {
      const { index } = entry.item;
      return markItem(trx, { jobId, index, status: 'ready', plan: JSON.stringify(entry.item), now });
    }
    case 'settled': {
      const { result } = entry;
      const reason = result.unwritten[0]?.failure;
      return markItem(trx, {
        jobId,
        index: result.index,
        status: itemOutcome(result),
        plan: null,
        outcome: JSON.stringify([...result.written, ...result.unwritten].flatMap(({ path }) => path ?? [])),
        ...(reason ? { error: { code: reason.code, message: reason.message } } : {}),
        now,
      });
    }
    case 'ended': {
      const status =
        entry.stopped === null ? 'done' : entry.stopped.code === 'CANCELLED' ? 'interrupted' : 'waiting';
      // Of the whole job, whichever runs its items were done in.
      const counts = Object.fromEntries((await countItems(trx, jobId)).map((row) => [row.status, row.count]));
      return endJob(trx, { id: jobId, status, counts: JSON.stringify(counts), now });
    }
  }
}

function foldersOf(entry: JournalEntry): readonly string[] {
  return entry.kind === 'settled' ? entry.result.written.map(({ path }) => dirname(path)) : [];
}
