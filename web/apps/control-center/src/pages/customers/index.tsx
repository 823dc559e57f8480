import { type InternalTypes, unwrap } from '@curhat/api'
import { dateTime, day } from '@curhat/ui'
import { Link } from 'wouter-preact'
import { count } from '../../lists/count'
import { useCursorList } from '../../lists/useCursorList'
import { useListState } from '../../lists/useListState'
import { type Column, DataTable } from '../../parts/DataTable'
import { FilterBar, SearchBox } from '../../parts/Filters'
import { Page } from '../../parts/Page'
import { api } from '../../session'
import { words } from '../../words'
import { Kind, linked } from './Kind'

type Customer = InternalTypes['schemas']['Customer']

function columns(): Column<Customer>[] {
  const t = words.t.customers.columns
  const { none } = words.t.lists
  return [
    {
      id: 'name',
      label: t.name,
      heading: true,
      cell: (customer) => (
        <Link href={`/customers/${customer.id}`} class="inline-flex min-h-11 items-center font-medium hover:underline">
          {customer.display_name}
        </Link>
      ),
    },
    { id: 'kind', label: t.kind, corner: true, cell: (customer) => <Kind customer={customer} /> },
    { id: 'phone', label: t.phone, cell: (customer) => <span class="tabular-nums">{customer.phone ?? none}</span> },
    { id: 'linked', label: t.linked, cell: (customer) => linked(customer).join(', ') || none },
    { id: 'sessions', label: t.sessions, numeric: true, cell: (customer) => count(customer.session_count) },
    {
      id: 'joined',
      label: t.joined,
      cell: (customer) => (
        <time dateTime={customer.created_at} title={dateTime(customer.created_at)}>
          {day(customer.created_at)}
        </time>
      ),
    },
  ]
}

export default function Customers() {
  const t = words.t.customers
  const { values, set, reset, isFiltered } = useListState(['q'])
  const list = useCursorList<Customer>(['customers', values], (cursor, signal) => {
    const query = { ...(values.q ? { q: values.q } : {}), ...(cursor ? { cursor } : {}) }
    return unwrap(api.GET('/internal/customers', { params: { query }, signal }))
  })
  return (
    <Page title={t.title} lead={t.lead}>
      <FilterBar filtered={isFiltered} onReset={reset}>
        <SearchBox label={t.search} value={values.q} onSearch={(q) => set({ q }, { replace: true })} />
      </FilterBar>
      <DataTable
        name={t.list}
        columns={columns()}
        keyOf={(customer) => customer.id}
        list={list}
        filtered={isFiltered}
        onReset={reset}
        empty={{ title: t.empty, text: t.emptyText }}
      />
    </Page>
  )
}
