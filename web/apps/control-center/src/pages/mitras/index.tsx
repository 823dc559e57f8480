import { unwrap } from '@curhat/api'
import { Button } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { useCursorList } from '../../lists/useCursorList'
import { useListState } from '../../lists/useListState'
import { DataTable } from '../../parts/DataTable'
import { FilterBar, SearchBox, SelectFilter } from '../../parts/Filters'
import { Page } from '../../parts/Page'
import { api, can } from '../../session'
import { words } from '../../words'
import { columns } from './columns'
import { RegisterDialog } from './RegisterDialog'
import { RenameDialog } from './RenameDialog'
import type { Mitra } from './types'
import { useFlagged } from './useFlagged'

/** Presence changes by itself. */
const REFRESH_MS = 10_000
const flag = (value: string) => (value === 'true' ? true : value === 'false' ? false : undefined)

export default function Mitras() {
  const t = words.t.mitras
  const { values, set, reset, isFiltered } = useListState(['q', 'is_active', 'is_online'])
  const [registering, setRegistering] = useState(false)
  const [renaming, setRenaming] = useState<Mitra | null>(null)
  const flagged = useFlagged()
  const list = useCursorList<Mitra>(
    ['mitras', values],
    (cursor, signal) => {
      const is_active = flag(values.is_active)
      const is_online = flag(values.is_online)
      const query = {
        ...(values.q ? { q: values.q } : {}),
        ...(is_active === undefined ? {} : { is_active }),
        ...(is_online === undefined ? {} : { is_online }),
        ...(cursor ? { cursor } : {}),
      }
      return unwrap(api.GET('/internal/mitras', { params: { query }, signal }))
    },
    { every: REFRESH_MS },
  )
  const mayChange = can('mitras:update')
  const register = mayChange && <Button onClick={() => setRegistering(true)}>{t.register.button}</Button>
  return (
    <Page title={t.title} lead={t.lead} actions={register}>
      <FilterBar filtered={isFiltered} onReset={reset}>
        <SearchBox label={t.search} value={values.q} onSearch={(q) => set({ q }, { replace: true })} />
        <SelectFilter
          label={t.filter.active}
          value={values.is_active}
          choices={[
            ['', words.t.lists.all],
            ['true', t.filter.yes],
            ['false', t.filter.no],
          ]}
          onChoose={(is_active) => set({ is_active })}
        />
        <SelectFilter
          label={t.filter.online}
          value={values.is_online}
          choices={[
            ['', words.t.lists.all],
            ['true', t.filter.isOnline],
            ['false', t.filter.isOffline],
          ]}
          onChoose={(is_online) => set({ is_online })}
        />
      </FilterBar>
      <DataTable
        name={t.list}
        columns={columns({ flagged, mayChange, rename: setRenaming })}
        keyOf={(mitra) => mitra.id}
        list={list}
        filtered={isFiltered}
        onReset={reset}
        empty={{ title: t.empty, text: t.emptyText }}
      />
      <RegisterDialog open={registering} onClose={() => setRegistering(false)} />
      <RenameDialog mitra={renaming} onClose={() => setRenaming(null)} />
    </Page>
  )
}
