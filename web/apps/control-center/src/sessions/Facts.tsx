import type { InternalTypes } from '@curhat/api'
import { dateTime, rupiah } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { count } from '../lists/count'
import { Section } from '../parts/Section'
import { can } from '../session'
import { words } from '../words'

type SessionDetail = InternalTypes['schemas']['SessionDetail']

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="min-w-0">
      <dt class="text-sm text-muted">{label}</dt>
      <dd class="mt-0.5 break-words">{children}</dd>
    </div>
  )
}

/** What is known of a session. */
export function Facts({ session }: { session: SessionDetail }) {
  const t = words.t.sessions
  const { detail, columns } = t
  const { mitra, customer } = session
  const rating = session.goodbyes.find((each) => each.rating)?.rating
  return (
    <Section title={detail.facts}>
      <dl class="grid grid-cols-1 gap-x-6 gap-y-4 min-[24rem]:grid-cols-2">
        <Fact label={columns.customer}>
          {can('customers:read') ? (
            <Link href={`/customers/${customer.id}`} class="underline underline-offset-4">
              {customer.display_name}
            </Link>
          ) : (
            customer.display_name
          )}
          <span class="block text-sm text-muted">{customer.phone ?? t.guest}</span>
        </Fact>
        <Fact label={columns.mitra}>
          {mitra ? (
            <>
              {can('mitra_activity:read') ? (
                <Link href={`/mitra-activity/${mitra.id}`} class="underline underline-offset-4">
                  {mitra.display_name}
                </Link>
              ) : (
                mitra.display_name
              )}
              <span class="block text-sm text-muted">{mitra.phone}</span>
            </>
          ) : (
            <span class="text-muted">{session.status === 'requested' ? t.noMitra : words.t.lists.none}</span>
          )}
        </Fact>
        <Fact label={detail.tier}>
          {session.is_free_trial ? t.freeTrial : (session.price_tier?.name ?? words.t.lists.none)}
          <span class="block text-sm text-muted">
            {t.minutes(session.duration_minutes)} · {session.is_free_trial ? t.free : rupiah(session.price_idr)}
          </span>
        </Fact>
        <Fact label={columns.messages}>{count(session.message_count)}</Fact>
        <Fact label={columns.requested}>{dateTime(session.requested_at)}</Fact>
        {session.status === 'requested' && (
          <Fact label={detail.requestExpires}>{dateTime(session.request_expires_at)}</Fact>
        )}
        {session.started_at && <Fact label={detail.started}>{dateTime(session.started_at)}</Fact>}
        {session.expires_at && <Fact label={detail.expires}>{dateTime(session.expires_at)}</Fact>}
        {session.ended_at && <Fact label={detail.ended}>{dateTime(session.ended_at)}</Fact>}
        {session.end_reason && <Fact label={detail.reason}>{t.reason[session.end_reason]}</Fact>}
        {rating && <Fact label={detail.rating}>{detail.stars(rating)}</Fact>}
      </dl>
    </Section>
  )
}
