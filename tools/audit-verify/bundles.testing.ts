/** Real bundles for tests, exported from a real database, as files in memory that can be changed. */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { databaseUrl, openDatabase } from '../../core/db/open.ts';
import { appendAudit } from '../../core/features/audit/audit.service.ts';
import { exportBundle } from '../../core/features/audit/bundle/export-bundle.ts';
import type { BundleFilter } from '../../core/features/audit/bundle/manifest.ts';
import { originOf } from '../../core/features/audit/checkpoint-note.ts';
import { createCheckpoints } from '../../core/features/audit/checkpoints.ts';
import { createRetention } from '../../core/features/audit/retention.ts';
import { encodeKey, type Signer } from '../../core/features/audit/signed-note.ts';
import { signerFromPkcs8 } from '../../core/features/audit/signer.ts';
import { createIds } from '../../core/ids.ts';

/** By their names inside the bundle. */
export type Files = Readonly<Record<string, Buffer>>;

export interface TestLog {
  readonly logId: string;
  readonly signer: Signer;
  /** As `--key` takes it. */
  readonly key: string;
  readonly append: (count: number) => Promise<void>;
  readonly sign: () => Promise<string>;
  readonly prune: (beforeSeq: number) => Promise<void>;
  readonly exported: (filter?: BundleFilter | null, signer?: Signer) => Promise<Files>;
  readonly close: () => Promise<void>;
}

const NAMES = [
  'events.ndjson',
  'leaves.bin',
  'checkpoints.txt',
  'manifest.json',
  'views/ocsf.ndjson',
  'views/cef.log',
  'views/rfc5424.log',
  'views/events.csv',
];
const IDS = createIds({ now: Date.now, randomBytes });
const ACTIONS = ['image.processed', 'image.failed', 'job.read'] as const;

export async function createTestLog(): Promise<TestLog> {
  const folder = mkdtempSync(join(tmpdir(), 'easel-bundles-'));
  const options = { platform: process.platform, now: Date.now, appVersion: '0.0.0-test' };
  const database = await openDatabase({ url: databaseUrl(folder), ...options });
  const { db } = database;
  const logId = IDS.next();
  const signer = newSigner(logId);
  let clock = 1_790_000_000_000;
  const now = () => ++clock;
  const ctx = {
    ...{ logId, bootId: IDS.next(), now, mono: () => clock, ids: IDS, randomBytes },
    onAppended: async () => undefined,
  };
  const actor = { ref: 'system', role: 'SYSTEM', session: null } as const;
  const event = (index: number) => ({
    ...({
      actor,
      surface: 'cli',
      resourceId: IDS.next(),
      requestId: '',
      reason: null,
      detail: null,
    } as const),
    action: ACTIONS[index % 3] ?? 'job.read',
    outcome: index % 3 === 1 ? ('failed' as const) : ('success' as const),
  });
  const audit = {
    append: (trx: typeof db, events: Parameters<typeof appendAudit>[2]) => appendAudit(trx, ctx, events),
  };
  let bundles = 0;

  return {
    logId,
    signer,
    key: encodeKey(signer),
    append: async (count) => {
      const events = Array.from({ length: count }, (_, index) => event(index));
      await db.transaction().execute((trx) => appendAudit(trx, ctx, events));
    },
    sign: async () => (await createCheckpoints({ db, logId, signer, now }).sign()).note,
    prune: async (beforeSeq) => {
      const caller = { actor, surface: 'cli', userId: null, requestId: '' } as const;
      await createRetention({ database, logId, ids: IDS, signer, audit, now }).prune(beforeSeq, caller);
    },
    exported: async (filter = null, by = signer) => {
      const target = join(folder, `bundle-${++bundles}`);
      const retiredKeys = by === signer ? [] : [signer];
      const deps = { db, logId, signer: by, retiredKeys, appVersion: '0.0.0-test', now };
      await exportBundle(deps, { folder: target, filter });
      return Object.fromEntries(NAMES.map((name) => [name, readFileSync(join(target, name))]));
    },
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function newSigner(logId: string): Signer {
  const pkcs8 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
  return signerFromPkcs8({ name: originOf(logId), pkcs8 });
}

export function writeBundle(folder: string, files: Files): void {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

export function linesOf(files: Files): string[] {
  return String(files['events.ndjson']).split('\n').slice(0, -1);
}

export function withLines(files: Files, lines: readonly string[]): Files {
  return { ...files, 'events.ndjson': Buffer.from(lines.map((line) => `${line}\n`).join('')) };
}

export function leafOf(line: string): Buffer {
  return digest(Buffer.from([0]), Buffer.from(line));
}

export function withLeaf(files: Files, index: number, leaf: Buffer): Files {
  const leaves = Buffer.from(files['leaves.bin'] ?? '');
  leaf.copy(leaves, index * 32);
  return { ...files, 'leaves.bin': leaves };
}

/** Of the leaves from the first to the last but `drop`. */
export function rootOf(leaves: Buffer): Buffer {
  const list = Array.from({ length: leaves.length / 32 }, (_, index) =>
    leaves.subarray(index * 32, index * 32 + 32),
  );
  return naiveRoot(list);
}

function naiveRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length <= 1) return leaves[0] ?? digest();
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return digest(Buffer.from([1]), naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

/** What somebody without the key can do about the manifest: everything but sign it. */
export function withManifest(files: Files, change: (manifest: Manifest) => Manifest = (same) => same): Files {
  const manifest: Manifest = JSON.parse(String(files['manifest.json']));
  const facts = Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => name !== 'manifest.json')
      .map(([name, bytes]) => [name, { bytes: bytes.length, sha256: digest(bytes).toString('hex') }]),
  );
  const changed = change({ ...manifest, files: facts });
  return { ...files, 'manifest.json': Buffer.from(JSON.stringify(changed, null, 2)) };
}

export interface Manifest {
  readonly head: { readonly size: number; readonly root: string };
  readonly range: { readonly first: number; readonly last: number };
  readonly counts: { readonly events: number; readonly omitted: number; readonly checkpoints: number };
  readonly [field: string]: unknown;
}

function digest(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
