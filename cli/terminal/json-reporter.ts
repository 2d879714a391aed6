/** One JSON object per line on standard output, for scripts. */
import type { Reporter } from './reporter.ts';

export function createJsonReporter(): Reporter {
  const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
  return {
    onStart: () => undefined,
    onReport: print,
    // Nobody watches standard output while the job sleeps; a person may watch standard error.
    onSleep: (reason) => process.stderr.write(`${reason.message}\n`),
    onEnd: ({ summary }) => print(summary),
    close: () => undefined,
  };
}
