/** `easel resume`: goes on with a batch that was stopped. */
import type { ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { runBatch } from '../run-batch.ts';
import { withApp } from '../with-app.ts';

interface ResumeOptions {
  readonly json: boolean;
  readonly wait: boolean;
}

export function resumeCommand(
  globals: GlobalOptions,
  id: string | undefined,
  { json, wait }: ResumeOptions,
): Promise<ExitCode> {
  return withApp(globals, (easel) => runBatch(easel, () => easel.jobs.resume({ id, wait }), { json }));
}
