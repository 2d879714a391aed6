/**
 * Runs one job from its journal to its end. Per source file, in order: look, admit, reserve quota, render; then, as
 * results come, journal the finished temporary files, move them to their names, record the outcome, report it.
 *
 * The journal makes every step repeatable: an item is `pending` until its temporary files are complete and verified,
 * `ready` from then until they carry their names and the outcome is recorded. A process killed anywhere in between
 * leaves nothing that a second run does not finish, once.
 */
import type { Kysely } from 'kysely';
import type { InputLimits } from '../../../shared/engine.ts';
import { EaselError, type Failure, toFailure } from '../../../shared/errors.ts';
import type { ItemReport, JobEnd } from '../../../shared/job.ts';
import type { Database } from '../../db/database.types.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Admission, type AdmissionContext, admit, admitRecalled } from './admission.ts';
import { createGroupCommit } from './group-commit.ts';
import { addResult, type ItemResult, itemReport, NO_COUNTS, waitingReport } from './item-result.ts';
import { type JobRequest, outputsFor } from './job-request.ts';
import { beat, listHeldNames, listItemPaths, markRestWaiting } from './jobs.repository.ts';
import { isPassedOver, type Look, type LookDeps, lookAt, type OpenItem, probe } from './look.ts';
import { createSemaphore, lookahead } from './lookahead.ts';
import { openOutputFolder } from './output-folder.ts';
import { createOutputNames } from './output-names.ts';
import { findOutputByPath } from './processings.repository.ts';
import type { QuotaGate } from './quota-gate.ts';
import { finishReady, type ReadyItem, recoverReady } from './ready-item.ts';
import type { JournalEntry } from './recorder.ts';
import { renderItem, unwrittenOutput } from './render-item.ts';
import { sourceKeysOf } from './source-keys.ts';
import { tempFolderFor } from './temp-folder.ts';
import { clearTempFolder, readyItems, unfinishedRows } from './unfinished-items.ts';

export interface JobRunnerDeps {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly monotonic: () => number;
  /** This process, which owns the job. */
  readonly pid: number;
  readonly limits: InputLimits;
  /** Wall limit of a 12-megapixel file with one output, in seconds. */
  readonly fileSeconds: number;
  /** Wall limit of a look at one file, in milliseconds. */
  readonly lookMs: number;
  /** Files in work at once. */
  readonly slots: number;
  /** Writes a group of entries in one transaction. */
  readonly record: (entries: readonly JournalEntry[]) => Promise<void>;
  readonly quota: QuotaGate;
}

export interface RunJobOptions {
  readonly jobId: string;
  readonly request: JobRequest;
  readonly total: number;
  readonly signal: AbortSignal;
  /** Resolves at once, or when a paused job goes on or is cancelled. */
  readonly whileAwake: () => Promise<void>;
  readonly onReport: (report: ItemReport) => void;
}

/** Sources looked at before their turn. */
const LOOKAHEAD = 8;
const GROUP_DELAY_MS = 50;
const GROUP_ENTRIES = 64;
const HEARTBEAT_MS = 10_000;

