/** Where a page ended, as opaque text for whoever asks for the next one. */
import { EaselError } from '../../../shared/errors.ts';
import type { HistoryPlace } from './history-filter.ts';

export function encodeCursor({ at, id }: HistoryPlace): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** USAGE_INVALID for text that no page ever ended with. */
export function decodeCursor(cursor: string): HistoryPlace {
  const [, at = '', id = ''] = /^(\d{1,15}) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (id === '')
    throw new EaselError('USAGE_INVALID', { reason: 'The page asked for is not one of this list.' });
  return { at: Number(at), id };
}
