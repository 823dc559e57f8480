import type { InfiniteData } from '@tanstack/preact-query'
import { queries } from './queries'
import type { CursorPage } from './useCursorList'

/** Changes a row in all that has been read of a list, whatever its filters. */
export function patchRow<Row extends { id: string }>(list: string, id: string, change: Partial<Row>) {
  queries.setQueriesData<InfiniteData<CursorPage<Row>>>({ queryKey: [list] }, (data) =>
    data?.pages
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((row) => (row.id === id ? { ...row, ...change } : row)),
          })),
        }
      : data,
  )
}

/** Shows a change at once, and takes it back when the server refuses. */
export async function optimistically<Row extends { id: string }>(
  list: string,
  row: Row,
  change: Partial<Row>,
  send: () => Promise<unknown>,
) {
  await queries.cancelQueries({ queryKey: [list] })
  patchRow<Row>(list, row.id, change)
  try {
    await send()
  } catch (error) {
    patchRow<Row>(list, row.id, row)
    throw error
  } finally {
    void queries.invalidateQueries({ queryKey: [list] })
  }
}
