import { count } from './count'
import type { CursorPage } from './useCursorList'

/** How many rows a list has, as far as anyone knows: a search is counted to a bound only, the list itself goes on. */
export interface Total {
  rows: number
  /** There are more than that, nobody knows how many. */
  areMore: boolean
}

/** By the page that was read last, and by how much has been read with it: more than was counted, or all there is. */
export function totalOf({ total, total_is_exact, next_cursor }: CursorPage<unknown>, read: number): Total {
  if (total_is_exact) return { rows: Math.max(total, read), areMore: false }
  return next_cursor === null ? { rows: read, areMore: false } : { rows: Math.max(total, read), areMore: true }
}

/** 12.345, or 10.000+ */
export const countTotal = ({ rows, areMore }: Total) => `${count(rows)}${areMore ? '+' : ''}`
