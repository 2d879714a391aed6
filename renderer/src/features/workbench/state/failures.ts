/** The failed files of a batch, grouped by cause, the largest group first. */
import type { ErrorCode } from '../../../../../shared/errors.ts';
import type { ItemReport } from '../../../../../shared/job.ts';

export interface FailureGroup {
  readonly code: ErrorCode;
  /** Of the first file; files of one group may differ in names and numbers. */
  readonly message: string;
  /** True when every file says the same. */
  readonly alike: boolean;
  readonly files: readonly { readonly path: string; readonly message: string }[];
}

export function groupFailures(items: Iterable<ItemReport>): readonly FailureGroup[] {
  const groups = new Map<ErrorCode, { path: string; message: string }[]>();
  for (const { status, input, error } of items) {
    if (status !== 'failed' || error === undefined) continue;
    const files = groups.get(error.code) ?? [];
    files.push({ path: input, message: error.message });
    groups.set(error.code, files);
  }
  return [...groups]
    .map(([code, files]) => {
      const message = files[0]?.message ?? '';
      return { code, files, message, alike: files.every((file) => file.message === message) };
    })
    .sort((a, b) => b.files.length - a.files.length);
}
