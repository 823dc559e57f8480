import type { InternalTypes } from '@curhat/api'
import { rupiah } from '@curhat/ui'
import { Link } from 'wouter-preact'
import { Icon, type IconName } from '../icons'
import { count, percent } from '../lists/count'
import { can } from '../session'
import { words } from '../words'

interface FigureProps {
  label: string
  value: string
  icon: IconName
  note?: string
  /** The list behind the figure, for those who may see it. */
  href?: string | false
  class?: string
}

function Figure({ label, value, icon, note, href, class: more = '' }: FigureProps) {
  const look = `card flex min-w-0 flex-col p-4 sm:p-5 ${more}`
  const content = (
    <>
      <span class="flex items-start justify-between gap-2 text-muted">
        <span class="text-sm sm:text-base">{label}</span>
        <Icon name={icon} />
      </span>
      <span class="mt-2 text-2xl font-semibold tracking-tight tabular-nums sm:text-3xl">{value}</span>
      {note && <span class="mt-1 text-sm text-muted">{note}</span>}
    </>
  )
  return href ? (
    <Link href={href} class={`${look} transition-colors hover:border-brand`}>
      {content}
    </Link>
  ) : (
    <div class={look}>{content}</div>
  )
}

/** The figures of now. */
export function Figures({ data }: { data: InternalTypes['schemas']['Dashboard'] }) {
  const t = words.t.dashboard.cards
  const { total, last_30_days: lately } = data.sensitive
  const sessions = can('sessions:read')
  return (
    <div class="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-12">
      <Figure
        class="xl:col-span-3"
        label={t.active}
        value={count(data.active_sessions)}
        icon="sessions"
        href={sessions && '/sessions?status=running'}
      />
      <Figure
        class="xl:col-span-3"
        label={t.requests}
        value={count(data.open_requests)}
        icon="inbox"
        href={sessions && '/sessions?status=requested'}
      />
      <Figure
        class="xl:col-span-3"
        label={t.mitras}
        value={count(data.online_mitras)}
        icon="mitras"
        href={can('mitras:read') && '/mitras?is_online=true'}
      />
      <Figure
        class="xl:col-span-3"
        label={t.today}
        value={count(data.sessions_today)}
        icon="activity"
        href={sessions && '/sessions?range=today'}
      />
      <Figure
        class="col-span-2 sm:col-span-1 xl:col-span-4"
        label={t.revenue}
        value={rupiah(data.revenue_today_idr)}
        icon="money"
        href={sessions && '/sessions?range=today'}
      />
      <Figure
        class="col-span-2 sm:col-span-1 xl:col-span-4"
        label={t.sensitive}
        value={count(total)}
        icon="flag"
        note={t.sensitiveNote(percent(lately.percent), count(lately.sensitive), count(lately.total))}
        href={sessions && '/sessions?topic_sensitivity=sensitive'}
      />
      <Figure
        class="col-span-2 xl:col-span-4"
        label={t.customers}
        value={count(data.customers)}
        icon="customers"
        note={t.customersNote}
        href={can('customers:read') && '/customers'}
      />
    </div>
  )
}
