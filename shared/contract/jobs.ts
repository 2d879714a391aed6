/** Batches: rehearse, start, watch, pause, cancel, go on, try the failures again, take back. */
import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import {
  CONFLICT_POLICIES,
  type JobEvent,
  type JobState,
  type PlannedReport,
  type UndoReport,
} from '../job.ts';
import { DEFAULT_TEMPLATE } from '../naming/name-template.ts';
import { Preset, PresetId } from '../preset/preset.schema.ts';
import { FocusPoint } from '../recipe/recipe.schema.ts';
import { action, ON_THIS_COMPUTER } from './action.ts';
import { FilePath, RecordId } from './fields.ts';

/** What a person changed for one image alone. */
export const ItemOverride = z.strictObject({
  /** Crops keep this point. */
  focus: FocusPoint.optional(),
  /** For presets that whiten the background: levels from white, 0..128. */
  backgroundTolerance: z.int().min(0).max(128).optional(),
});

/** A file that was found in a folder; `relativeDir` is where below it, with `/`. */
const FoundFile = z.strictObject({ path: FilePath, relativeDir: z.string().max(4096) });

export const BatchInput = z.strictObject({
  /** Files and folders by name, and files as a list already showed them. */
  inputs: z
    .array(z.union([FilePath, FoundFile]))
    .min(1)
    .max(100_000),
  recursive: z.boolean().default(false),
  outputFolder: FilePath,
  template: z.string().max(400).default(DEFAULT_TEMPLATE),
  conflict: z.enum(CONFLICT_POLICIES).default('if-changed'),
  /** Repeat the folders of the input under the output folder. */
  keepTree: z.boolean().default(false),
  /** Ids from the library, or presets given whole: edited ones, and those of a recipe file. */
  presets: z
    .array(z.union([PresetId, Preset]))
    .min(1)
    .max(50),
  /** By input file. */
  overrides: z.record(FilePath, ItemOverride).default({}),
});

const JobRef = z.strictObject({ id: RecordId });
const JobStarted = type<{ readonly id: string; readonly total: number }>();

const read = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'job.read', success: 'call' },
  surface: ON_THIS_COMPUTER,
});
const process = action({
  access: 'anyone',
  meter: 'IMAGE_PROCESS',
  audit: { action: 'job.started', success: 'service' },
  surface: ON_THIS_COMPUTER,
});
const steer = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'job.steered', success: 'call' },
  surface: ON_THIS_COMPUTER,
});

export const jobs = {
  /** What would happen, file by file; `limit` stops after that many files. */
  plan: read
    .input(BatchInput.extend({ limit: z.int().min(1).optional() }))
    .output(eventIterator(type<PlannedReport>())),
  start: process
    /** `wait`: sleep until quota frees instead of ending with the rest waiting. */
    .input(BatchInput.extend({ wait: z.boolean().default(false) }))
    .output(JobStarted),
  /** Goes on with a job that was stopped, the newest one when no id is given. */
  resume: process
    .input(z.strictObject({ id: RecordId.optional(), wait: z.boolean().default(false) }))
    .output(JobStarted),
  /** A new job of the files that failed, with the same recipes, names and folder. */
  retryFailed: process.input(JobRef).output(JobStarted),
  /** Everything the job said since its start, then what it says until it ends. Only for jobs of this process. */
  watch: read.input(JobRef).output(eventIterator(type<JobEvent>())),
  /** Files in work are finished, no new one is begun. */
  pause: steer.input(JobRef).output(type<void>()),
  unpause: steer.input(JobRef).output(type<void>()),
  /** The job stops at once and can be resumed. */
  cancel: steer.input(JobRef).output(type<void>()),
  /** A stopped job will not be resumed: its remaining files are given up. */
  discard: steer.input(JobRef).output(type<void>()),
  /** Jobs in work and jobs that can be resumed, newest first. */
  list: read.output(type<readonly JobState[]>()),
  /** Moves the files a job wrote, and that nobody changed since, to the trash. */
  undo: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'job.undone', success: 'service' },
    surface: ON_THIS_COMPUTER,
  })
    .input(JobRef)
    .output(type<UndoReport>()),
};
