/** What is asked of the history, by whoever it belongs to. */
import type { z } from 'zod';
import type { HistoryFilter } from '../../../shared/contract/history.ts';

export type HistoryConditions = z.output<typeof HistoryFilter>;

export interface HistorySearch {
  /** Whose rows; nobody sees another one's. */
  readonly subject: string;
  readonly conditions: HistoryConditions;
}

/** An entry's place in the order: newest first, and among entries of one moment the larger id first. */
export interface HistoryPlace {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly id: string;
}

/**
 * The ways the same letters are stored: macOS takes letters with accents apart in file names, others do not, and a
 * person searching cannot see the difference.
 */
export function spellings(text: string): readonly string[] {
  return [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])];
}

/** For LIKE with a backslash as its escape. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
