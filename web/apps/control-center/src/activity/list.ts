import { type InternalTypes, unwrap } from '@curhat/api'
import { keepPreviousData, useQuery } from '@tanstack/preact-query'
import { type RangeValues, rangeQuery } from '../lists/range'
import { readAll } from '../lists/readAll'
import { useCursorList } from '../lists/useCursorList'
import type { Rows } from '../parts/DataTable'
import { api } from '../session'

/** What one mitra made of their requests. */
export type MitraActivity = InternalTypes['schemas']['MitraActivity']
/** One request that a mitra was sent. */
export type MitraActivityEntry = InternalTypes['schemas']['MitraActivityEntry']

/** All mitras, read to the end: they are sorted here. */
export function useActivity(values: RangeValues): Rows<MitraActivity> {
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['mitra-activity', values.range, values.from, values.to],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      readAll<MitraActivity>(
        (cursor) =>
          unwrap(
            api.GET('/internal/mitra-activity', {
              signal,
              params: { query: { ...rangeQuery(values), limit: 200, ...(cursor ? { cursor } : {}) } },
            }),
          ),
        signal,
      ),
  })
  return { rows: data, error, again: refetch, isOld: isPlaceholderData }
}

/** The requests of one mitra, newest first. */
export function useActivityLog(mitra_id: string, values: RangeValues) {
  return useCursorList<MitraActivityEntry>(
    ['mitra-activity-log', mitra_id, values.range, values.from, values.to],
    (cursor, signal) =>
      unwrap(
        api.GET('/internal/mitra-activity/{mitra_id}', {
          signal,
          params: { path: { mitra_id }, query: { ...rangeQuery(values), ...(cursor ? { cursor } : {}) } },
        }),
      ),
  )
}
