import { unwrap } from '@curhat/api'
import { useQuery } from '@tanstack/preact-query'
import { Chip } from '../parts/Chip'
import { api, can } from '../session'
import { words } from '../words'

/** Whose sessions are listed, when one came from a customer. */
export function CustomerChip({ id, onRemove }: { id: string; onRemove: () => void }) {
  const t = words.t.sessions.filters
  const { data } = useQuery({
    queryKey: ['customer', id],
    enabled: can('customers:read'),
    queryFn: ({ signal }) => unwrap(api.GET('/internal/customers/{id}', { params: { path: { id } }, signal })),
  })
  return <Chip label={t.customer(data?.display_name ?? id)} remove={t.everyone} onRemove={onRemove} />
}
