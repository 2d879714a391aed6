/**
 * Signed checkpoints of the log: what it was, for whoever compares later. Each is checked against the one before it,
 * so that the log never signs two histories. The caller decides when: `isDue`, at quit, before an export, after a
 * change of roles or of security settings.
 */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import {
  decodeFrontier,
  EMPTY_FRONTIER,
  encodeFrontier,
  type Frontier,
  rootOf,
} from '../../ledger/merkle.ts';
import { lockHead, readHead } from './audit.repository.ts';
import { openTreeNote, originOf, pruneOriginOf, treeText } from './checkpoint-note.ts';
import {
  type CheckpointRow,
  insertCheckpoint,
  readCheckpoints,
  readNewestCheckpoint,
  readNewestPrune,
} from './checkpoints.repository.ts';
import { damaged, growTree } from './grow-tree.ts';
import { type NoteKey, type Signer, signNote } from './signed-note.ts';

export interface CheckpointsDeps {
  readonly db: Kysely<Database>;
  readonly logId: string;
  /** Named `originOf(logId)`, as verifiers expect. */
  readonly signer: Signer;
  /** Keys that signed for this log before. */
  readonly retiredKeys?: readonly NoteKey[];
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface Checkpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  /** The server's own note over the same tree, once it has seen these events. */
  readonly cosignature: string | null;
  readonly createdAt: number;
}

export interface Checkpoints {
  /** AUDIT_LOG_DAMAGED when the log no longer continues what was signed before. */
  readonly sign: () => Promise<Checkpoint>;
  /** Oldest first. */
  readonly list: () => Promise<readonly Checkpoint[]>;
  readonly isDue: () => Promise<boolean>;
}

const DUE_AFTER_EVENTS = 1_000;
const DUE_AFTER_MS = 3_600_000;

export function createCheckpoints(deps: CheckpointsDeps): Checkpoints {
  const { db, logId, signer, now } = deps;
  const keys = [signer, ...(deps.retiredKeys ?? [])];
  const origin = originOf(logId);

  async function sign(): Promise<Checkpoint> {
    // The first checkpoint of a long log takes its time, and nobody has to wait for that.
    const from = await lastSigned(db);
    const toSize = (await readHead(db, logId))?.size ?? 0;
    const seen = await growTree(db, logId, { from, toSize });
    return db.transaction().execute((trx) => signHead(trx, seen));
  }

  async function signHead(trx: Kysely<Database>, seen: Frontier): Promise<Checkpoint> {
    const head = await lockHead(trx, logId);
    const newest = await readNewestCheckpoint(trx, logId);
    const signed = await lastSigned(trx);
    const size = head?.size ?? 0;
    if (size < signed.size) throw damaged(`it ends at event ${size}, and ${signed.size} were signed`);
    const from = signed.size > seen.size ? signed : seen;
    const frontier = await growTree(trx, logId, { from, toSize: size });
    if (!encodeFrontier(frontier).equals(head?.frontier ?? Buffer.alloc(0)))
      throw damaged('its events are not those its head was made from');
    if (newest?.size === size) return toCheckpoint(newest);

    const root = rootOf(frontier.hashes);
    const row = {
      log_id: logId,
      size,
      root,
      frontier: encodeFrontier(frontier),
      note: await signNote(treeText({ origin, size, root, extension: [] }), signer),
      cosignature: null,
      created_at: now(),
    };
    await insertCheckpoint(trx, row);
    return toCheckpoint(row);
  }

  /** The largest tree this log has put its name to; what its note does not say is not believed. */
  async function lastSigned(source: Kysely<Database>): Promise<Frontier> {
    const checkpoint = await readNewestCheckpoint(source, logId);
    const prune = await readNewestPrune(source, logId);
    const isPrune = prune !== undefined && prune.size > (checkpoint?.size ?? -1);
    const stored = isPrune ? prune : checkpoint;
    if (stored === undefined) return EMPTY_FRONTIER;
    const frontier = decodeFrontier(stored.size, stored.frontier);
    const { tree } = openTreeNote(stored.note, keys);
    const holds =
      tree !== null &&
      frontier !== null &&
      tree.origin === (isPrune ? pruneOriginOf(logId) : origin) &&
      tree.size === stored.size &&
      tree.root.equals(rootOf(frontier.hashes));
    if (!holds) throw damaged(`what was signed at event ${stored.size} is not as it was`);
    return frontier;
  }

  async function isDue(): Promise<boolean> {
    const newest = await readNewestCheckpoint(db, logId);
    const size = (await readHead(db, logId))?.size ?? 0;
    if (newest === undefined) return size > 0;
    const unsigned = size - newest.size;
    return unsigned >= DUE_AFTER_EVENTS || (unsigned > 0 && now() - newest.created_at >= DUE_AFTER_MS);
  }

  return { sign, list: async () => (await readCheckpoints(db, logId)).map(toCheckpoint), isDue };
}

function toCheckpoint(row: CheckpointRow): Checkpoint {
  return {
    size: row.size,
    root: row.root,
    note: row.note,
    cosignature: row.cosignature,
    createdAt: row.created_at,
  };
}
