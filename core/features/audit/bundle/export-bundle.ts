/**
 * Exports the log as a bundle: everything an auditor needs to verify it elsewhere, with only the public key.
 * The log is copied as it is; whether it holds is for verification to say, here or there. Sign a checkpoint first, so
 * that the newest events are vouched for too.
 */
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/database.types.ts';
import { decodeFrontier, EMPTY_FRONTIER, type Frontier, rootOf } from '../../../ledger/merkle.ts';
import { makeFolder } from '../../../make-folder.ts';
import { type AuditRow, readHead, readRows } from '../audit.repository.ts';
import { readCheckpoints, readNewestPrune, readPrunes } from '../checkpoints.repository.ts';
import { readHolds } from '../retention.repository.ts';
import type { NoteKey, Signer } from '../signed-note.ts';
import { type BundleFiles, createBundleFiles, MANIFEST } from './bundle-files.ts';
import { type BundleFilter, signedManifest } from './manifest.ts';
import { onDisk } from './on-disk.ts';
import { refuseExisting } from './refuse-existing.ts';

export interface ExportDeps {
  readonly db: Kysely<Database>;
  readonly logId: string;
  readonly signer: Signer;
  /** Keys that signed for this log before. */
  readonly retiredKeys?: readonly NoteKey[];
  readonly appVersion: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface ExportOptions {
  /** The folder to make. */
  readonly folder: string;
  /** Null: every event. */
  readonly filter: BundleFilter | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
}

/** In sequence numbers. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

export interface ExportedBundle {
  readonly folder: string;
  readonly events: number;
  /** Events that the filter left out; their leaves are in the bundle. */
  readonly omitted: number;
}

const PAGE_ROWS = 250;

/** EXPORT_EXISTS when there is something at the target already. Throws the signal's reason when it is aborted. */
export async function exportBundle(deps: ExportDeps, options: ExportOptions): Promise<ExportedBundle> {
  const { folder } = options;
  const parent = dirname(folder);
  await refuseExisting(folder);
  await onDisk(parent, () => makeFolder(parent));
  for (;;) {
    const partial = await onDisk(parent, () => mkdtemp(join(parent, `.${basename(folder)}.partial-`)));
    try {
      const exported = await writeBundle(deps, { ...options, folder: partial });
      if (exported === null) continue;
      await refuseExisting(folder);
      await onDisk(parent, () => rename(partial, folder));
      return { ...exported, folder };
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
}

/** Null when rows were pruned while they were copied: then it would look as if somebody had taken them. */
async function writeBundle(deps: ExportDeps, options: ExportOptions): Promise<ExportedBundle | null> {
  const { db, logId, signer, appVersion } = deps;
  const { folder, filter } = options;
  const prunes = await readPrunes(db, logId);
  const checkpoints = await readCheckpoints(db, logId);
  const base = frontierOf(prunes.at(-1));
  const head = frontierOf(await readHead(db, logId));
  const files = await createBundleFiles(folder, appVersion);
  try {
    const events = await copyRows({ ...deps, ...options, files, from: base.size, to: head.size });
    if (frontierOf(await readNewestPrune(db, logId)).size !== base.size) return null;
    const notes = [...prunes, ...checkpoints].sort((a, b) => a.size - b.size).map(({ note }) => note);
    await files.checkpoints(notes);
    const facts = {
      logId,
      createdAt: deps.now(),
      appVersion,
      base: { size: base.size, frontier: base.hashes },
      head: { size: head.size, root: rootOf(head.hashes) },
      filter,
      events,
      checkpoints: notes.length,
      holds: await holdsOf(db, logId),
      files: await files.finish(),
      keys: [signer, ...(deps.retiredKeys ?? [])],
    };
    const manifest = await signedManifest(facts, signer);
    const path = join(folder, MANIFEST);
    await onDisk(folder, () => writeFile(path, manifest, { mode: 0o600, flush: true }));
    return { folder, events, omitted: head.size - base.size - events };
  } finally {
    await files.close();
  }
}

async function holdsOf(db: Kysely<Database>, logId: string) {
  const holds = await readHolds(db, logId);
  return holds.map(({ id, subject, created_at }) => ({ id, subject, since: created_at }));
}

interface CopyOptions extends ExportDeps, ExportOptions {
  readonly files: BundleFiles;
  readonly from: number;
  readonly to: number;
}

/** The number of events written; those that the filter leaves out only leave their leaf. */
async function copyRows({
  db,
  logId,
  files,
  from,
  to,
  filter,
  signal,
  onProgress,
}: CopyOptions): Promise<number> {
  let events = 0;
  for (let afterSeq = from; afterSeq < to; ) {
    signal?.throwIfAborted();
    const lastSeq = Math.min(afterSeq + PAGE_ROWS, to);
    const rows = await readRows(db, { logId, afterSeq, limit: PAGE_ROWS });
    const page = new Map(rows.filter(({ seq }) => seq <= lastSeq).map((row) => [row.seq, row]));
    const numbers = Array.from({ length: lastSeq - afterSeq }, (_, index) => afterSeq + 1 + index);
    const wanted = [...page.values()].filter((row) => filter === null || matches(row, filter));
    await files.leaves(numbers.map((seq) => page.get(seq)?.leaf));
    await files.events(wanted);
    events += wanted.length;
    afterSeq = lastSeq;
    onProgress?.({ done: afterSeq, total: to });
  }
  return events;
}

function matches(row: AuditRow, filter: BundleFilter): boolean {
  const { from = 0, to = Number.POSITIVE_INFINITY } = filter;
  if (row.ts < from || row.ts > to) return false;
  const wanted = [
    [filter.actor, row.actor_ref],
    [filter.category, row.category],
    [filter.action, row.action],
    [filter.outcome, row.outcome],
    [filter.resource, row.resource],
  ];
  return wanted.every(([value, found]) => value === undefined || value === found);
}

/** Of a damaged head or prune nothing is kept: a verifier then finds that the tree is another one. */
function frontierOf(row: { readonly size: number; readonly frontier: Uint8Array } | undefined): Frontier {
  if (row === undefined) return EMPTY_FRONTIER;
  return decodeFrontier(row.size, row.frontier) ?? { size: row.size, hashes: [] };
}
