/** Makes a folder and those above it. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Rejects with the system's error. Node's own recursive form never comes back where a folder exists but nothing can be
 * made in it and the system calls that "not found", as under /proc.
 */
export async function makeFolder(path: string, options: { readonly mode?: number } = {}): Promise<void> {
  const missing = await make(path, options);
  if (missing === null) return;
  const parent = dirname(path);
  if (parent !== path && !(await isFolder(parent))) await makeFolder(parent, options);
  // The folder above is there now, whoever made it; what fails a second time fails for good.
  const still = await make(path, options);
  if (still !== null) throw still;
}

/** Null when the folder is there; the error when something above it is missing. */
async function make(path: string, options: { readonly mode?: number }): Promise<Error | null> {
  try {
    await mkdir(path, options);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isFolder(path))) return null;
    if (code === 'ENOENT') return error as Error;
    throw error;
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
