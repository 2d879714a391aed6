/** Batches: rehearse one, start one, go on with one, steer it, take it back. */
import type { Kysely } from 'kysely';
import { EaselError, toFailure } from '../../../shared/errors.ts';
import type { JobEvent, JobState, PlannedReport, UndoReport } from '../../../shared/job.ts';
import type { Database } from '../../db/database.types.ts';
import type { Engine } from '../../engine/engine.ts';
import type { AllowedPaths } from '../../files/allowed-paths.ts';
import type { InputFile } from '../../files/collect-inputs.ts';
import type { Ids } from '../../ids.ts';
import type { ProcessingLimits } from './images.service.ts';
import type { JobRequest } from './job-request.ts';
import { runJob } from './job-runner.ts';
import {
  countItemsDone,
  countUnfinished,
  discardJob,
  findJob,
  findUnfinishedJob,
  insertItems,
  insertJob,
  type JobRow,
  listFailedItems,
  listUnfinishedJobs,
  takeOver,
} from './jobs.repository.ts';
import { createLiveJobs, type LiveJob } from './live-jobs.ts';
import { openOutputFolder } from './output-folder.ts';
import { planJob } from './plan-job.ts';
import { type BatchRequest, prepareBatch } from './prepare-batch.ts';
import type { QuotaGate, QuotaGateOptions } from './quota-gate.ts';
import type { Recorder } from './recorder.ts';
import { tempFolderFor } from './temp-folder.ts';
import { type UndoDeps, undoJob } from './undo-job.ts';
import { clearTempFolder } from './unfinished-items.ts';

export interface JobsServiceDeps extends Pick<UndoDeps, 'trash'> {
  readonly db: Kysely<Database>;
  readonly allowed: AllowedPaths;
  readonly engine: Engine;
  readonly ids: Ids;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly monotonic: () => number;
  /** Local date and time for names: `2026-11-23`, `14-05-09`. */
  readonly localStamp: () => { readonly date: string; readonly time: string };
  readonly pid: number;
  readonly isProcessAlive: (pid: number) => boolean;
  /** Who sits here: `device:<id>` until somebody logs in. */
  readonly subject: string;
  readonly deviceId: string;
  readonly surface: string;
  /** What the settings say at this moment. */
  readonly readLimits: () => Promise<ProcessingLimits>;
  readonly record: Recorder;
  readonly quotaFor: (options: QuotaGateOptions) => QuotaGate;
}

export interface JobStarted {
  readonly id: string;
  /** Files to process. */
  readonly total: number;
}

interface Waiting {
  /** Sleep until quota frees instead of leaving the rest for later. */
  readonly wait: boolean;
}

export interface JobsService {
  readonly plan: (request: BatchRequest, options: PlanRange) => AsyncGenerator<PlannedReport>;
  /** Resolves when the job is journalled and runs; `watch` tells the rest. */
  readonly start: (request: BatchRequest, options: Waiting) => Promise<JobStarted>;
  /** Goes on with a job, the newest unfinished one when `id` is null. */
  readonly resume: (id: string | null, options: Waiting) => Promise<JobStarted>;
  readonly retryFailed: (id: string) => Promise<JobStarted>;
  readonly watch: (id: string, signal?: AbortSignal) => AsyncGenerator<JobEvent>;
  readonly pause: (id: string) => void;
  readonly unpause: (id: string) => void;
  readonly cancel: (id: string) => void;
  readonly discard: (id: string) => Promise<void>;
  readonly list: () => Promise<readonly JobState[]>;
  readonly undo: (id: string) => Promise<UndoReport>;
  /** Stops what runs, in good order. */
  readonly close: () => Promise<void>;
}

