import { useSearch } from 'wouter-preact'
import { activityColumns, sorted } from '../activity/columns'
import { useActivity } from '../activity/list'
import { RANGE } from '../lists/range'
import { useListState } from '../lists/useListState'
import { DataTable, type Sort } from '../parts/DataTable'
import { FilterBar, RangeFilter, SelectFilter } from '../parts/Filters'
import { Page } from '../parts/Page'
import { words } from '../words'

/** What each mitra made of their requests, within a range of days. */
export default function MitraActivity() {
  const t = words.t.activity
  const search = useSearch()
  const { values, set, reset, isFiltered } = useListState([...RANGE, 'flagged'])
  const order = useListState(['sort', 'dir'])
  const list = useActivity(values)
  const sort: Sort = { by: order.values.sort || 'received', descending: order.values.dir !== 'asc' }
  const rows = list.rows?.filter((row) => !values.flagged || row.flagged)
  return (
    <Page title={t.title} lead={t.lead}>
      <FilterBar filtered={isFiltered} onReset={reset}>
        <RangeFilter values={values} set={set} />
        <SelectFilter
          label={t.flagFilter}
          value={values.flagged}
          choices={[
            ['', words.t.lists.all],
            ['true', t.flagOnly],
          ]}
          onChoose={(flagged) => set({ flagged })}
        />
      </FilterBar>
      <DataTable
        name={t.title}
        columns={activityColumns(search)}
        keyOf={(row) => row.mitra.id}
        list={{ ...list, rows: rows && sorted(rows, sort) }}
        filtered={isFiltered}
        onReset={reset}
        empty={{ title: t.empty, text: t.emptyText }}
        sort={sort}
        onSort={({ by, descending }) => order.set({ sort: by, dir: descending ? 'desc' : 'asc' }, { replace: true })}
      />
    </Page>
  )
}
