/** Work on files, whose failures are about the folder they are in. */
import { folderError } from '../../../files/folder-error.ts';

/** OUTPUT_DISK_FULL or OUTPUT_NOT_WRITABLE for whatever the system says. */
export async function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The file functions of Node reject with nothing else.
    throw folderError(folder, error as NodeJS.ErrnoException);
  }
}
