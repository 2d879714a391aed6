/** Exports a bundle as one zip file: written as a folder beside it first, then packed, then named. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { makeFolder } from '../../../make-folder.ts';
import { BUNDLE_FILES } from './bundle-files.ts';
import { type ExportDeps, type ExportedBundle, type ExportOptions, exportBundle } from './export-bundle.ts';
import { onDisk } from './on-disk.ts';
import { refuseExisting } from './refuse-existing.ts';

export interface ZipOptions extends Omit<ExportOptions, 'folder'> {
  /** The zip to make. */
  readonly file: string;
}

export interface ZippedBundle extends Omit<ExportedBundle, 'folder'> {
  readonly file: string;
}

/** EXPORT_EXISTS when there is something at the target already. Throws the signal's reason when it is aborted. */
export async function exportZip(deps: ExportDeps, options: ZipOptions): Promise<ZippedBundle> {
  const { file, signal } = options;
  const parent = dirname(file);
  await refuseExisting(file);
  await onDisk(parent, () => makeFolder(parent));
  const scratch = await onDisk(parent, () => mkdtemp(join(parent, `.${basename(file)}.partial-`)));
  try {
    const folder = join(scratch, 'bundle');
    const { events, omitted } = await exportBundle(deps, { ...options, folder });
    const partial = join(scratch, 'bundle.zip');
    await pack(folder, partial, signal);
    await refuseExisting(file);
    await onDisk(parent, () => rename(partial, file));
    return { file, events, omitted };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function pack(folder: string, target: string, signal: AbortSignal | undefined): Promise<void> {
  const zip = new ZipFile();
  const written = createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true });
  // A file that cannot be read ends the zip, and with it the writing.
  zip.on('error', (error) => written.destroy(error));
  for (const name of BUNDLE_FILES) zip.addFile(join(folder, ...name.split('/')), name, { mode: 0o100600 });
  zip.end();
  try {
    await pipeline(zip.outputStream, written, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    await onDisk(dirname(target), () => Promise.reject(error));
  }
}
