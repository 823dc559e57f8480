import { chatWords, isLive, Transcript as Lines } from '@curhat/chat'
import { clock, day, focusHeading, goBack } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { Link, Redirect, useLocation } from 'wouter-preact'
import { chat } from '../live/chat'
import { useSession } from '../live/useSession'
import { Icon } from '../shell/icons'
import { Loading } from '../shell/Loading'
import { Unreadable } from '../shell/Unreadable'
import { words } from '../words'

/** A session that is over, to be read again. */
export default function Transcript({ id }: { id: string }) {
  const t = words.t.history
  const [, go] = useLocation()
  const { session, error, again } = useSession(id)
  const name = session?.counterpart?.display_name
  const title = name ? t.transcript(name) : t.transcriptNobody
  const known = session !== undefined
  useEffect(() => {
    if (known) focusHeading(`${title} – ${words.t.shell.app}`)
  }, [known, title])

  if (!session) return error ? <Unreadable error={error} again={again} /> : <Loading />
  if (isLive(session)) return <Redirect to={`/chat/${id}`} replace />
  if (session.status === 'requested') return <Redirect to={`/searching/${id}`} replace />
  const { status, requested_at, duration_minutes } = session
  const facts = [
    `${day(requested_at)} ${clock(requested_at)}`,
    ...(name ? [chatWords().minutes(duration_minutes)] : []),
    chatWords().status[status],
  ]
  return (
    <main id="content" class="flex min-h-[calc(100dvh-var(--bar,0px))] flex-col">
      <header class="sticky top-(--bar,0px) z-10 flex items-center gap-2 border-b border-line bg-card px-2 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2 sm:px-4">
        <button
          type="button"
          aria-label={words.t.shell.back}
          class="grid size-11 shrink-0 place-items-center rounded-full hover:bg-line/60"
          onClick={() => goBack(() => go('/history', { replace: true }))}
        >
          <Icon name="back" />
        </button>
        <div class="min-w-0">
          <h1 tabIndex={-1} class="truncate leading-tight font-semibold">
            {title}
          </h1>
          <p class="truncate text-sm text-muted">{facts.join(' · ')}</p>
        </div>
      </header>
      <Lines server={chat.server} session={session} side="customer" tone="pink" outbox={chat.thread(id).outbox} />
      <div class="sticky bottom-0 z-10 border-t border-line bg-card px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] text-center">
        <Link href="/start" class="btn min-h-12 w-full max-w-sm">
          {t.again}
        </Link>
      </div>
    </main>
  )
}
