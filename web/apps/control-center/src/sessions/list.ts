import { type InternalTypes, unwrap } from '@curhat/api'
import { RANGE, rangeQuery } from '../lists/range'
import { useCursorList } from '../lists/useCursorList'
import { useListState } from '../lists/useListState'
import { api } from '../session'

type Schemas = InternalTypes['schemas']
/** A row of the list of sessions. */
export type SessionEntry = Schemas['SessionEntry']

/** In the address: the states of a session that has begun and not ended, which the dashboard counts together. */
export const RUNNING = 'running'
const RUNNING_STATUSES: Schemas['SessionStatus'][] = ['active', 'extending', 'closing']

const FILTERS = ['q', 'status', 'topic_sensitivity', 'mitra_id', 'customer_id', ...RANGE] as const
type Values = Record<(typeof FILTERS)[number], string>

/** The list's filters, from the address. */
export const useSessionFilters = () => useListState(FILTERS)

const statuses = (status: string) => (status === RUNNING ? RUNNING_STATUSES : [status as Schemas['SessionStatus']])

/** One page of the sessions that fit. */
export function readSessions(values: Values, cursor: string | undefined, signal: AbortSignal, limit = 50) {
  return unwrap(
    api.GET('/internal/sessions', {
      signal,
      params: {
        query: {
          ...(values.q ? { q: values.q } : {}),
          ...(values.status ? { status: statuses(values.status) } : {}),
          ...(values.topic_sensitivity
            ? { topic_sensitivity: values.topic_sensitivity as Schemas['TopicSensitivity'] }
            : {}),
          ...(values.mitra_id ? { mitra_id: values.mitra_id } : {}),
          ...(values.customer_id ? { customer_id: values.customer_id } : {}),
          ...rangeQuery(values),
          limit,
          ...(cursor ? { cursor } : {}),
        },
      },
    }),
  )
}

/** The sessions that fit, newest first. */
export const useSessions = (values: Values) =>
  useCursorList<SessionEntry>(['sessions', values], (cursor, signal) => readSessions(values, cursor, signal))
