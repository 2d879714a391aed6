/** Entries page by page as they are scrolled to, and how many there are. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HistoryEntry, HistoryFilterInput } from '../../../../shared/contract/history.ts';
import { api } from '../../api/client.ts';

const PAGE = 100;

export interface HistoryList {
  readonly entries: readonly HistoryEntry[];
  readonly pending: boolean;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
  /** Null while it is being counted. */
  readonly count: { readonly entries: number; readonly atMost: number } | null;
}

export function useHistory(filter: HistoryFilterInput): HistoryList {
  const list = useInfiniteQuery(
    api.history.list.infiniteOptions({
      input: (cursor: string | null) => ({ ...filter, limit: PAGE, ...(cursor === null ? {} : { cursor }) }),
      initialPageParam: null,
      getNextPageParam: ({ cursor }) => cursor,
      // A batch may be adding to it.
      staleTime: 0,
      // Kept pages would all be asked for again, one after the other, before anything new shows.
      gcTime: 0,
    }),
  );
  const entries = useMemo(() => list.data?.pages.flatMap((page) => page.entries) ?? [], [list.data]);
  const { data: count = null } = useQuery(api.history.count.queryOptions({ input: filter, staleTime: 0 }));
  return {
    entries,
    pending: list.isPending,
    error: list.error,
    hasMore: list.hasNextPage,
    loadMore: () => {
      if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
    },
    reload: () => void list.refetch(),
    count,
  };
}
