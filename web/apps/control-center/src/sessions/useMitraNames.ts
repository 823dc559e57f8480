import { unwrap } from '@curhat/api'
import { useQuery } from '@tanstack/preact-query'
import { readAll } from '../lists/readAll'
import { api, can } from '../session'

/** All mitras by name, to choose one. Empty for who may not see them. */
export function useMitraNames() {
  const { data } = useQuery({
    queryKey: ['mitra-names'],
    enabled: can('mitras:read'),
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      readAll(
        (cursor) =>
          unwrap(
            api.GET('/internal/mitras', { signal, params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }),
          ),
        signal,
      ),
  })
  return [...(data ?? [])].sort((a, b) => a.display_name.localeCompare(b.display_name))
}
