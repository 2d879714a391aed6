/** Tells a failure to the person, or to the program, that ran the command. */
import { EaselError, ERRORS, toFailure } from '../shared/errors.ts';
import type { ExitCode } from './exit-codes.ts';

/** Writes what happened and what to do to standard error (or as a JSON line), and returns the exit code. */
export function reportError(error: unknown, { json }: { readonly json: boolean }): ExitCode {
  const { code, message } = toFailure(error);
  const { remedy, exit } = ERRORS[code];
  if (json) process.stdout.write(`${JSON.stringify({ type: 'error', error: { code, message, remedy } })}\n`);
  else process.stderr.write(`${message}\n${remedy}\n`);
  if (!(error instanceof EaselError) && error instanceof Error && process.env.EASEL_DEBUG) {
    process.stderr.write(`${error.stack}\n`);
  }
  return exit satisfies ExitCode;
}
