import { clock, dayKey, zoneName } from '@curhat/ui'
import { useSearch } from 'wouter-preact'
import { DataTable } from '../parts/DataTable'
import { ExportButton } from '../parts/ExportButton'
import { FilterBar, RangeFilter, SearchBox, SelectFilter } from '../parts/Filters'
import { Page } from '../parts/Page'
import { CustomerChip } from '../sessions/CustomerChip'
import { sessionColumns } from '../sessions/columns'
import { RUNNING, readSessions, type SessionEntry, useSessionFilters, useSessions } from '../sessions/list'
import { useMitraNames } from '../sessions/useMitraNames'
import { words } from '../words'

const written = (when: string | null) => (when ? `${dayKey(when)} ${clock(when)}` : '')

/** All sessions, newest first, by filters that live in the address. */
export default function Sessions() {
  const t = words.t.sessions
  const { all } = words.t.lists
  const search = useSearch()
  const { values, set, reset, isFiltered } = useSessionFilters()
  const list = useSessions(values)
  const mitras = useMitraNames()
  const zone = zoneName()
  const statuses = Object.entries(t.status)
  const { customer, mitra, topic, status, messages } = t.columns
  return (
    <Page
      title={t.title}
      actions={
        <ExportButton<SessionEntry>
          file={`${t.csv.file}-${dayKey(Date.now())}`}
          head={[
            'ID',
            t.csv.requested(zone),
            t.csv.started(zone),
            t.csv.ended(zone),
            customer,
            t.csv.phone,
            mitra,
            topic,
            status,
            t.csv.reason,
            t.csv.duration,
            t.csv.price,
            messages,
          ]}
          line={(row) => [
            row.id,
            written(row.requested_at),
            written(row.started_at),
            written(row.ended_at),
            row.customer.display_name,
            row.customer.phone,
            row.mitra?.display_name,
            t.topic[row.topic_sensitivity],
            t.status[row.status],
            row.end_reason ? t.reason[row.end_reason] : '',
            row.duration_minutes,
            row.price_idr,
            row.message_count,
          ]}
          read={(cursor, signal) => readSessions(values, cursor, signal, 200)}
        />
      }
    >
      <FilterBar filtered={isFiltered} onReset={reset}>
        <SearchBox label={t.filters.q} value={values.q} onSearch={(q) => set({ q }, { replace: true })} />
        <SelectFilter
          label={t.filters.topic}
          value={values.topic_sensitivity}
          choices={[
            ['', all],
            ['regular', t.topic.regular],
            ['sensitive', t.topic.sensitive],
          ]}
          onChoose={(topic_sensitivity) => set({ topic_sensitivity })}
        />
        <SelectFilter
          label={t.filters.status}
          value={values.status}
          choices={[['', all], [RUNNING, t.filters.running], ...statuses]}
          onChoose={(chosen) => set({ status: chosen })}
        />
        {mitras.length > 0 && (
          <SelectFilter
            label={t.filters.mitra}
            value={values.mitra_id}
            choices={[['', all], ...mitras.map((each) => [each.id, each.display_name] as const)]}
            onChoose={(mitra_id) => set({ mitra_id })}
          />
        )}
        <RangeFilter values={values} set={set} />
        {values.customer_id && <CustomerChip id={values.customer_id} onRemove={() => set({ customer_id: '' })} />}
      </FilterBar>
      <DataTable
        name={t.title}
        columns={sessionColumns(search)}
        keyOf={(row) => row.id}
        list={list}
        filtered={isFiltered}
        onReset={reset}
        empty={{ title: t.empty, text: t.emptyText }}
      />
    </Page>
  )
}
