/** A failed write as an error of the catalogue: whatever the system says, it is about this one file or folder. */
import { EaselError } from '../../shared/errors.ts';

export function folderError(folder: string, error: NodeJS.ErrnoException): EaselError {
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  return isFull
    ? new EaselError('OUTPUT_DISK_FULL', { folder }, { cause: error })
    : new EaselError(
        'OUTPUT_NOT_WRITABLE',
        { folder, reason: error.code ?? error.message },
        { cause: error },
      );
}
