/** The manifest of a bundle: what is in it, what was left out, and a signature over all of that. */
import { canonicalBytes, type JsonObject } from '../../../ledger/canonical.ts';
import { encodeKey, type NoteKey, type Signer } from '../signed-note.ts';
import type { FileFacts } from './hashed-file.ts';

/** Only what the event itself says, so that whoever reads the bundle can check it. */
export interface BundleFilter {
  /** Epoch milliseconds, both included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly actor?: string | undefined;
  readonly category?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly resource?: string | undefined;
}

export interface ManifestFacts {
  readonly logId: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly appVersion: string;
  readonly base: { readonly size: number; readonly frontier: readonly Buffer[] };
  readonly head: { readonly size: number; readonly root: Buffer };
  readonly filter: BundleFilter | null;
  readonly events: number;
  readonly checkpoints: number;
  readonly holds: readonly { readonly id: string; readonly subject: string | null; readonly since: number }[];
  readonly files: Readonly<Record<string, FileFacts>>;
  readonly keys: readonly NoteKey[];
}

const FORMAT = 'easel-audit-bundle';
const VERSION = 1;

/** The text of manifest.json. The canonical form of everything but `signature` is what is signed. */
export async function signedManifest(facts: ManifestFacts, signer: Signer): Promise<string> {
  const manifest = manifestFields(facts);
  const signature = Buffer.from(await signer.sign(canonicalBytes(manifest)));
  const signed = { ...manifest, signature: { key: encodeKey(signer), value: signature.toString('base64') } };
  return `${JSON.stringify(signed, null, 2)}\n`;
}

function manifestFields(facts: ManifestFacts): JsonObject {
  const { base, head } = facts;
  return {
    format: FORMAT,
    version: VERSION,
    log: facts.logId,
    created: facts.createdAt,
    tool: { name: 'easel', version: facts.appVersion },
    times: 'epoch milliseconds, UTC',
    base: { size: base.size, frontier: base.frontier.map((hash) => hash.toString('hex')) },
    head: { size: head.size, root: head.root.toString('hex') },
    range: { first: base.size + 1, last: head.size },
    filter: facts.filter && definedOf(facts.filter),
    counts: {
      events: facts.events,
      omitted: head.size - base.size - facts.events,
      checkpoints: facts.checkpoints,
    },
    holds: facts.holds.map(({ id, subject, since }) => ({ id, subject, since })),
    files: Object.fromEntries(
      Object.entries(facts.files).map(([name, { bytes, sha256 }]) => [name, { bytes, sha256 }]),
    ),
    keys: facts.keys.map(encodeKey),
  };
}

function definedOf(filter: BundleFilter): JsonObject {
  const entries = Object.entries(filter).filter((entry): entry is [string, string | number] => {
    return entry[1] !== undefined;
  });
  return Object.fromEntries(entries);
}
