import { unwrap } from '@curhat/api'
import { useQuery } from '@tanstack/preact-query'
import { api, can } from '../../session'

/** Mitras who reject or ignore too much; the activity report says so, which not everyone may read. */
export function useFlagged(): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: ['mitra-flags'],
    enabled: can('mitra_activity:read'),
    staleTime: 60_000,
    async queryFn({ signal }) {
      const flagged = new Set<string>()
      let cursor: string | undefined
      do {
        const query = { limit: 200, ...(cursor ? { cursor } : {}) }
        const page = await unwrap(api.GET('/internal/mitra-activity', { params: { query }, signal }))
        for (const row of page.items) if (row.flagged) flagged.add(row.mitra.id)
        cursor = page.next_cursor ?? undefined
      } while (cursor)
      return flagged
    },
  })
  return data ?? NOBODY
}

const NOBODY: ReadonlySet<string> = new Set()
