import { unwrap } from '@curhat/api'
import { Badge, Button, dateTime, day } from '@curhat/ui'
import { Link } from 'wouter-preact'
import { Icon } from '../../icons'
import { count } from '../../lists/count'
import { optimistically } from '../../lists/patchRows'
import { ActiveSwitch } from '../../parts/ActiveSwitch'
import type { Column } from '../../parts/DataTable'
import { api, can } from '../../session'
import { words } from '../../words'
import type { Mitra } from './types'

interface Given {
  flagged: ReadonlySet<string>
  mayChange: boolean
  rename: (mitra: Mitra) => void
}

const setActive = (mitra: Mitra, is_active: boolean) =>
  optimistically<Mitra>('mitras', mitra, { is_active, is_online: mitra.is_online && is_active }, () =>
    unwrap(api.PATCH('/internal/mitras/{id}', { params: { path: { id: mitra.id } }, body: { is_active } })),
  )

const Name = ({ mitra, isFlagged }: { mitra: Mitra; isFlagged: boolean }) => (
  <span class="inline-flex flex-wrap items-center gap-x-2 gap-y-1 md:py-1">
    <span class="font-medium">{mitra.display_name}</span>
    {isFlagged && (
      <span title={words.t.mitras.flaggedText}>
        <Badge tone="bad">
          <Icon name="flag" class="size-3.5" />
          {words.t.mitras.flagged}
        </Badge>
      </span>
    )}
  </span>
)

/** Whether a mitra takes requests now. */
const Presence = ({ online }: { online: boolean }) => (
  <span class={`inline-flex items-center gap-2 ${online ? 'text-good' : 'text-muted'}`}>
    <span aria-hidden="true" class={`size-2.5 rounded-full ${online ? 'bg-good' : 'border-2 border-field'}`} />
    {online ? words.t.mitras.online : words.t.mitras.offline}
  </span>
)

function Active({ mitra, mayChange }: { mitra: Mitra; mayChange: boolean }) {
  const t = words.t.mitras
  if (!mayChange)
    return <Badge tone={mitra.is_active ? 'good' : 'plain'}>{mitra.is_active ? t.active : t.inactive}</Badge>
  return (
    <ActiveSwitch
      name={mitra.display_name}
      who={mitra.phone}
      label={t.toggle(mitra.display_name)}
      active={mitra.is_active}
      words={t}
      change={(is_active) => setActive(mitra, is_active)}
    />
  )
}

function Actions({ mitra, mayChange, rename }: { mitra: Mitra } & Pick<Given, 'mayChange' | 'rename'>) {
  const t = words.t.mitras
  return (
    <span class="-mx-3 inline-flex flex-wrap justify-end md:flex-nowrap">
      {can('mitra_activity:read') && (
        <Link href={`/mitra-activity/${mitra.id}`} class="btn-plain" aria-label={t.activityOf(mitra.display_name)}>
          {t.activity}
        </Link>
      )}
      {can('sessions:read') && (
        <Link href={`/sessions?mitra_id=${mitra.id}`} class="btn-plain" aria-label={t.sessionsOf(mitra.display_name)}>
          {t.sessions}
        </Link>
      )}
      {mayChange && (
        <Button look="plain" title={t.rename} aria-label={t.renameOf(mitra.display_name)} onClick={() => rename(mitra)}>
          <Icon name="edit" />
        </Button>
      )}
    </span>
  )
}

/** What is seen of each mitra. */
export function columns({ flagged, mayChange, rename }: Given): Column<Mitra>[] {
  const t = words.t.mitras.columns
  return [
    {
      id: 'name',
      label: t.name,
      heading: true,
      cell: (mitra) => <Name mitra={mitra} isFlagged={flagged.has(mitra.id)} />,
    },
    { id: 'phone', label: t.phone, cell: (mitra) => <span class="tabular-nums">{mitra.phone}</span> },
    { id: 'online', label: t.online, corner: true, cell: (mitra) => <Presence online={mitra.is_online} /> },
    { id: 'sessions', label: t.sessions, numeric: true, cell: (mitra) => count(mitra.active_session_count) },
    {
      id: 'joined',
      label: t.joined,
      cell: (mitra) => (
        <time dateTime={mitra.created_at} title={dateTime(mitra.created_at)}>
          {day(mitra.created_at)}
        </time>
      ),
    },
    { id: 'active', label: t.active, cell: (mitra) => <Active mitra={mitra} mayChange={mayChange} /> },
    {
      id: 'actions',
      label: t.actions,
      cell: (mitra) => <Actions mitra={mitra} mayChange={mayChange} rename={rename} />,
    },
  ]
}
