import { type Total, totalOf } from './total'
import type { CursorPage } from './useCursorList'

/** Reads a list to its end, and says after each page how far it is. */
export async function readAll<Row>(
  read: (cursor: string | undefined) => Promise<CursorPage<Row>>,
  signal: AbortSignal,
  progress?: (done: number, total: Total) => void,
): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    signal.throwIfAborted()
    const page = await read(cursor)
    rows.push(...page.items)
    progress?.(rows.length, totalOf(page, rows.length))
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  signal.throwIfAborted()
  return rows
}
