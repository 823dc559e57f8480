import { keepPreviousData, useInfiniteQuery } from '@tanstack/preact-query'
import type { Rows } from '../parts/DataTable'
import { totalOf } from './total'

/** A page as every internal list answers. */
export interface CursorPage<Row> {
  items: Row[]
  next_cursor: string | null
  total: number
  /** False: it was counted no further, and there are more. */
  total_is_exact: boolean
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
  const rows = pages?.flatMap((page) => page.items)
  const last = pages?.at(-1)
  return {
    rows,
    total: last && totalOf(last, rows?.length ?? 0),
    error: query.error,
    again: () => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
    more: query.hasNextPage ? () => query.fetchNextPage() : undefined,
    isOld: query.isPlaceholderData,
  }
}
