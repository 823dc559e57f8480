import { type ChatSession, isLive } from '@curhat/chat'
import { clock, duration, Empty, serverNow, useNow } from '@curhat/ui'
import { Link } from 'wouter-preact'
import { chat } from '../live/chat'
import { online } from '../live/presence'
import { SensitiveBadge } from '../parts/SensitiveBadge'
import { words } from '../words'

/** What is left until the next end: of the paid time, or of the time for goodbyes. */
export function timeLeft(session: ChatSession) {
  const end = session.status === 'closing' ? session.grace_ends_at : session.expires_at
  return end ? Math.max(0, Date.parse(end) - serverNow()) : 0
}

function LastLine({ session }: { session: ChatSession }) {
  const t = words.t.home
  const last = chat.thread(session.id).messages.value.at(-1)
  if (!last) return <p class="truncate text-sm text-muted">{session.last_seq ? ' ' : t.noMessages}</p>
  return (
    <p class={`truncate text-sm ${session.unread_count ? 'font-medium text-fg' : 'text-muted'}`}>
      {last.sender === 'mitra' && t.you}
      {last.content}
    </p>
  )
}

function Card({ session }: { session: ChatSession }) {
  const t = words.t.home
  const sensitive = session.topic_sensitivity === 'sensitive'
  const last = chat.thread(session.id).messages.value.at(-1)
  const left = timeLeft(session)
  return (
    <li>
      <Link
        href={`/chat/${session.id}`}
        data-topic={session.topic_sensitivity}
        class={`card flex items-center gap-4 border-l-4 p-4 transition-colors hover:border-brand ${sensitive ? 'border-l-sensitive-line' : 'border-l-brand'}`}
      >
        <div class="min-w-0 grow">
          <div class="flex items-baseline justify-between gap-3">
            <p class="truncate font-semibold">{session.counterpart?.display_name}</p>
            {last && <span class="shrink-0 text-xs text-muted">{clock(last.created_at)}</span>}
          </div>
          <div class="mt-0.5 flex items-center gap-3">
            <div class="min-w-0 grow">
              <LastLine session={session} />
            </div>
            {session.unread_count > 0 && (
              <span class="grid h-6 min-w-6 shrink-0 place-items-center rounded-full bg-brand px-2 text-xs font-semibold text-on-brand">
                <span aria-hidden="true">{session.unread_count}</span>
                <span class="sr-only">{words.t.shell.unread(session.unread_count)}</span>
              </span>
            )}
          </div>
          <div class="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <span class={`tabular-nums ${left < 300_000 ? 'font-medium text-warn' : 'text-muted'}`}>
              {session.status === 'closing' ? t.closing : session.status === 'extending' ? t.extending : t.timeLeft}{' '}
              {duration(left)}
            </span>
            {sensitive && <SensitiveBadge />}
          </div>
        </div>
      </Link>
    </li>
  )
}

/** Everyone one is talking with, most recent word first. */
export function OpenSessions() {
  const t = words.t.home
  useNow(1000)
  const said = (session: ChatSession) =>
    chat.thread(session.id).messages.value.at(-1)?.created_at ?? session.started_at ?? ''
  const open = chat.sessions.open.value.filter(isLive).sort((a, b) => said(b).localeCompare(said(a)))
  return (
    <section class="mt-8" aria-labelledby="sessions">
      <h2 id="sessions" class="mb-3 font-semibold">
        {t.sessions}
      </h2>
      {open.length > 0 && (
        <ul class="grid grid-cols-1 gap-3">
          {open.map((session) => (
            <Card key={session.id} session={session} />
          ))}
        </ul>
      )}
      {!open.length && chat.sessions.known.value && (
        <div class="tone-pink doodles overflow-hidden rounded-2xl">
          <Empty title={t.noSessionsTitle} text={online.value ? t.noSessionsOn : t.noSessionsOff} />
        </div>
      )}
    </section>
  )
}
