/** An export never takes the place of anything. */
import { lstat } from 'node:fs/promises';
import { EaselError } from '../../../../shared/errors.ts';

/** EXPORT_EXISTS when there is a file, a folder or a link of this name. */
export async function refuseExisting(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found !== null) throw new EaselError('EXPORT_EXISTS', { path });
}
