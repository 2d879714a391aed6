/** Which preset the address opens, and what the library shows. */
import { useCallback } from 'react';
import { useQueryPart } from '../../browser/use-query.ts';
import { isShelf, type Shelf } from './model/library.ts';

/** Stands for a preset that does not exist yet; no preset can be called so. */
export const NEW_PRESET = '+';

export interface PresetAddress {
  /** Null shows the library. */
  readonly open: string | null;
  readonly shelf: Shelf;
  readonly find: string;
  /** `replace` when what was open is no longer a place to go back to. */
  readonly openPreset: (id: string | null, options?: { readonly replace?: boolean }) => void;
  readonly showShelf: (shelf: Shelf) => void;
  readonly search: (text: string) => void;
}

export function usePresetAddress(): PresetAddress {
  const { query, changeQuery } = useQueryPart();
  const shelf = query.get('kind');
  return {
    open: query.get('open'),
    shelf: isShelf(shelf) ? shelf : 'all',
    find: query.get('find') ?? '',
    openPreset: useCallback(
      (id, { replace = false } = {}) => changeQuery({ change: { open: id }, replace }),
      [changeQuery],
    ),
    showShelf: useCallback(
      (wanted) => changeQuery({ change: { kind: wanted === 'all' ? null : wanted }, replace: true }),
      [changeQuery],
    ),
    search: useCallback(
      (text) => changeQuery({ change: { find: text === '' ? null : text }, replace: true }),
      [changeQuery],
    ),
  };
}
