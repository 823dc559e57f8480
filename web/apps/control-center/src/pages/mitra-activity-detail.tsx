import { ApiError } from '@curhat/api'
import { dateTime } from '@curhat/ui'
import { Link, useParams, useSearch } from 'wouter-preact'
import { Flag } from '../activity/columns'
import { type MitraActivityEntry, useActivity, useActivityLog } from '../activity/list'
import { Tiles } from '../activity/Tiles'
import { count } from '../lists/count'
import { RANGE } from '../lists/range'
import { useListState } from '../lists/useListState'
import { type Column, DataTable } from '../parts/DataTable'
import { FilterBar, RangeFilter } from '../parts/Filters'
import { Page } from '../parts/Page'
import { can } from '../session'
import { AnswerBadge, TopicBadge } from '../sessions/badges'
import { NotFound } from '../shell/walls'
import { words } from '../words'

/** Who missed or ignored a request gave no answer, though it was closed for them at some time. */
const answered = ({ status, responded_at }: MitraActivityEntry) =>
  status === 'accepted' || status === 'rejected' ? responded_at : null

function logColumns(): Column<MitraActivityEntry>[] {
  const t = words.t.activity.detail
  return [
    {
      id: 'time',
      label: t.time,
      heading: true,
      cell: (row) =>
        can('sessions:read') ? (
          <Link
            href={`/sessions/${row.session_id}`}
            class="inline-flex min-h-11 items-center font-medium tabular-nums underline-offset-4 hover:underline"
          >
            {dateTime(row.created_at)}
          </Link>
        ) : (
          dateTime(row.created_at)
        ),
    },
    { id: 'customer', label: t.customer, cell: (row) => row.customer_display_name },
    { id: 'topic', label: t.topic, cell: (row) => <TopicBadge topic={row.topic_sensitivity} /> },
    { id: 'status', label: t.status, corner: true, cell: (row) => <AnswerBadge status={row.status} /> },
    {
      id: 'answered',
      label: t.answered,
      numeric: true,
      cell: (row) => {
        const at = answered(row)
        if (!at) return words.t.lists.none
        return t.seconds(Math.max(0, Math.round((Date.parse(at) - Date.parse(row.created_at)) / 1000)))
      },
    },
    { id: 'load', label: t.load, numeric: true, cell: (row) => count(row.active_session_count) },
  ]
}

/** One mitra's figures and every request behind them. */
export default function MitraActivityDetail() {
  const t = words.t.activity
  const { id = '' } = useParams<{ id: string }>()
  const search = useSearch()
  const { values, set, reset, isFiltered } = useListState(RANGE)
  const all = useActivity(values)
  const log = useActivityLog(id, values)
  const row = all.rows?.find((each) => each.mitra.id === id)
  if (log.error instanceof ApiError && log.error.problem.status === 404) return <NotFound />
  return (
    <Page
      title={row ? t.detail.title(row.mitra.display_name) : t.detail.unnamed}
      back={{ href: `/mitra-activity${search && `?${search}`}`, label: t.title }}
      lead={row?.flagged && <Flag />}
      actions={
        <>
          {can('audit_log:read') && (
            <Link href={`/audit-log?target_id=${id}`} class="btn-quiet">
              {t.detail.audit}
            </Link>
          )}
          {can('sessions:read') && (
            <Link href={`/sessions?mitra_id=${id}`} class="btn-quiet">
              {t.detail.sessions}
            </Link>
          )}
        </>
      }
    >
      <FilterBar filtered={isFiltered} onReset={reset}>
        <RangeFilter values={values} set={set} />
      </FilterBar>
      {row && <Tiles row={row} />}
      <h2 class="mb-3 text-lg font-semibold tracking-tight">{t.detail.log}</h2>
      <DataTable
        name={t.detail.log}
        columns={logColumns()}
        keyOf={(entry) => entry.session_id}
        list={log}
        filtered={isFiltered}
        onReset={reset}
        empty={{ title: t.detail.empty, text: t.detail.emptyText }}
      />
    </Page>
  )
}
