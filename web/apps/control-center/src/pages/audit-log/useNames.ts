import { unwrap } from '@curhat/api'
import { useQuery } from '@tanstack/preact-query'
import { api, can } from '../../session'
import type { Names } from './describe'

const MANY = 200

/** The log has ids; names of staff, mitras and price tiers are looked up, as far as one may see them. */
export function useNames() {
  const { data: staff = [] } = useQuery({
    queryKey: ['names', 'staff'],
    enabled: can('control_center_users:read'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const query = { limit: MANY }
      const { items } = await unwrap(api.GET('/internal/control-center-users', { params: { query }, signal }))
      return items.map(({ id, name }) => [id, name] as const)
    },
  })
  const { data: mitras = [] } = useQuery({
    queryKey: ['names', 'mitras'],
    enabled: can('mitras:read'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const { items } = await unwrap(api.GET('/internal/mitras', { params: { query: { limit: MANY } }, signal }))
      return items.map(({ id, display_name }) => [id, display_name] as const)
    },
  })
  const { data: tiers = [] } = useQuery({
    queryKey: ['names', 'tiers'],
    enabled: can('config:read'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const { items } = await unwrap(
        api.GET('/internal/config/price-tiers', { params: { query: { limit: MANY } }, signal }),
      )
      return items.map(({ id, name }) => [id, name] as const)
    },
  })
  const names: Names = new Map([...staff, ...mitras, ...tiers])
  return { names, staff }
}
