/** The folder that holds everything a batch wrote; null when it wrote nothing. */
import type { JobView } from '../state/job.ts';

export function outputFolderOf({ items }: Pick<JobView, 'items'>): string | null {
  let common: readonly string[] | null = null;
  let separator = '/';
  for (const { outputs } of items.values()) {
    for (const { path } of outputs) {
      separator = path.includes('\\') && !path.includes('/') ? '\\' : '/';
      const folders = path.split(separator).slice(0, -1);
      common = common === null ? folders : commonStart(common, folders);
    }
  }
  return common === null ? null : common.join(separator) || separator;
}

function commonStart(a: readonly string[], b: readonly string[]): readonly string[] {
  const differs = a.findIndex((piece, index) => piece !== b[index]);
  return differs < 0 ? a : a.slice(0, differs);
}
