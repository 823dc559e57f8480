import { ApiError, unwrap } from '@curhat/api'
import { type ChatSession, isLive, leftUntil } from '@curhat/chat'
import { Button, duration, errorSentence, focusHeading, goBack, Mark, toast, useNow } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { Redirect, useLocation } from 'wouter-preact'
import { chat } from '../live/chat'
import { useSession } from '../live/useSession'
import { api } from '../session'
import { Icon } from '../shell/icons'
import { Loading } from '../shell/Loading'
import { Unreadable } from '../shell/Unreadable'
import { words } from '../words'

/** Waiting for someone to accept. */
export default function Searching({ id }: { id: string }) {
  const t = words.t.start
  const { session, error, again } = useSession(id)
  if (!session) return error ? <Unreadable error={error} again={again} /> : <Loading />
  if (isLive(session)) return <Redirect to={`/chat/${id}`} replace />
  if (session.status === 'cancelled') return <Redirect to="/home" replace />
  if (session.status === 'completed') return <Redirect to={`/history/${id}`} replace />
  return (
    <main
      id="content"
      class="tone-pink doodles grid min-h-dvh grid-rows-[auto_1fr_auto] px-6 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(1.5rem,env(safe-area-inset-bottom))]"
      data-search={session.status}
    >
      <Back label={words.t.shell.back} />
      {session.status === 'requested' ? <Waiting session={session} /> : <Nobody session={session} again={t.again} />}
    </main>
  )
}

function Back({ label }: { label: string }) {
  const [, go] = useLocation()
  return (
    <button
      type="button"
      aria-label={label}
      class="-ml-3 grid size-11 place-items-center rounded-full hover:bg-card/60"
      onClick={() => goBack(() => go('/home', { replace: true }))}
    >
      <Icon name="back" />
    </button>
  )
}

function Waiting({ session }: { session: ChatSession }) {
  const t = words.t.start
  const [, go] = useLocation()
  useNow(500)
  useEffect(() => focusHeading(`${t.searching} – ${words.t.shell.app}`), [t])

  async function cancel() {
    try {
      const path = { id: session.id }
      const over = await unwrap(api.POST('/api/client/chat/sessions/{id}/cancel', { params: { path } }))
      chat.sessions.put(over as unknown as ChatSession)
      go('/home', { replace: true })
    } catch (error) {
      // Someone was faster, or it had ended: the screen follows.
      if (error instanceof ApiError && error.problem.status === 409) await chat.look(session.id).catch(() => undefined)
      else toast(errorSentence(error), 'bad')
    }
  }

  return (
    <>
      <div class="grid place-content-center justify-items-center gap-10 text-center">
        <div class="relative grid size-40 place-items-center">
          {[0, 0.9, 1.8].map((delay) => (
            <span
              key={delay}
              class="absolute inset-0 animate-ripple rounded-full bg-brand/25"
              style={{ animationDelay: `${delay}s` }}
            />
          ))}
          <Mark class="relative size-20" />
        </div>
        <div class="max-w-sm">
          <h1 tabIndex={-1} class="text-2xl font-semibold tracking-tight text-balance">
            {t.searchingTitle}
          </h1>
          <p class="mt-3 text-lg text-balance">{t.searchingText}</p>
          <p class="mt-5 font-medium tabular-nums" role="timer">
            {t.left(duration(leftUntil(session.request_expires_at)))}
          </p>
        </div>
      </div>
      <div class="mx-auto grid w-full max-w-sm gap-3 text-center">
        <p class="text-sm">{t.leave}</p>
        <Button look="quiet" class="min-h-14 text-lg" onClick={cancel}>
          {t.cancelSearch}
        </Button>
      </div>
    </>
  )
}

function Nobody({ session, again }: { session: ChatSession; again: string }) {
  const t = words.t.start
  const [, go] = useLocation()
  useEffect(() => focusHeading(`${t.noneTitle} – ${words.t.shell.app}`), [t])
  return (
    <>
      <div class="grid max-w-sm place-content-center justify-self-center text-center" role="status">
        <Mark class="mb-8 size-20 justify-self-center opacity-60" />
        <h1 tabIndex={-1} class="text-2xl font-semibold tracking-tight text-balance">
          {t.noneTitle}
        </h1>
        <p class="mt-3 text-lg text-balance">{t.noneText}</p>
      </div>
      <div class="mx-auto grid w-full max-w-sm gap-3">
        <Button
          class="min-h-14 text-lg"
          onClick={() => go(`/start/price/${session.topic_sensitivity}`, { replace: true })}
        >
          {again}
        </Button>
        <Button look="quiet" class="min-h-14 text-lg" onClick={() => go('/home', { replace: true })}>
          {t.toHome}
        </Button>
      </div>
    </>
  )
}
