import { Badge } from '@curhat/ui'
import { Link } from 'wouter-preact'
import { Icon } from '../icons'
import { count, percent } from '../lists/count'
import type { Column, Sort } from '../parts/DataTable'
import { words } from '../words'
import type { MitraActivity } from './list'

/** Says that a mitra rejects or ignores more than the settings allow. */
export const Flag = () => (
  <Badge tone="bad">
    <span class="inline-flex items-center gap-1" title={words.t.activity.flagHint}>
      <Icon name="flag" class="size-3.5" />
      {words.t.activity.flag}
    </span>
  </Badge>
)

const figures = [
  ['received', 'received'],
  ['accepted', 'accepted'],
  ['rejected', 'rejected'],
  ['missed', 'missed'],
  ['ignored', 'ignored'],
  ['rate', 'acceptance_rate'],
  ['sensitiveTotal', 'sensitive_total'],
  ['sensitiveAccepted', 'sensitive_accepted'],
  ['sensitiveRate', 'sensitive_rate'],
] as const

/** The columns of the activity list; `search` carries the range over to a mitra's own page. */
export function activityColumns(search: string): Column<MitraActivity>[] {
  const t = words.t.activity
  return [
    {
      id: 'mitra',
      label: t.columns.mitra,
      heading: true,
      sortable: true,
      cell: (row) => (
        <span class="inline-flex flex-wrap items-center gap-x-2">
          <Link
            href={`/mitra-activity/${row.mitra.id}${search && `?${search}`}`}
            class="inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
          >
            {row.mitra.display_name}
          </Link>
          {row.flagged && <Flag />}
        </span>
      ),
    },
    ...figures.map(
      ([id, member]): Column<MitraActivity> => ({
        id,
        label: t.columns[id],
        numeric: true,
        sortable: true,
        cell: (row) => {
          const value = row[member]
          if (value === null) return words.t.lists.none
          return member.endsWith('_rate') ? percent(value) : count(value)
        },
      }),
    ),
  ]
}

/** The rows as asked for; who has no rate comes last either way. */
export function sorted(rows: readonly MitraActivity[], { by, descending }: Sort): MitraActivity[] {
  const member = figures.find(([id]) => id === by)?.[1]
  const way = descending ? -1 : 1
  return [...rows].sort((a, b) => {
    if (!member) return way * a.mitra.display_name.localeCompare(b.mitra.display_name)
    const [left, right] = [a[member], b[member]]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return way * (left - right) || a.mitra.display_name.localeCompare(b.mitra.display_name)
  })
}
