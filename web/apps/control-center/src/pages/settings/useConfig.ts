import { type InternalPaths, unwrap } from '@curhat/api'
import { useQuery } from '@tanstack/preact-query'
import { queries } from '../../lists/queries'
import { api, can } from '../../session'
import type { Config, Group, Values } from './groups'

/** All settings, as the server has them. */
export const useConfig = () =>
  useQuery({
    queryKey: ['config'],
    queryFn: ({ signal }) => unwrap(api.GET('/internal/config', { signal })),
  })

/** Puts what the server has answered in place of what was read before. */
export const hold = (change: (before: Config) => Config) =>
  queries.setQueryData<Config>(['config'], (before) => before && change(before))

type GroupPath = Extract<keyof InternalPaths, `/internal/config/${string}`>

/** Saves what has changed of a group. */
export async function save(group: Group, change: Values) {
  // The groups differ in their members only, which the table of groups knows.
  const path = `/internal/config/${group.path}` as Extract<GroupPath, '/internal/config/anonymity'>
  const saved = await unwrap(api.PATCH(path, { body: change as { enabled?: boolean } }))
  // What was asked meanwhile may bring how it was before.
  await queries.cancelQueries({ queryKey: ['config'] })
  hold((before) => ({ ...before, [group.key]: saved }))
  void queries.invalidateQueries({ queryKey: ['config-changes'] })
}

/** Who changed each group last, for those who may read the audit log. */
export function useLastChanges() {
  const { data } = useQuery({
    queryKey: ['config-changes'],
    enabled: can('audit_log:read'),
    async queryFn({ signal }) {
      const query = { action: 'config.updated', limit: 200 }
      const { items } = await unwrap(api.GET('/internal/audit-log', { params: { query }, signal }))
      return items
    },
  })
  return (group: string) => data?.find((entry) => entry.target_id === group)
}
