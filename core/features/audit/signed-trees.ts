/** Everything signed that a stored log must agree with: checked as notes here, and against the rows by the verifier. */
import { decodeFrontier, rootOf } from '../../ledger/merkle.ts';
import { openTreeNote, originOf, pruneOriginOf } from './checkpoint-note.ts';
import type { CheckpointRow, PruneRow } from './checkpoints.repository.ts';
import type { NoteKey } from './signed-note.ts';
import type { Fault, LogBase, SignedTree } from './verify.ts';

export interface SignedTrees {
  readonly base: LogBase | null;
  /** Smallest first; only those past the base can be compared with rows. */
  readonly trees: readonly SignedTree[];
  /** The first note that does not hold, at the first row that only it vouched for. */
  readonly fault: (Fault & { readonly seq: number }) | null;
}

export interface StoredNotes {
  readonly logId: string;
  /** Smallest first, both. */
  readonly prunes: readonly PruneRow[];
  readonly checkpoints: readonly CheckpointRow[];
  /** Null: nobody's signature is checked. */
  readonly keys: readonly NoteKey[] | null;
}

export function readSignedTrees({ logId, prunes, checkpoints, keys }: StoredNotes): SignedTrees {
  let base: LogBase | null = null;
  for (const prune of prunes) {
    const reason = faultOfPrune(prune);
    // Rows that left without leave: nothing past the last good prune can be believed.
    if (reason !== null) return { base, trees: [], fault: { seq: (base?.size ?? 0) + 1, reason } };
    base = prune;
  }

  const trees: SignedTree[] = [];
  let vouchedFor = 0;
  for (const checkpoint of checkpoints) {
    if (checkpoint.size > (base?.size ?? 0)) vouchedFor = Math.max(vouchedFor, base?.size ?? 0);
    const reason = faultOfCheckpoint(checkpoint);
    if (reason !== null) return { base, trees, fault: { seq: vouchedFor + 1, reason } };
    if (checkpoint.size > (base?.size ?? 0)) trees.push(checkpoint);
    vouchedFor = checkpoint.size;
  }
  return { base, trees, fault: null };

  function faultOfPrune({ size, frontier, last_prev, note }: PruneRow) {
    const { tree, reason } = opened(note);
    if (tree === null) return reason === 'UNSIGNED' ? 'PRUNE_UNSIGNED' : 'PRUNE_CHANGED';
    const holds =
      tree.origin === pruneOriginOf(logId) &&
      tree.size === size &&
      tree.extension.length === 1 &&
      tree.extension[0] === last_prev.toString('base64') &&
      rootOfTree(size, frontier)?.equals(tree.root);
    return holds ? null : 'PRUNE_CHANGED';
  }

  function faultOfCheckpoint({ size, root, frontier, note }: CheckpointRow) {
    const { tree, reason } = opened(note);
    if (tree === null) return reason === 'UNSIGNED' ? 'CHECKPOINT_UNSIGNED' : 'CHECKPOINT_CHANGED';
    const holds =
      tree.origin === originOf(logId) &&
      tree.size === size &&
      tree.extension.length === 0 &&
      tree.root.equals(root) &&
      rootOfTree(size, frontier)?.equals(root);
    return holds ? null : 'CHECKPOINT_CHANGED';
  }

  function opened(note: string) {
    const found = openTreeNote(note, keys);
    return found.tree === null ? found : { tree: found.tree, reason: null };
  }
}

function rootOfTree(size: number, frontier: Uint8Array): Buffer | null {
  const decoded = decodeFrontier(size, frontier);
  return decoded && rootOf(decoded.hashes);
}
