import { keepPreviousData, useInfiniteQuery } from '@tanstack/preact-query'
import type { Rows } from '../parts/DataTable'

/** A page as every internal list answers. */
export interface CursorPage<Row> {
  items: Row[]
  next_cursor: string | null
  total: number
}

/**
 * A list read page by page. `key` names it and its filters; while a new filter is asked for, the old rows stay. `every`: it is
 * read anew after so many ms, while the page is seen.
 */
export function useCursorList<Row>(
  key: readonly unknown[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<CursorPage<Row>>,
  { every }: { every?: number } = {},
): Rows<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: CursorPage<Row>) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    ...(every ? { refetchInterval: every } : {}),
  })
  const pages = query.data?.pages
  return {
    rows: pages?.flatMap((page) => page.items),
    total: pages?.at(-1)?.total,
    error: query.error,
    again: () => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
    more: query.hasNextPage ? () => query.fetchNextPage() : undefined,
    isOld: query.isPlaceholderData,
  }
}
