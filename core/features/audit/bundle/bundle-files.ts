/** The files of a bundle while they are written: the events, a leaf for every number, and the views. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HASH_BYTES } from '../../../ledger/merkle.ts';
import type { AuditRow } from '../audit.repository.ts';
import { entryOf } from '../audit-entry.ts';
import { cefLine } from '../formats/cef.ts';
import { csvEventLine, csvHeader } from '../formats/csv.ts';
import { ndjsonLine } from '../formats/ndjson.ts';
import { ocsfLine } from '../formats/ocsf.ts';
import { rfc5424Line } from '../formats/rfc5424.ts';
import { createHashedFile, type FileFacts, type HashedFile } from './hashed-file.ts';
import { onDisk } from './on-disk.ts';

const EVENTS = 'events.ndjson';
const LEAVES = 'leaves.bin';
const CHECKPOINTS = 'checkpoints.txt';
const VIEWS = {
  'views/ocsf.ndjson': ocsfLine,
  'views/cef.log': cefLine,
  'views/rfc5424.log': rfc5424Line,
  'views/events.csv': csvEventLine,
} as const;
const NAMES = [EVENTS, LEAVES, CHECKPOINTS, ...Object.keys(VIEWS)];
export const MANIFEST = 'manifest.json';

/** By their names inside a bundle. */
export const BUNDLE_FILES: readonly string[] = [MANIFEST, ...NAMES];

/** Stands where a row should be and is not. No event has this hash, so a verifier stops there. */
const NO_LEAF = Buffer.alloc(HASH_BYTES);

export interface BundleFiles {
  readonly events: (rows: readonly AuditRow[]) => Promise<void>;
  /** One for each sequence number in order; undefined for a row that is missing. */
  readonly leaves: (leaves: readonly (Buffer | undefined)[]) => Promise<void>;
  readonly checkpoints: (notes: readonly string[]) => Promise<void>;
  readonly finish: () => Promise<Readonly<Record<string, FileFacts>>>;
  /** Also after `finish`; never rejects. */
  readonly close: () => Promise<void>;
}

export async function createBundleFiles(folder: string, appVersion: string): Promise<BundleFiles> {
  await onDisk(folder, () => mkdir(join(folder, 'views'), { mode: 0o700 }));
  const files = new Map<string, HashedFile>();
  const close = async () => {
    for (const file of files.values()) await file.close();
  };
  try {
    for (const name of NAMES) files.set(name, await createHashedFile(join(folder, ...name.split('/'))));
    await write('views/events.csv', csvHeader());
  } catch (error) {
    await close();
    throw error;
  }

  async function write(name: string, chunk: string | Uint8Array): Promise<void> {
    await files.get(name)?.write(chunk);
  }

  return {
    events: async (rows) => {
      await write(EVENTS, Buffer.concat(rows.map((row) => ndjsonLine(row.body))));
      const entries = rows.map(entryOf);
      for (const [name, lineOf] of Object.entries(VIEWS))
        await write(name, entries.map((entry) => lineOf(entry, appVersion)).join(''));
    },
    leaves: (leaves) =>
      write(LEAVES, Buffer.concat(leaves.map((leaf) => (leaf?.length === HASH_BYTES ? leaf : NO_LEAF)))),
    checkpoints: (notes) => write(CHECKPOINTS, notes.join('\n')),
    finish: async () => {
      const facts: Record<string, FileFacts> = {};
      for (const [name, file] of files) facts[name] = await file.finish();
      return facts;
    },
    close,
  };
}
