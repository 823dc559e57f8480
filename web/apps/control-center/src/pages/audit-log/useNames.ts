import { unwrap } from '@curhat/api'
import { useQuery } from '@tanstack/preact-query'
import { readAll } from '../../lists/readAll'
import { api, can } from '../../session'
import type { Names } from './describe'

const page = (cursor: string | undefined) => ({ limit: 200, ...(cursor ? { cursor } : {}) })

/** The log has ids; names of staff, mitras and price tiers are looked up, as far as one may see them. */
export function useNames() {
  const { data: staff = [] } = useQuery({
    queryKey: ['names', 'staff'],
    enabled: can('control_center_users:read'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const all = await readAll(
        (cursor) => unwrap(api.GET('/internal/control-center-users', { params: { query: page(cursor) }, signal })),
        signal,
      )
      return all.map(({ id, name }) => [id, name] as const)
    },
  })
  const { data: mitras = [] } = useQuery({
    queryKey: ['names', 'mitras'],
    enabled: can('mitras:read'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const all = await readAll(
        (cursor) => unwrap(api.GET('/internal/mitras', { params: { query: page(cursor) }, signal })),
        signal,
      )
      return all.map(({ id, display_name }) => [id, display_name] as const)
    },
  })
  const { data: tiers = [] } = useQuery({
    queryKey: ['names', 'tiers'],
    enabled: can('config:read'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const all = await readAll(
        (cursor) => unwrap(api.GET('/internal/config/price-tiers', { params: { query: page(cursor) }, signal })),
        signal,
      )
      return all.map(({ id, name }) => [id, name] as const)
    },
  })
  const names: Names = new Map([...staff, ...mitras, ...tiers])
  return { names, staff }
}
