/** What is signed about a log: that its first `size` events are a certain tree (C2SP tlog-checkpoint). */
import { HASH_BYTES } from '../../ledger/merkle.ts';
import { type NoteKey, noteText, openNote } from './signed-note.ts';

export interface TreeStatement {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** Lines after the first three; a checkpoint has none, a prune its chain value. */
  readonly extension: readonly string[];
}

export type TreeNote =
  | { readonly tree: TreeStatement }
  | { readonly tree: null; readonly reason: 'UNSIGNED' | 'MALFORMED' };

/** Names a log, and the key that signs for it. */
export function originOf(logId: string): string {
  return `easel/${logId}`;
}

/** Signed under a name of its own: no checkpoint can be passed off as leave to remove rows. */
export function pruneOriginOf(logId: string): string {
  return `${originOf(logId)}/prune`;
}

export function treeText({ origin, size, root, extension }: TreeStatement): string {
  return [origin, size, root.toString('base64'), ...extension, ''].join('\n');
}

/** Without keys nobody's signature is asked for, only that it is a note. */
export function openTreeNote(note: string, keys: readonly NoteKey[] | null): TreeNote {
  if (keys === null) return readTree(noteText(note));
  const opened = openNote(note, keys);
  return opened.text === null ? { tree: null, reason: opened.reason } : readTree(opened.text);
}

function readTree(text: string | null): TreeNote {
  const malformed = { tree: null, reason: 'MALFORMED' } as const;
  if (text === null) return malformed;
  const [origin = '', sizeText = '', rootText = '', ...extension] = text.slice(0, -1).split('\n');
  const size = Number(sizeText);
  const root = Buffer.from(rootText, 'base64');
  const holds =
    origin !== '' &&
    /^(0|[1-9]\d*)$/.test(sizeText) &&
    Number.isSafeInteger(size) &&
    root.length === HASH_BYTES &&
    root.toString('base64') === rootText &&
    extension.every((line) => line !== '');
  return holds ? { tree: { origin, size, root, extension } } : malformed;
}
