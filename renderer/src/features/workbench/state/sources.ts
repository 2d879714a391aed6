/** The list of images to work on: pure changes of an immutable value. Twenty thousand of them are normal. */
import type { ScanEvent, SourceFile } from '../../../../../shared/contract/sources.ts';

export interface Sources {
  readonly byId: ReadonlyMap<string, SourceFile>;
  /** The id of each path: a file that is added twice is in the list once. */
  readonly idByPath: ReadonlyMap<string, string>;
  /** Ids in the order they were added. */
  readonly order: readonly string[];
  /** Bytes of all files together. */
  readonly bytes: number;
  /** Files and folders as they were added. */
  readonly roots: readonly string[];
  /** Paths that were found below the roots and taken out of the list. */
  readonly removed: ReadonlySet<string>;
  /** Files that nothing reads, by their names. */
  readonly passedOver: number;
}

export const NO_SOURCES: Sources = {
  byId: new Map(),
  idByPath: new Map(),
  order: [],
  bytes: 0,
  roots: [],
  removed: new Set(),
  passedOver: 0,
};

export function addRoots(sources: Sources, roots: readonly string[]): Sources {
  const more = roots.filter((root) => !sources.roots.includes(root));
  return more.length === 0 ? sources : { ...sources, roots: [...sources.roots, ...more] };
}

export function addFound(sources: Sources, found: readonly ScanEvent[]): Sources {
  const files = found.flatMap((event) => event.files);
  const passedOver = found.reduce((sum, event) => sum + event.passedOver, sources.passedOver);
  if (files.length === 0) return passedOver === sources.passedOver ? sources : { ...sources, passedOver };
  const byId = new Map(sources.byId);
  const idByPath = new Map(sources.idByPath);
  const removed = new Set(sources.removed);
  const replaced = new Map<string, string>();
  const added: string[] = [];
  let { bytes } = sources;
  for (const file of files) {
    const known = idByPath.get(file.path);
    if (known === file.id) continue;
    removed.delete(file.path);
    if (known === undefined) {
      added.push(file.id);
    } else {
      // The same file with other content since it was added: it keeps its place.
      replaced.set(known, file.id);
      bytes -= byId.get(known)?.bytes ?? 0;
      byId.delete(known);
    }
    byId.set(file.id, file);
    idByPath.set(file.path, file.id);
    bytes += file.bytes;
  }
  const kept = replaced.size === 0 ? sources.order : sources.order.map((id) => replaced.get(id) ?? id);
  return { ...sources, byId, idByPath, removed, bytes, passedOver, order: [...kept, ...added] };
}

export function removeSources(sources: Sources, ids: ReadonlySet<string>): Sources {
  const gone = [...ids].flatMap((id) => sources.byId.get(id) ?? []);
  if (gone.length === 0) return sources;
  if (gone.length === sources.order.length) return NO_SOURCES;
  const byId = new Map(sources.byId);
  const idByPath = new Map(sources.idByPath);
  let { bytes } = sources;
  for (const file of gone) {
    byId.delete(file.id);
    idByPath.delete(file.path);
    bytes -= file.bytes;
  }
  const removed = new Set([...sources.removed, ...gone.map(({ path }) => path)]);
  // A file that was named by itself is forgotten; one that was found in a folder is left out of it.
  const roots = sources.roots.filter((root) => !removed.has(root));
  for (const root of sources.roots) removed.delete(root);
  return {
    ...sources,
    byId,
    idByPath,
    bytes,
    removed,
    roots,
    order: sources.order.filter((id) => byId.has(id)),
  };
}

/** Some images lie in folders below those that were added. */
export function hasTree({ byId }: Sources): boolean {
  for (const { relativeDir } of byId.values()) if (relativeDir !== '') return true;
  return false;
}

/** In the order they were added; all of them, or those chosen. */
export function filesOf({ byId, order }: Sources, only: ReadonlySet<string> | null): readonly SourceFile[] {
  const ids = only === null ? order : order.filter((id) => only.has(id));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
