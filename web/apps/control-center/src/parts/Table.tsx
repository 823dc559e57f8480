import { Icon } from '../icons'
import { words } from '../words'
import type { Column, Sort, TableProps } from './DataTable'

function Head<Row>({ column, sort, onSort }: Pick<TableProps<Row>, 'sort' | 'onSort'> & { column: Column<Row> }) {
  const sorted = sort?.by === column.id
  const side = column.numeric ? 'text-right' : 'text-left'
  const sticky = 'sticky top-0 z-10 border-b border-line bg-card text-sm font-medium text-muted'
  if (!column.sortable || !onSort) {
    return (
      <th
        scope="col"
        class={`py-3 whitespace-nowrap first:pl-5 last:pr-5 ${column.numeric ? 'px-2' : 'px-3'} ${side} ${sticky}`}
      >
        {column.label}
      </th>
    )
  }
  const next: Sort = { by: column.id, descending: sorted ? !sort.descending : Boolean(column.numeric) }
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      class={`first:pl-3 last:pr-3 ${side} ${sticky}`}
    >
      <button
        type="button"
        title={words.t.lists.sortBy(column.label)}
        class={`inline-flex min-h-11 items-center gap-1 rounded-lg px-2 hover:text-fg ${column.numeric ? 'flex-row-reverse text-right' : 'text-left'}`}
        onClick={() => onSort(next)}
      >
        {column.label}
        {sorted && <Icon name={sort.descending ? 'down' : 'up'} class="size-4" />}
      </button>
    </th>
  )
}

/** A table that scrolls inside its card, under a head that stays. */
export function Table<Row>({ name, columns, keyOf, rows, ...sorting }: TableProps<Row> & { rows: readonly Row[] }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
      tabIndex={0}
      aria-label={words.t.lists.table(name)}
      class="card max-h-[calc(100dvh-9rem)] min-h-64 overflow-auto overscroll-x-contain print:max-h-none print:overflow-visible"
    >
      <table class="w-full border-separate border-spacing-0 text-[0.9375rem]">
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} {...sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} class="group hover:bg-bg">
              {columns.map((column) => (
                <td
                  key={column.id}
                  class={`h-12 border-b border-line py-0.5 whitespace-nowrap group-last:border-b-0 first:pl-5 last:pr-5 ${column.numeric ? 'px-2 text-right tabular-nums' : 'px-3'}`}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
