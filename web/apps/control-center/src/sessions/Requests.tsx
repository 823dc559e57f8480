import type { InternalTypes } from '@curhat/api'
import { rupiah, tenths } from '@curhat/ui'
import { Section } from '../parts/Section'
import { When } from '../parts/When'
import { words } from '../words'
import { AnswerBadge, ExtensionBadge } from './badges'
import { NotCalled } from './NotCalled'

type Schemas = InternalTypes['schemas']

/** More time that was asked for. */
export function Extensions({ extensions }: { extensions: readonly Schemas['SessionExtension'][] }) {
  const t = words.t.sessions
  return (
    <Section title={t.detail.extensions}>
      {extensions.length === 0 && <p class="text-muted">{t.detail.noExtensions}</p>}
      <ul class="grid divide-y divide-line">
        {extensions.map((each) => (
          <li key={each.id} class="flex items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
            <span class="grid gap-0.5">
              <span>
                {each.price_tier.name} · {rupiah(each.price_tier.price_idr)}
              </span>
              <When at={each.requested_at} />
            </span>
            <ExtensionBadge status={each.status} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What became of a request for one mitra, and how long after it was made. */
function ending({ status, responded_at }: Schemas['RequestNotification'], requestedAt: string) {
  const t = words.t.sessions.detail
  if (status === 'pending' || !responded_at) return ''
  return ` · ${t.seconds(t.after[status], tenths(Date.parse(responded_at) - Date.parse(requestedAt)))}`
}

/** The mitras who were asked, what they answered and how fast, and why nobody else. */
export function Notifications({ session }: { session: Schemas['SessionDetail'] }) {
  const t = words.t.sessions
  return (
    <Section title={t.detail.notifications}>
      {session.notifications.length === 0 && <p class="text-muted">{t.detail.noNotifications}</p>}
      <ul class="grid divide-y divide-line">
        {session.notifications.map((each) => (
          <li key={each.mitra.id} class="flex items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
            <span class="grid min-w-0 gap-0.5">
              <span class="break-words">{each.mitra.display_name}</span>
              <span class="text-sm text-muted tabular-nums">
                {t.detail.load(each.active_session_count)}
                {ending(each, session.requested_at)}
              </span>
            </span>
            <AnswerBadge status={each.status} />
          </li>
        ))}
      </ul>
      <NotCalled session={session.id} />
    </Section>
  )
}
