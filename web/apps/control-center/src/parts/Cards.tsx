import { words } from '../words'
import type { TableProps } from './DataTable'

/** The same list where there is no room for a table. */
export function Cards<Row>({ name, columns, keyOf, rows }: TableProps<Row> & { rows: readonly Row[] }) {
  const heading = columns.find((column) => column.heading) ?? columns[0]
  const corner = columns.find((column) => column.corner)
  const facts = columns.filter((column) => column !== heading && column !== corner)
  return (
    <ul aria-label={words.t.lists.table(name)} class="grid gap-3">
      {rows.map((row) => (
        <li key={keyOf(row)} class="card px-4 pt-2 pb-4">
          <div class="flex min-h-11 items-center justify-between gap-3">
            <div class="min-w-0 font-medium break-words">{heading?.cell(row)}</div>
            {corner && <div class="shrink-0">{corner.cell(row)}</div>}
          </div>
          <dl class="mt-1 grid grid-cols-[minmax(6rem,auto)_1fr] items-baseline gap-x-4 gap-y-1.5">
            {facts.map((column) => (
              <div key={column.id} class="contents">
                <dt class="text-sm text-muted">{column.label}</dt>
                <dd class="min-w-0 text-right break-words">{column.cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
