import { type ChatSession, Countdown } from '@curhat/chat'
import { useLocation } from 'wouter-preact'
import { addressOf } from '../live/address'
import { words } from '../words'

/** What is going on: the one way on from here. */
export function OpenSession({ session }: { session: ChatSession }) {
  const t = words.t.home
  const [, go] = useLocation()
  const searching = session.status === 'requested'
  const name = session.counterpart?.display_name ?? ''
  const text = searching ? t.searchingText : session.status === 'closing' ? t.closingText : t.openText
  const unread = session.unread_count
  return (
    <section class="tone-pink doodles rounded-3xl p-6" aria-labelledby="running" data-session={session.status}>
      <div class="flex items-start justify-between gap-3">
        <h2 id="running" class="text-2xl leading-snug font-semibold tracking-tight text-balance">
          {searching ? t.searchingTitle : t.openTitle(name)}
        </h2>
        <Countdown
          until={searching ? null : session.status === 'closing' ? session.grace_ends_at : session.expires_at}
        />
      </div>
      <p class="mt-2">{text}</p>
      <button
        type="button"
        class="btn relative mt-8 min-h-14 w-full text-lg shadow-md"
        onClick={() => go(addressOf(session))}
      >
        {searching ? t.searching : t.open}
        {unread > 0 && (
          <span class="ml-1 grid h-7 min-w-7 place-items-center rounded-full bg-on-brand px-2 text-sm font-semibold text-brand">
            <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
            <span class="sr-only">{words.t.shell.unread(unread)}</span>
          </span>
        )}
      </button>
    </section>
  )
}
