/** Batches of images: plan one, start one, resume one; and what there is to know about single files. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import type { InputLimits, Inspection } from '../../../shared/engine.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { ConflictPolicy, ItemReport, PlannedReport } from '../../../shared/job.ts';
import { parseNameTemplate } from '../../../shared/naming/name-template.ts';
import {
  type BrokenRule,
  backgroundToMeasure,
  brokenRules,
  checkRules,
  countKept,
} from '../../../shared/preset/compliance.ts';
import type { Preset } from '../../../shared/preset/preset.ts';
import type { Database } from '../../db/database.types.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Ids } from '../../ids.ts';
import { collectInputs, type InputFile } from './inputs.ts';
import { type JobOutput, type JobRequest, outputKey } from './job-request.ts';
import { type JobEnd, runJob } from './job-runner.ts';
import {
  countUnfinished,
  findJob,
  findUnfinishedJob,
  insertItems,
  insertJob,
  listUnfinishedJobs,
  takeOver,
} from './jobs.repository.ts';
import { openOutputFolder } from './output-folder.ts';
import { planJob } from './plan-job.ts';
import { findOutputsAmong, type HistoryEntry, listHistory } from './processings.repository.ts';
import type { QuotaGate, QuotaGateOptions } from './quota-gate.ts';
import { recipeContentHash } from './recipe-hash.ts';
import type { Recorder } from './recorder.ts';
import { createRealFolders } from './source-keys.ts';
import { tempFolderFor } from './temp-folder.ts';
import { clearTempFolder } from './unfinished-items.ts';

export interface ImagesServiceDeps {
  readonly db: Kysely<Database>;
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

export interface ProcessingLimits {
  readonly limits: InputLimits;
  /** Wall limit of a 12-megapixel file with one output, in seconds. */
  readonly fileSeconds: number;
  /** Wall limit of a look at one file, in milliseconds: a large one on a slow network takes minutes to read. */
  readonly lookMs: number;
}

export interface BatchRequest {
  /** Files and folders. */
  readonly inputs: readonly string[];
  readonly recursive: boolean;
  readonly outputFolder: string;
  readonly template: string;
  readonly conflict: ConflictPolicy;
  readonly keepTree: boolean;
  readonly presets: readonly Pick<Preset, 'id' | 'outputs'>[];
}

export interface BatchListener extends Pick<QuotaGateOptions, 'wait' | 'onSleep'> {
  readonly signal: AbortSignal;
  /** The batch is journalled and begins. */
  readonly onStart: (job: { readonly id: string; readonly total: number }) => void;
  readonly onReport: (report: ItemReport) => void;
}

export interface ComplianceReport {
  readonly input: string;
  readonly preset: string;
  readonly variant: string;
  /** Rules kept, of those the preset sets. */
  readonly kept: number;
  readonly of: number;
  readonly broken: readonly BrokenRule[];
}

export interface ImagesService {
  readonly plan: (request: BatchRequest, onPlan: (report: PlannedReport) => void) => Promise<void>;
  readonly start: (request: BatchRequest, listener: BatchListener) => Promise<JobEnd>;
  /** Goes on with a job, the newest unfinished one when `id` is null. */
  readonly resume: (id: string | null, listener: BatchListener) => Promise<JobEnd>;
  readonly check: (path: string, preset: Preset) => Promise<readonly ComplianceReport[]>;
  readonly inspect: (path: string) => Promise<Inspection>;
  readonly history: (options: { readonly limit: number }) => Promise<readonly HistoryEntry[]>;
}

/** A job without a sign of life for this long has no owner, whatever its process number says. */
const OWNER_SILENCE_MS = 60_000;

