/** Entries page by page as they are scrolled to, and how many there are. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
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
    }),
  );
  const { data: count = null } = useQuery(api.history.count.queryOptions({ input: filter, staleTime: 0 }));
  return {
    entries: list.data?.pages.flatMap((page) => page.entries) ?? [],
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
