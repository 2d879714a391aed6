/**
 * The part of the address after `?`, which pages keep their filters in. Each page only touches its own names, so
 * that a page is found again as it was left.
 */
import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

export interface QueryChange {
  /** Text sets a name, null takes it away. */
  readonly change: Readonly<Record<string, string | null>>;
  /** Without a step in the history of the window, such as while somebody types. */
  readonly replace?: boolean;
}

export interface AddressQuery {
  readonly query: URLSearchParams;
  readonly changeQuery: (wanted: QueryChange) => void;
}

export function useQueryPart(): AddressQuery {
  const [location, navigate] = useLocation();
  const search = useSearch();
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const changeQuery = useCallback(
    ({ change, replace = false }: QueryChange) => {
      // Read anew: two changes in a row must not undo each other.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(change)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      // The question mark has to be there even when nothing follows, or the old names would stay.
      navigate(`${location}?${next}`, { replace });
    },
    [location, navigate],
  );
  return { query, changeQuery };
}
