import { unwrap } from '@curhat/api'
import { useQuery } from '@tanstack/preact-query'
import { readAll } from '../../lists/readAll'
import { api, can } from '../../session'

/** Mitras who reject or ignore too much; the activity report says so, which not everyone may read. */
export function useFlagged(): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: ['mitra-flags'],
    enabled: can('mitra_activity:read'),
    staleTime: 60_000,
    async queryFn({ signal }) {
      const all = await readAll((cursor) => {
        const query = { limit: 200, ...(cursor ? { cursor } : {}) }
        return unwrap(api.GET('/internal/mitra-activity', { params: { query }, signal }))
      }, signal)
      return new Set(all.filter((row) => row.flagged).map((row) => row.mitra.id))
    },
  })
  return data ?? NOBODY
}

const NOBODY: ReadonlySet<string> = new Set()
