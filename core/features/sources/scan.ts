/** Reads dropped files and folders, and tells of their images in groups while it goes on. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ScanEvent, SourceFile } from '../../../shared/contract/sources.ts';
import { EaselError } from '../../../shared/errors.ts';
import { endingOf, formatsOfEnding } from '../../../shared/source-endings.ts';
import { type AllowedPaths, isAllowed } from '../../files/allowed-paths.ts';
import { type InputFile, walkInputs } from '../../files/collect-inputs.ts';
import type { Registry } from './registry.ts';

export interface ScanRequest {
  readonly paths: readonly string[];
  readonly recursive: boolean;
}

interface ScanDeps {
  readonly allowed: AllowedPaths;
  readonly registry: Registry;
}

const LARGEST_GROUP = 500;
/** A smaller group is told of after this long, so that a slow drive shows what it has. */
const GROUP_MS = 200;

/** Throws FILE_OUTSIDE_ROOTS for what is named there; a link inside a folder that leads there is passed over. */
export async function* scan(
  deps: ScanDeps,
  { paths, recursive }: ScanRequest,
  signal?: AbortSignal,
): AsyncGenerator<ScanEvent> {
  const seen = new Set<string>();
  let group: InputFile[] = [];
  let passedOver = 0;
  let isDue = false;
  const timer = setInterval(() => {
    isDue = true;
  }, GROUP_MS).unref();
  const take = async (): Promise<ScanEvent> => {
    const found = await Promise.all(group.map((file) => describe(deps, file)));
    const files = found.filter((file) => file !== null);
    const event = { files, passedOver: passedOver + found.length - files.length };
    group = [];
    passedOver = 0;
    isDue = false;
    return event;
  };
  try {
    for (const path of paths) {
      await deps.allowed.check(path);
      for await (const file of walkInputs([path], { recursive, exclude: [] })) {
        if (signal?.aborted) throw new EaselError('CANCELLED');
        if (seen.has(file.path)) continue;
        seen.add(file.path);
        if (mayBeImage(file.path)) group.push(file);
        else passedOver += 1;
        if (group.length === LARGEST_GROUP || isDue) yield await take();
      }
    }
    if (group.length > 0 || passedOver > 0) yield await take();
  } finally {
    clearInterval(timer);
  }
}

/** By the name alone: a name without an ending promises nothing and may be anything. */
export function mayBeImage(path: string): boolean {
  const name = basename(path);
  // macOS keeps what other drives cannot hold in files beside the real ones, under the same ending.
  if (name.startsWith('._')) return false;
  const ending = endingOf(name);
  return ending === '' ? !name.startsWith('.') : formatsOfEnding(ending) !== undefined;
}

/** Null for what lies outside, which only a link can. A file that cannot be reached is told of: a look at its facts will say why. */
async function describe(
  { allowed, registry }: ScanDeps,
  { path, relativeDir }: InputFile,
): Promise<SourceFile | null> {
  if (allowed.roots !== null && !(await isAllowed(allowed, path))) return null;
  const stats = await stat(path).catch(() => null);
  const file = { path, bytes: stats?.size ?? 0, mtimeMs: Math.floor(stats?.mtimeMs ?? 0) };
  return { ...file, id: registry.add(file), name: basename(path), relativeDir };
}
