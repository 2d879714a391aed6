/** Which failures a file will meet again, so that nobody tries it over and over. */
import type { ErrorCode, Failure } from '../../shared/errors.ts';

/** Reasons that lie outside of the file and may be gone the next moment. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'CANCELLED',
  'ENGINE_UNAVAILABLE',
  'FILE_OUTSIDE_ROOTS',
  'INPUT_CHANGED',
  'INPUT_NOT_FOUND',
  'INPUT_UNREADABLE',
  'OUTPUT_DISK_FULL',
  'OUTPUT_NOT_WRITABLE',
  'SOURCE_UNKNOWN',
]);

/** Some lasting failures are a matter of the settings: they last as long as those do. */
export function isLasting({ code }: Failure): boolean {
  return !PASSING.has(code);
}
