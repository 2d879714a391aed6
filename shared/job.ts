/** What a batch reports while it runs and when it ends: the same objects in the CLI's JSON and in the interface. */
import type { ErrorCode, Failure } from './errors.ts';
import type { BrokenRule } from './preset/compliance.ts';
import type { OutputFormat } from './recipe/recipe.ts';

export const CONFLICT_POLICIES = ['skip', 'rename', 'overwrite', 'if-changed'] as const;
/**
 * What to do when the output name is taken. skip: leave it. rename: add a number. overwrite: replace it.
 * if-changed: replace only what Easel wrote itself, and only when source, recipe or engine changed.
 */
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

export const ITEM_OUTCOMES = ['written', 'kept-original', 'skipped', 'failed', 'waiting'] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

export interface OutputReport {
  readonly preset: string;
  /** Which of a preset's outputs; empty when it has one. */
  readonly variant: string;
  readonly path: string;
  readonly format: OutputFormat;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly quality: number | null;
  /** Wall milliseconds of this output, without the time it waited. */
  readonly ms: number;
  readonly warnings: readonly string[];
}

export interface ItemReport {
  readonly type: 'item';
  /** Place in the job, from 0. */
  readonly index: number;
  readonly input: string;
  readonly status: ItemOutcome;
  readonly outputs: readonly OutputReport[];
  /** Why the item failed, waits, or was skipped; the first reason when outputs differ. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

export interface JobSummary {
  readonly type: 'summary';
  readonly job: string;
  readonly total: number;
  readonly written: number;
  readonly keptOriginal: number;
  readonly skipped: number;
  readonly failed: number;
  /** Not processed yet: out of quota, or stopped. `easel resume` goes on with them. */
  readonly waiting: number;
  /** Bytes of the sources of written items. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly ms: number;
}

/** One line of a rehearsal: what would happen to one output. */
export interface PlannedReport {
  readonly type: 'plan';
  readonly input: string;
  readonly outputs: readonly {
    readonly preset: string;
    readonly variant: string;
    readonly path: string | null;
    readonly format: OutputFormat | null;
    /** Predicted; a trim may make it smaller. */
    readonly width: number | null;
    readonly height: number | null;
    readonly action: 'write' | 'replace' | 'skip' | 'fail';
    readonly error?: { readonly code: ErrorCode; readonly message: string };
  }[];
}

/** What a running job says, in order. */
export type JobEvent =
  | { readonly type: 'started'; readonly job: string; readonly total: number }
  | ItemReport
  /** Out of quota: the job sleeps until this time, epoch milliseconds. */
  | { readonly type: 'sleeping'; readonly until: number; readonly reason: Failure }
  | { readonly type: 'paused' }
  | { readonly type: 'unpaused' }
  | { readonly type: 'ended'; readonly end: JobEnd }
  /** A defect or a lost database ended it. */
  | { readonly type: 'broken'; readonly reason: Failure };

export interface JobEnd {
  readonly summary: JobSummary;
  /** Why the job stopped before its end; null when it came to its end. */
  readonly stopped: Failure | null;
}

/** A job as a list shows it. */
export interface JobState {
  readonly id: string;
  /** running and paused: in this process. elsewhere: in another. stopped: can be resumed. ended: just now, here. */
  readonly state: 'running' | 'paused' | 'elsewhere' | 'stopped' | 'ended';
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly total: number;
  /** Files that have an outcome. */
  readonly done: number;
  readonly outputFolder: string;
  readonly presets: readonly string[];
}

export interface UndoReport {
  /** Files moved to the trash. */
  readonly removed: number;
  /** Files left alone: changed since, gone already, or on a drive without a trash. */
  readonly left: readonly { readonly path: string; readonly reason: 'changed' | 'gone' | 'no-trash' }[];
}

/** One output of a preset, against one file. */
export interface ComplianceReport {
  readonly input: string;
  readonly preset: string;
  readonly variant: string;
  /** Rules kept, of those the preset sets. */
  readonly kept: number;
  readonly of: number;
  readonly broken: readonly BrokenRule[];
}
