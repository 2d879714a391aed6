/** Failures on their way out: every expected one as an error of the contract, everything else as INTERNAL. */
import { ORPCError, ValidationError } from '@orpc/server';
import { ERROR_MAP } from '../../shared/contract/error-map.ts';
import { EaselError, type Failure, toFailure } from '../../shared/errors.ts';
import { describeIssues } from '../../shared/zod-issues.ts';

export function toOrpcError(error: unknown): ORPCError<string, unknown> {
  const { code, message, data } = failureOf(error);
  return new ORPCError(code, { status: ERROR_MAP[code].status, message, data, cause: error });
}

function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    // Inputs are checked by zod alone, so its issues are what the library carries here.
    const reason = describeIssues({ issues: error.cause.issues } as Parameters<typeof describeIssues>[0]);
    return new EaselError('USAGE_INVALID', { reason }).toFailure();
  }
  return toFailure(error);
}
