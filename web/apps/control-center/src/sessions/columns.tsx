import { dateTime, rupiah } from '@curhat/ui'
import { Link } from 'wouter-preact'
import { count } from '../lists/count'
import type { Column } from '../parts/DataTable'
import { words } from '../words'
import { StatusBadge, TopicBadge } from './badges'
import type { SessionEntry } from './list'

/** The columns of the list of sessions; `search` is the list's own, so that the page of one knows its neighbours. */
export function sessionColumns(search: string): Column<SessionEntry>[] {
  const t = words.t.sessions
  return [
    {
      id: 'customer',
      label: t.columns.customer,
      heading: true,
      cell: (row) => (
        <Link
          href={`/sessions/${row.id}${search && `?${search}`}`}
          class="inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
        >
          {row.customer.display_name}
        </Link>
      ),
    },
    {
      id: 'mitra',
      label: t.columns.mitra,
      cell: (row) =>
        row.mitra?.display_name ?? (
          <span class="text-muted">{row.status === 'requested' ? t.noMitra : words.t.lists.none}</span>
        ),
    },
    { id: 'topic', label: t.columns.topic, cell: (row) => <TopicBadge topic={row.topic_sensitivity} /> },
    { id: 'status', label: t.columns.status, corner: true, cell: (row) => <StatusBadge status={row.status} /> },
    {
      id: 'requested',
      label: t.columns.requested,
      cell: (row) => <time dateTime={row.requested_at}>{dateTime(row.requested_at)}</time>,
    },
    { id: 'duration', label: t.columns.duration, numeric: true, cell: (row) => t.minutes(row.duration_minutes) },
    {
      id: 'price',
      label: t.columns.price,
      numeric: true,
      cell: (row) => (row.is_free_trial ? t.free : rupiah(row.price_idr)),
    },
    { id: 'messages', label: t.columns.messages, numeric: true, cell: (row) => count(row.message_count) },
  ]
}