export interface PlanRange {
  /** Only this many files. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A job without a sign of life for this long has no owner, whatever its process number says. */
const OWNER_SILENCE_MS = 60_000;

export function createJobsService(deps: JobsServiceDeps): JobsService {
  const { db, engine } = deps;
  const live = createLiveJobs();

  return {
    plan: async function* (request, { limit, signal = new AbortController().signal }) {
      const { inputs, job } = await prepareBatch(deps, request);
      const planDeps = { ...deps, ...(await deps.readLimits()) };
      yield* planJob(planDeps, { inputs: inputs.slice(0, limit), request: job, signal });
    },
    start: async (request, options) => {
      const { inputs, job } = await prepareBatch(deps, request);
      return begin(inputs, job, options);
    },
    resume: async (id, options) => {
      const job = id === null ? await findUnfinishedJob(db) : await findJob(db, id);
      if (job === undefined || isOver(job)) throw new EaselError('JOB_NOT_FOUND');
      await takeFromDead(job);
      return run(job.id, requestOf(job), await countUnfinished(db, job.id), 'resumed', options);
    },
    retryFailed: async (id) => {
      const job = await findJob(db, id);
      const failed = job === undefined ? [] : await listFailedItems(db, id);
      if (job === undefined || failed.length === 0) throw new EaselError('JOB_NOT_FOUND');
      const inputs = failed.map((row) => ({
        path: row.source_path,
        relativeDir: row.relative_dir,
        explicit: row.explicit === 1,
      }));
      return begin(inputs, { ...requestOf(job), ...deps.localStamp() }, { wait: false });
    },
    watch: live.watch,
    pause: live.pause,
    unpause: live.unpause,
    cancel: live.cancel,
    discard: async (id) => {
      const job = await findJob(db, id);
      if (job === undefined || isOver(job)) throw new EaselError('JOB_NOT_FOUND');
      await takeFromDead(job);
      await discardJob(db, { id, now: deps.now() });
      await clearTempFolder(db, { jobId: id, temp: tempFolderFor(requestOf(job).outputFolder, id) });
    },
    list: async () => {
      const unfinished = await listUnfinishedJobs(db);
      const here = live.list();
      const ended = await Promise.all(
        here.filter(({ state }) => state === 'ended').map(({ id }) => findJob(db, id)),
      );
      const rows = [...ended.filter((row) => row !== undefined && isOver(row)), ...unfinished];
      const states = await Promise.all(rows.flatMap((row) => (row === undefined ? [] : [stateOf(row)])));
      return states.sort((a, b) => b.createdAt - a.createdAt);
    },
    undo: async (id) => {
      const job = await findJob(db, id);
      if (job === undefined) throw new EaselError('JOB_NOT_FOUND');
      if (isOwned(job)) throw new EaselError('JOB_RUNNING', { id });
      return undoJob(deps, id);
    },
    close: live.close,
  };

  async function begin(inputs: readonly InputFile[], job: JobRequest, options: Waiting): Promise<JobStarted> {
    // A folder that cannot be used is said before there is a job to resume.
    await openOutputFolder(job.outputFolder, { create: true });
    await sweepDeadJobs(job.outputFolder);
    const id = deps.ids.next();
    const now = deps.now();
    await db.transaction().execute(async (trx) => {
      await insertJob(trx, {
        id,
        subject: deps.subject,
        deviceId: deps.deviceId,
        createdAt: now,
        request: JSON.stringify(job),
        total: inputs.length,
        ownerPid: deps.pid,
        surface: deps.surface,
      });
      await insertItems(trx, id, inputs, now);
    });
    return run(id, job, inputs.length, 'started', options);
  }

  async function run(
    id: string,
    request: JobRequest,
    total: number,
    begun: 'started' | 'resumed',
    { wait }: Waiting,
  ): Promise<JobStarted> {
    await deps.record([{ kind: 'begun', jobId: id, how: begun }]);
    const job = live.begin(id, total);
    // Runs on by itself; how it ends is told to whoever watches.
    void runToEnd(job, request, wait);
    return { id, total };
  }

  async function runToEnd(job: LiveJob, request: JobRequest, wait: boolean): Promise<void> {
    try {
      const quota = deps.quotaFor({
        wait,
        onSleep: (until, reason) => job.tell({ type: 'sleeping', until, reason }),
      });
      const end = await runJob(
        { ...deps, ...(await deps.readLimits()), slots: engine.slots, quota },
        {
          jobId: job.id,
          request,
          total: job.total,
          signal: job.signal,
          whileAwake: job.whileAwake,
          onReport: job.tell,
        },
      );
      job.tell({ type: 'ended', end });
    } catch (error) {
      job.tell({ type: 'broken', reason: toFailure(error) });
    }
  }

  async function takeFromDead(job: JobRow): Promise<void> {
    const taken =
      !isOwned(job) &&
      (await takeOver(db, { id: job.id, expectedPid: job.owner_pid, pid: deps.pid, now: deps.now() }));
    if (!taken) throw new EaselError('JOB_RUNNING', { id: job.id });
  }

  function isOwned(job: Pick<JobRow, 'owner_pid' | 'heartbeat_at'>): boolean {
    const silent = deps.now() - (job.heartbeat_at ?? 0) > OWNER_SILENCE_MS;
    return job.owner_pid !== null && !silent && deps.isProcessAlive(job.owner_pid);
  }

  /** What killed runs left growing in this folder goes; what they had completed waits for their resume. */
  async function sweepDeadJobs(outputFolder: string): Promise<void> {
    for (const job of await listUnfinishedJobs(db)) {
      const { outputFolder: folder } = requestOf(job);
      if (folder === outputFolder && !isOwned(job)) {
        await clearTempFolder(db, { jobId: job.id, temp: tempFolderFor(folder, job.id) });
      }
    }
  }

  async function stateOf(job: JobRow): Promise<JobState> {
    const { outputFolder, outputs } = requestOf(job);
    const here = live.find(job.id);
    const state = here !== null ? here.state : isOwned(job) ? 'elsewhere' : 'stopped';
    return {
      id: job.id,
      // Cancelled here a moment ago, it is one that can be resumed.
      state: state === 'ended' && !isOver(job) ? 'stopped' : state,
      createdAt: job.created_at,
      total: job.total,
      done: await countItemsDone(db, job.id),
      outputFolder,
      presets: [...new Set(outputs.map(({ presetId }) => presetId))],
    };
  }
}

function isOver({ status }: Pick<JobRow, 'status'>): boolean {
  return status === 'done' || status === 'cancelled';
}

function requestOf({ request }: Pick<JobRow, 'request'>): JobRequest {
  // Written by `JSON.stringify` of this very type when the job was made; earlier jobs lack what came later.
  return { ownOutputs: {}, ...(JSON.parse(request) as Omit<JobRequest, 'ownOutputs'>) };
}
