import { Button, Empty, Failure, Skeleton } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { count } from '../lists/count'
import { countTotal, type Total } from '../lists/total'
import { words } from '../words'
import { Cards } from './Cards'
import { Late } from './Late'
import { Table } from './Table'
import { useWide } from './useWide'

/** A column of a list; on phones a line of a card. */
export interface Column<Row> {
  id: string
  label: string
  cell: (row: Row) => ComponentChildren
  /** Numbers stand at the right, below each other. */
  numeric?: boolean
  /** Names the row: the card's heading on phones. Put a real link to the row's page here. */
  heading?: boolean
  /** In the heading's corner on phones: the state. */
  corner?: boolean
  /** May be sorted by: give `sort` and `onSort` too. */
  sortable?: boolean
}
export interface Sort {
  by: string
  descending: boolean
}
/** What a list is made of; `useCursorList` gives it. */
export interface Rows<Row> {
  rows: readonly Row[] | undefined
  /** Absent where all rows there are have been read. */
  total?: Total | undefined
  error: unknown
  again: () => unknown
  /** Absent at the end. */
  more?: (() => Promise<unknown>) | undefined
  /** Another answer is on its way, and what is seen is the one before. */
  isOld?: boolean
}

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  name: string
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  sort?: Sort | undefined
  onSort?: ((sort: Sort) => void) | undefined
}
interface Props<Row> extends TableProps<Row> {
  list: Rows<Row>
  /** Whether a filter is set: then nothing found is no match, and can be mended. */
  filtered?: boolean
  onReset?: () => void
  /** What is said when there is nothing at all. */
  empty?: { title: string; text?: string; action?: ComponentChildren }
}

/** A list in all its states: coming, failed, empty, without match, and there. A table; cards on phones. */
export function DataTable<Row>({ list, filtered, onReset, empty, ...table }: Props<Row>) {
  const wide = useWide()
  const t = words.t.lists
  const { rows, total, error, again, more, isOld } = list
  if (!rows) {
    if (error) {
      return (
        <div class="card">
          <Failure error={error} again={again} />
        </div>
      )
    }
    return (
      <Late>
        <div class="card grid gap-3 p-4">
          {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
            <Skeleton key={row} class="h-9" />
          ))}
        </div>
      </Late>
    )
  }
  if (rows.length === 0) {
    return (
      <div class="card">
        {filtered ? (
          <Empty title={t.noMatch} text={t.noMatchText}>
            {onReset && (
              <Button look="quiet" onClick={onReset}>
                {t.reset}
              </Button>
            )}
          </Empty>
        ) : (
          <Empty title={empty?.title ?? t.empty} {...(empty?.text ? { text: empty.text } : {})}>
            {empty?.action}
          </Empty>
        )}
      </div>
    )
  }
  const Shape = wide ? Table : Cards
  return (
    <div aria-busy={isOld || undefined} class={`transition-opacity ${isOld ? 'opacity-60' : ''}`}>
      <Shape {...table} rows={rows} />
      {error ? (
        <Failure error={error} again={again} />
      ) : (
        <footer class="mt-4 flex flex-wrap items-center justify-between gap-3">
          <p role="status" class="text-sm text-muted tabular-nums">
            {t.shown(count(rows.length), total ? countTotal(total) : count(rows.length))}
          </p>
          {more && (
            <Button look="quiet" class="print:hidden" onClick={more}>
              {t.more}
            </Button>
          )}
        </footer>
      )}
    </div>
  )
}
