import { useEffect } from 'preact/hooks'
import { Link, useSearch } from 'wouter-preact'
import { Icon } from '../icons'
import { words } from '../words'
import { useSessionFilters, useSessions } from './list'

/** How far the list is read to find where one is: further than this nobody goes by single steps. */
const FAR = 500

/** To the sessions before and after this one in the list that one came from. */
export function Neighbours({ id }: { id: string }) {
  const t = words.t.sessions.detail
  const search = useSearch()
  const { values } = useSessionFilters()
  const { rows = [], more, error } = useSessions(values)
  const at = rows.findIndex((row) => row.id === id)
  const needsMore = !error && (at === -1 ? rows.length > 0 && rows.length < FAR : at === rows.length - 1)
  useEffect(() => {
    if (needsMore) void more?.()
  }, [needsMore, more])
  if (at === -1) return null
  const to = (row: { id: string } | undefined, label: string, icon: 'back' | 'next') =>
    row ? (
      <Link
        href={`/sessions/${row.id}${search && `?${search}`}`}
        class="btn-quiet size-11 px-0"
        aria-label={label}
        title={label}
      >
        <Icon name={icon} />
      </Link>
    ) : (
      <span class="btn-quiet size-11 px-0 opacity-40" aria-hidden="true">
        <Icon name={icon} />
      </span>
    )
  return (
    <>
      {to(rows[at - 1], t.previous, 'back')}
      {to(rows[at + 1], t.next, 'next')}
    </>
  )
}
