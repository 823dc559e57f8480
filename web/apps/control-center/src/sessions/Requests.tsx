import type { InternalTypes } from '@curhat/api'
import { clock, rupiah } from '@curhat/ui'
import { Section } from '../parts/Section'
import { When } from '../parts/When'
import { words } from '../words'
import { AnswerBadge, ExtensionBadge } from './badges'

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

/** The mitras who were asked, and what they answered. */
export function Notifications({ notifications }: { notifications: readonly Schemas['RequestNotification'][] }) {
  const t = words.t.sessions
  return (
    <Section title={t.detail.notifications}>
      {notifications.length === 0 && <p class="text-muted">{t.detail.noNotifications}</p>}
      <ul class="grid divide-y divide-line">
        {notifications.map((each) => (
          <li key={each.mitra.id} class="flex items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
            <span class="grid min-w-0 gap-0.5">
              <span class="break-words">{each.mitra.display_name}</span>
              <span class="text-sm text-muted tabular-nums">
                {t.detail.load(each.active_session_count)}
                {each.responded_at && (each.status === 'accepted' || each.status === 'rejected')
                  ? ` · ${t.detail.answered(clock(each.responded_at))}`
                  : ''}
              </span>
            </span>
            <AnswerBadge status={each.status} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
