/** Which folders a browser page may read images from and write results to. */
import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { EaselError } from '../../shared/errors.ts';

export interface FolderChoice {
  /** Folders named on the command line. */
  readonly named: readonly string[];
  /** Where the command was started. */
  readonly startedIn: string;
  readonly home: string;
  /** Easel's own folder for results. */
  readonly results: string;
}

/**
 * The named folders; without any, the folder it was started in and the person's pictures. The folder it was started in
 * does not count when it is the home folder or one above: that would be everything. The results folder always counts.
 */
export function allowedFolders({ named, startedIn, home, results }: FolderChoice): readonly string[] {
  const chosen =
    named.length > 0
      ? named.map((folder) => existing(resolve(startedIn, folder)))
      : [...(contains(startedIn, home) ? [] : [startedIn]), join(home, 'Pictures')].filter(isFolder);
  return [...new Set([...chosen, results])];
}

function existing(folder: string): string {
  if (!isFolder(folder)) {
    throw new EaselError('USAGE_INVALID', { reason: `There is no folder ${folder} to use as a root.` });
  }
  return folder;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function contains(outer: string, inner: string): boolean {
  const way = relative(real(outer), real(inner));
  return !/^\.\.(?:[/\\]|$)/.test(way) && !isAbsolute(way);
}

function real(path: string): string {
  return isFolder(path) ? realpathSync(path) : path;
}
