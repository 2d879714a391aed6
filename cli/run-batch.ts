/** Runs a batch in front of a person or a script: progress, reports, Ctrl-C, exit code. */
import { setMaxListeners } from 'node:events';
import type { BatchListener } from '../core/features/images/images.service.ts';
import type { JobEnd } from '../core/features/images/job-runner.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createJsonReporter } from './terminal/json-reporter.ts';
import { createTextReporter } from './terminal/text-reporter.ts';

export interface RunBatchOptions {
  readonly json: boolean;
  readonly wait: boolean;
}

export async function runBatch(
  start: (listener: BatchListener) => Promise<JobEnd>,
  { json, wait }: RunBatchOptions,
): Promise<ExitCode> {
  const reporter = json ? createJsonReporter() : createTextReporter();
  const stop = new AbortController();
  // Every file in work listens.
  setMaxListeners(0, stop.signal);
  const onSignal = () => stop.abort();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const end = await start({ ...reporter, wait, signal: stop.signal });
    reporter.onEnd(end);
    return exitCodeOf(end);
  } finally {
    reporter.close();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

function exitCodeOf({ summary, stopped }: JobEnd): ExitCode {
  if (stopped?.code === 'QUOTA_EXCEEDED') return EXIT.quota;
  if (stopped?.code === 'CANCELLED') return EXIT.interrupted;
  return summary.failed > 0 || summary.waiting > 0 ? EXIT.someFailed : EXIT.ok;
}