export function createImagesService(deps: ImagesServiceDeps): ImagesService {
  const { db, engine } = deps;

  return {
    plan: async (request, onPlan) => {
      const { inputs, job } = await prepare(request);
      await planJob({ ...deps, ...(await deps.readLimits()) }, { inputs, request: job, onPlan });
    },
    start: async (request, listener) => {
      const { inputs, job } = await prepare(request);
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
      return run(id, job, inputs.length, 'started', listener);
    },
    resume: async (id, listener) => {
      const job = id === null ? await findUnfinishedJob(db) : await findJob(db, id);
      if (job === undefined || job.status === 'done') throw new EaselError('JOB_NOT_FOUND');
      const taken =
        !isOwned(job) &&
        (await takeOver(db, { id: job.id, expectedPid: job.owner_pid, pid: deps.pid, now: deps.now() }));
      if (!taken) throw new EaselError('JOB_RUNNING', { id: job.id });
      // Written by `JSON.stringify` of this very type when the job was made.
      const left = await countUnfinished(db, job.id);
      return run(job.id, JSON.parse(job.request) as JobRequest, left, 'resumed', listener);
    },
    check: async (path, preset) => {
      const reports: ComplianceReport[] = [];
      const { limits, lookMs: limitMs } = await deps.readLimits();
      for (const { variant, rules } of preset.outputs) {
        const background = backgroundToMeasure(rules);
        const measurement = await engine.run('measure', { path, limits, background }, { limitMs });
        const { facts } = measurement.inspection;
        const checks = checkRules(rules, { facts, measurement });
        const broken = brokenRules(checks);
        reports.push({ input: path, preset: preset.id, variant, ...countKept(checks), broken });
      }
      return reports;
    },
    inspect: async (path) => {
      const { limits, lookMs } = await deps.readLimits();
      return engine.run('inspect', { path, limits }, { limitMs: lookMs });
    },
    history: (options) => listHistory(db, options),
  };

  function isOwned(job: {
    readonly owner_pid: number | null;
    readonly heartbeat_at: number | null;
  }): boolean {
    const silent = deps.now() - (job.heartbeat_at ?? 0) > OWNER_SILENCE_MS;
    return job.owner_pid !== null && !silent && deps.isProcessAlive(job.owner_pid);
  }

  /** What killed runs left growing in this folder goes; what they had completed waits for their resume. */
  async function sweepDeadJobs(outputFolder: string): Promise<void> {
    for (const job of await listUnfinishedJobs(db)) {
      const { outputFolder: folder } = JSON.parse(job.request) as JobRequest;
      if (folder === outputFolder && !isOwned(job)) {
        await clearTempFolder(db, { jobId: job.id, temp: tempFolderFor(folder, job.id) });
      }
    }
  }

  async function run(
    jobId: string,
    request: JobRequest,
    total: number,
    begun: 'started' | 'resumed',
    listener: BatchListener,
  ): Promise<JobEnd> {
    await deps.record([{ kind: 'begun', jobId, how: begun }]);
    listener.onStart({ id: jobId, total });
    return runJob(
      {
        ...deps,
        ...(await deps.readLimits()),
        slots: engine.slots,
        quota: deps.quotaFor(listener),
      },
      { jobId, request, total, signal: listener.signal, onReport: listener.onReport },
    );
  }

  async function prepare(request: BatchRequest): Promise<{ inputs: readonly InputFile[]; job: JobRequest }> {
    parseNameTemplate(request.template);
    const outputs = await Promise.all(
      request.presets.flatMap(({ id, outputs }) => outputs.map((output) => jobOutput(id, output))),
    );
    const folder = await openOutputFolder(request.outputFolder, { create: false });
    const found = await collectInputs(request.inputs, {
      recursive: request.recursive,
      exclude: await foldersToExclude(request.inputs, folder.root),
    });
    const inputs = await leaveOutOwnOutputs(found);
    if (inputs.length === 0) throw new EaselError('NO_INPUTS');
    const { conflict, keepTree, template } = request;
    return {
      inputs,
      job: { outputFolder: folder.root, template, conflict, keepTree, outputs, ...deps.localStamp() },
    };
  }

  /** An output folder inside an input folder is never walked; when it is the input folder, single files are. */
  async function foldersToExclude(inputs: readonly string[], outputRoot: string): Promise<readonly string[]> {
    const named = await Promise.all(inputs.map((input) => realpath(input).catch(() => input)));
    return named.includes(outputRoot) ? [] : [outputRoot];
  }

  /** A batch into its own input folder must not take its earlier results for new photos. */
  async function leaveOutOwnOutputs(found: readonly InputFile[]): Promise<readonly InputFile[]> {
    const realFolder = createRealFolders();
    const real = new Map<string, string>();
    for (const { path, explicit } of found) {
      if (!explicit) real.set(path, join(await realFolder(dirname(path)), basename(path)));
    }
    const known = await findOutputsAmong(db, [...real.values()]);
    return found.filter(({ path }) => !known.has(real.get(path) ?? ''));
  }
}

async function jobOutput(presetId: string, output: Preset['outputs'][number]): Promise<JobOutput> {
  const { variant, recipe } = output;
  const hash = await recipeContentHash(recipe);
  return { key: outputKey(presetId, variant), presetId, variant, recipe, recipeHash: hash };
}
