/** Runs a batch in front of a person or a script: progress, reports, Ctrl-C, exit code. */
import type { LocalClient } from '../core/rpc/local-client.ts';
import { EaselError } from '../shared/errors.ts';
import type { JobEnd, JobEvent } from '../shared/job.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createJsonReporter } from './terminal/json-reporter.ts';
import type { Reporter } from './terminal/reporter.ts';
import { createTextReporter } from './terminal/text-reporter.ts';

export async function runBatch(
  { jobs }: Pick<LocalClient, 'jobs'>,
  start: () => Promise<{ readonly id: string }>,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const reporter = json ? createJsonReporter() : createTextReporter();
  let job: string | null = null;
  let interrupted = false;
  const onSignal = () => {
    interrupted = true;
    if (job !== null) stop(job);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const { id } = await start();
    job = id;
    if (interrupted) stop(id);
    for await (const event of await jobs.watch({ id })) {
      const end = tell(reporter, event);
      if (end !== null) return exitCodeOf(end);
    }
    throw new EaselError('INTERNAL', { reason: 'the job did not say how it ended' });
  } finally {
    reporter.close();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }

  function stop(id: string): void {
    // It may have ended in this very moment.
    jobs.cancel({ id }).catch(() => undefined);
  }
}

/** How the job ended, once it has. */
function tell(reporter: Reporter, event: JobEvent): JobEnd | null {
  switch (event.type) {
    case 'started':
      reporter.onStart(event);
      return null;
    case 'item':
      reporter.onReport(event);
      return null;
    case 'sleeping':
      reporter.onSleep(event.reason);
      return null;
    case 'ended':
      reporter.onEnd(event.end);
      return event.end;
    case 'broken':
      throw new EaselError(event.reason.code, event.reason.data);
    case 'paused':
    case 'unpaused':
      return null;
  }
}

function exitCodeOf({ summary, stopped }: JobEnd): ExitCode {
  if (stopped?.code === 'QUOTA_EXCEEDED') return EXIT.quota;
  if (stopped?.code === 'CANCELLED') return EXIT.interrupted;
  return summary.failed > 0 || summary.waiting > 0 ? EXIT.someFailed : EXIT.ok;
}
