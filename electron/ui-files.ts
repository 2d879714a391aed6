/**
 * The interface's files, and nothing else: plain names with known endings, inside the built folder after links are
 * resolved. Addresses without an ending are the interface's own and get its page.
 */
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { contentTypeOf, isPageAddress, isPlainPath, PAGE } from '../core/hosting/interface-files.ts';

export interface UiFile {
  readonly body: Buffer;
  readonly contentType: string;
  readonly isPage: boolean;
}

/** Null when there is no such file; also for anything outside of the folder. */
export async function readUiFile(folder: string, pathname: string): Promise<UiFile | null> {
  const isPage = isPageAddress(pathname);
  const segments = isPage ? [PAGE] : pathname.slice(1).split('/');
  const contentType = contentTypeOf(segments.at(-1) ?? '');
  if (contentType === undefined || !isPlainPath(segments)) return null;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, ...segments));
    if (!path.startsWith(root + sep)) return null;
    return { body: await readFile(path), contentType, isPage };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
