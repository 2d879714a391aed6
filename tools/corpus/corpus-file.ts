/** One file of the corpus, before it is written. */
import type { ErrorCode } from '../../shared/errors.ts';

export type Outcome = 'ok' | ErrorCode;

export interface CorpusFile {
  /** Relative to the corpus, with forward slashes. */
  readonly path: string;
  /** What processing this file must come to. */
  readonly outcome: Outcome;
  /** Damage inside the pixels shows only when they are decoded; everything else before. */
  readonly foundBy: 'probe' | 'decode';
}

export interface Draft extends CorpusFile {
  readonly bytes: Buffer;
}

export function draft(path: string, bytes: Buffer, outcome: Outcome = 'ok'): Draft {
  return { path, bytes, outcome, foundBy: 'probe' };
}
