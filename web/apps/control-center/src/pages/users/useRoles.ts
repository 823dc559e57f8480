import { unwrap } from '@curhat/api'
import { useQuery } from '@tanstack/preact-query'
import { api } from '../../session'

/** All roles there are, with what they allow. */
export const useRoles = () =>
  useQuery({
    queryKey: ['roles'],
    staleTime: 300_000,
    queryFn: async ({ signal }) => (await unwrap(api.GET('/internal/roles', { signal }))).items,
  })
