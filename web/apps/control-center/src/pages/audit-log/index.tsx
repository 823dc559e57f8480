import { unwrap } from '@curhat/api'
import { RANGE, rangeQuery } from '../../lists/range'
import { useCursorList } from '../../lists/useCursorList'
import { useListState } from '../../lists/useListState'
import { Chip } from '../../parts/Chip'
import { DataTable } from '../../parts/DataTable'
import { FilterBar, RangeFilter, SelectFilter } from '../../parts/Filters'
import { Page } from '../../parts/Page'
import { api } from '../../session'
import { words } from '../../words'
import { columns } from './columns'
import type { Entry } from './describe'
import { useNames } from './useNames'

export default function AuditLog() {
  const t = words.t.audit
  const { values, set, reset, isFiltered } = useListState(['action', 'actor_id', 'target_id', ...RANGE])
  const { names, staff } = useNames()
  const list = useCursorList<Entry>(['audit', values], (cursor, signal) => {
    const { action, actor_id, target_id } = values
    const query = {
      ...(action ? { action } : {}),
      ...(actor_id ? { actor_id } : {}),
      ...(target_id ? { target_id } : {}),
      ...rangeQuery(values),
      ...(cursor ? { cursor } : {}),
    }
    return unwrap(api.GET('/internal/audit-log', { params: { query }, signal }))
  })
  const all = ['', words.t.lists.all] as const
  return (
    <Page title={t.title} lead={t.lead}>
      <FilterBar filtered={isFiltered} onReset={reset}>
        <SelectFilter
          label={t.filter.action}
          value={values.action}
          choices={[all, ...Object.entries(t.actions)]}
          onChoose={(action) => set({ action })}
        />
        {staff.length > 0 && (
          <SelectFilter
            label={t.filter.actor}
            value={values.actor_id}
            choices={[all, ...staff]}
            onChoose={(actor_id) => set({ actor_id })}
          />
        )}
        <RangeFilter values={values} set={set} />
        {values.target_id && (
          <Chip
            label={t.filter.about(names.get(values.target_id) ?? values.target_id)}
            remove={t.filter.anything}
            onRemove={() => set({ target_id: '' })}
          />
        )}
      </FilterBar>
      <DataTable
        name={t.list}
        columns={columns(names)}
        keyOf={(entry) => entry.id}
        list={list}
        filtered={isFiltered}
        onReset={reset}
        empty={{ title: t.empty, text: t.emptyText }}
      />
    </Page>
  )
}