export async function runJob(deps: JobRunnerDeps, options: RunJobOptions): Promise<JobEnd> {
  const { db, engine } = deps;
  const { jobId, request, signal } = options;
  const startedAt = deps.monotonic();
  const folder = await openOutputFolder(request.outputFolder, { create: true });
  const temp = tempFolderFor(folder.root, jobId);
  await temp.create();
  const names = createOutputNames(request, folder);
  const engineVersions = await engine.versions();
  const lookDeps: LookDeps = { ...deps, request, engineVersions, signal };
  const context: AdmissionContext = {
    request,
    folder,
    names,
    engineVersions,
    sourceKeys: await sourceKeysOf((await listItemPaths(db, jobId)).map((row) => row.source_path)),
    findOutput: (path) => findOutputByPath(db, path),
  };

  let counts = { ...NO_COUNTS, total: options.total };
  let rendering = 0;
  /** Sources are still being looked at. */
  let looking = true;
  /** Why the job ends early: out of quota, disk full, cancelled. */
  let stopped: Failure | null = null;
  /** A defect or a lost database: the job cannot go on at all. */
  let fatal: { readonly error: unknown } | null = null;
  const open = new Set<Promise<void>>();
  const commit = createGroupCommit(deps.record, {
    delayMs: GROUP_DELAY_MS,
    maxEntries: GROUP_ENTRIES,
    isIdle: () => rendering === 0 && !looking,
  });
  const slots = createSemaphore(deps.slots + 1);
  const finishDeps = {
    context,
    journal: (item: ReadyItem) => commit.add({ kind: 'ready', jobId, item }),
  };
  const heartbeat = setInterval(() => {
    beat(db, { id: jobId, pid: deps.pid, now: deps.now() }).then((mine) => {
      if (!mine) failJob(new EaselError('JOB_RUNNING', { id: jobId }));
    }, failJob);
  }, HEARTBEAT_MS);

  try {
    await finishInterrupted();
    for await (const look of lookahead(openItems(), LOOKAHEAD, (item) => lookAt(lookDeps, item))) {
      await options.whileAwake();
      if (halted()) break;
      await decide(look);
    }
  } catch (error) {
    failJob(error);
  } finally {
    looking = false;
    // Whatever is in work is finished and recorded, or left for the next run, before the job lets go.
    while (open.size > 0) await Promise.all(open);
    await commit.settle();
    clearInterval(heartbeat);
    await deps.quota.close().catch(failJob);
  }
  if (fatal !== null) throw (fatal as { readonly error: unknown }).error;
  return endJob();

  /** Files a killed run had completed get their names now; everything else it left is swept away. */
  async function finishInterrupted(): Promise<void> {
    for (const { index, paths } of await listHeldNames(db, jobId)) {
      for (const path of paths) names.claim(path, index);
    }
    const ready = await readyItems(db, jobId);
    await temp.sweep(new Set(ready.flatMap((item) => item.outputs.map((output) => output.tempPath))));
    const recorded: Promise<void>[] = [];
    for (const item of ready) {
      for (const output of item.outputs) names.claim(output.path, item.index);
      recorded.push(settle(await recoverReady(finishDeps, item)));
    }
    // Until they are recorded they look open, and would be processed again.
    await Promise.all(recorded);
  }

  async function decide(look: Look): Promise<void> {
    const { item } = look;
    if (look.kind === 'failed') {
      if (look.failure.code === 'CANCELLED') return;
      if (look.failure.code === 'ENGINE_UNAVAILABLE')
        throw new EaselError('ENGINE_UNAVAILABLE', look.failure.data);
      track(settle(failedResult(item, look.failure)));
      return;
    }
    if (look.kind === 'recalled') {
      const admissions = await admitRecalled(context, item, look.outputs);
      if (admissions.every(isUpToDate)) {
        track(settle(unwrittenResult(item, null, admissions)));
        return;
      }
      // The source is as it was, an output is not: the long way, from the beginning.
      for (const admission of admissions) releaseName(admission);
      await decide(await probe(lookDeps, item));
      return;
    }
    const admissions = await admit(context, { ...item, facts: look.facts });
    if (admissions.every((admission) => admission.action !== 'write')) {
      track(settle(unwrittenResult(item, look.facts, admissions)));
      return;
    }
    const refusal = await deps.quota.reserve(item.index, signal);
    if (refusal !== null) {
      stopped ??= refusal;
      return;
    }
    const release = await slots.acquire();
    if (halted()) {
      release();
      await deps.quota.release(item.index);
      return;
    }
    rendering += 1;
    track(renderAndFinish(look, admissions, release));
  }

  async function renderAndFinish(
    { item, facts }: Extract<Look, { kind: 'facts' }>,
    admissions: readonly Admission[],
    release: () => void,
  ): Promise<void> {
    const task = { item, facts, admissions, context };
    const answer = await renderItem({ ...deps, temp, signal }, task).finally(() => {
      rendering -= 1;
      release();
    });
    if (answer.kind === 'stopped') {
      await deps.quota.release(item.index);
      if (answer.failure.code === 'ENGINE_UNAVAILABLE')
        throw new EaselError('ENGINE_UNAVAILABLE', answer.failure.data);
      if (answer.failure.code !== 'CANCELLED') stopped ??= answer.failure;
      return;
    }
    const result = await finishReady(finishDeps, answer.item);
    if (result.written.length === 0) await deps.quota.release(item.index);
    await settle(result);
  }

  /** Records an item's result, then reports it: what is shown is on the disk. */
  async function settle(result: ItemResult): Promise<void> {
    await commit.add({ kind: 'settled', jobId, result });
    counts = addResult(counts, result);
    options.onReport(itemReport(result));
  }

  function failedResult(item: OpenItem, reason: Failure): ItemResult {
    const unwritten = outputsFor(request, item.input.path).map((output) => ({
      output,
      path: null,
      outcome: isPassedOver(item, reason) ? ('skipped' as const) : ('failed' as const),
      failure: reason,
    }));
    return { ...item, facts: null, written: [], unwritten };
  }

  function unwrittenResult(
    item: OpenItem,
    facts: ItemResult['facts'],
    admissions: readonly Admission[],
  ): ItemResult {
    const unwritten = admissions.flatMap((admission) =>
      admission.action === 'write' ? [] : [unwrittenOutput(admission)],
    );
    return { ...item, facts, written: [], unwritten };
  }

  function releaseName(admission: Admission): void {
    const path = admission.action === 'write' ? admission.admitted.path : admission.path;
    if (path !== null) names.release(path);
  }

  function track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        if (error instanceof EaselError && error.code === 'OUTPUT_DISK_FULL') stopped ??= error.toFailure();
        else failJob(error);
      })
      .finally(() => open.delete(tracked));
    open.add(tracked);
  }

  function failJob(error: unknown): void {
    fatal ??= { error };
  }

  function halted(): boolean {
    return signal.aborted || stopped !== null || fatal !== null;
  }

  async function* openItems(): AsyncGenerator<OpenItem> {
    for await (const row of unfinishedRows(db, jobId)) {
      const { source_path: path, relative_dir: relativeDir } = row;
      yield { index: row.idx, input: { path, relativeDir, explicit: row.explicit === 1 } };
    }
  }

  async function endJob(): Promise<JobEnd> {
    const rest: OpenItem[] = [];
    for await (const item of openItems()) rest.push(item);
    const [next] = rest;
    if (next !== undefined) {
      stopped ??= toFailure(new EaselError('CANCELLED'));
      const { code, message } = stopped;
      await markRestWaiting(db, { jobId, fromIndex: next.index, code, message, now: deps.now() });
      for (const item of rest) options.onReport(waitingReport(item.index, item.input.path, stopped));
    }
    const all = { ...counts, waiting: rest.length };
    await deps.record([{ kind: 'ended', jobId, stopped }]);
    await clearTempFolder(db, { jobId, temp });
    const ms = Math.round(deps.monotonic() - startedAt);
    return { stopped, summary: { type: 'summary', job: jobId, ...all, ms } };
  }
}

function isUpToDate(admission: Admission): boolean {
  return admission.action === 'skip' && admission.failure.code === 'OUTPUT_UP_TO_DATE';
}
