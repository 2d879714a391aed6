/** What came of one source file, and how that is told: status, report line, counts. */
import type { RenderedOutput, SourceFacts } from '../../../shared/engine.ts';
import type { Failure } from '../../../shared/errors.ts';
import type { ItemOutcome, ItemReport, JobSummary } from '../../../shared/job.ts';
import type { InputFile } from '../../files/collect-inputs.ts';
import type { JobOutput } from './job-request.ts';

export interface WrittenOutput {
  readonly output: JobOutput;
  readonly path: string;
  readonly rendered: RenderedOutput;
}

export interface UnwrittenOutput {
  readonly output: JobOutput;
  readonly path: string | null;
  readonly outcome: 'skipped' | 'failed';
  readonly failure: Failure;
}

export interface ItemResult {
  readonly index: number;
  readonly input: InputFile;
  /** Null when the file could not even be looked at. */
  readonly facts: SourceFacts | null;
  readonly written: readonly WrittenOutput[];
  readonly unwritten: readonly UnwrittenOutput[];
}

/** One failed output makes the item failed, so that nobody misses it; the others are written all the same. */
export function itemOutcome({ written, unwritten }: ItemResult): Exclude<ItemOutcome, 'waiting'> {
  if (unwritten.some((output) => output.outcome === 'failed')) return 'failed';
  if (written.length === 0) return 'skipped';
  return written.every((output) => output.rendered.keptOriginal) ? 'kept-original' : 'written';
}

export function itemReport(result: ItemResult): ItemReport {
  const status = itemOutcome(result);
  const reason =
    result.unwritten.find((output) => output.outcome === 'failed') ??
    (status === 'skipped' ? result.unwritten[0] : undefined);
  return {
    type: 'item',
    index: result.index,
    input: result.input.path,
    status,
    outputs: result.written.map(({ output, path, rendered }) => ({
      preset: output.presetId,
      variant: output.variant,
      path,
      format: rendered.format,
      width: rendered.width,
      height: rendered.height,
      bytes: rendered.file.bytes,
      quality: rendered.quality,
      ms: Math.round(rendered.ms),
      warnings: rendered.warnings,
    })),
    ...(reason ? { error: { code: reason.failure.code, message: reason.failure.message } } : {}),
  };
}

export function waitingReport(index: number, input: string, reason: Failure): ItemReport {
  return {
    type: 'item',
    index,
    input,
    status: 'waiting',
    outputs: [],
    error: { code: reason.code, message: reason.message },
  };
}

export type JobCounts = Omit<JobSummary, 'type' | 'job' | 'ms'>;

export const NO_COUNTS: JobCounts = {
  total: 0,
  written: 0,
  keptOriginal: 0,
  skipped: 0,
  failed: 0,
  waiting: 0,
  bytesIn: 0,
  bytesOut: 0,
};

export function addResult(counts: JobCounts, result: ItemResult): JobCounts {
  const outcome = itemOutcome(result);
  const bytesOut = result.written.reduce((sum, output) => sum + output.rendered.file.bytes, 0);
  return {
    ...counts,
    written: counts.written + Number(outcome === 'written'),
    keptOriginal: counts.keptOriginal + Number(outcome === 'kept-original'),
    skipped: counts.skipped + Number(outcome === 'skipped'),
    failed: counts.failed + Number(outcome === 'failed'),
    bytesIn: counts.bytesIn + (result.written.length > 0 ? (result.facts?.file.bytes ?? 0) : 0),
    bytesOut: counts.bytesOut + bytesOut,
  };
}
