import type { ChatRequest } from '@curhat/chat'
import { Button, errorSentence, rupiah, useNow } from '@curhat/ui'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { SensitiveBadge } from '../parts/SensitiveBadge'
import { words } from '../words'
import {
  accept,
  acknowledge,
  answering,
  closeOverdue,
  current,
  dismiss,
  more,
  reject,
  type Staleness,
  stale,
} from './queue'
import { Ring } from './Ring'
import { useSwipeAway } from './useSwipeAway'

/** A sheet that slides in under a finger must not take the tap that was meant for what it covers. */
const DEAF_MS = 500

function useDeaf() {
  const [deaf, setDeaf] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setDeaf(false), DEAF_MS)
    return () => clearTimeout(timer)
  }, [])
  return deaf
}

function Question({ request }: { request: ChatRequest }) {
  const t = words.t.requests
  const [, go] = useLocation()
  const [failure, setFailure] = useState<unknown>(null)
  const deaf = useDeaf()
  const busy = answering.value

  async function answer(how: 'accept' | 'reject') {
    if (deaf || busy) return
    setFailure(null)
    try {
      if (how === 'reject') await reject(request)
      else if (await accept(request)) go(`/chat/${request.session_id}`)
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <>
      <div class="flex items-center gap-4">
        <Ring request={request} label={t.secondsLeft} />
        <div class="min-w-0">
          <p class="truncate text-lg font-semibold">{request.customer_display_name}</p>
          <p class="text-muted">
            {t.minutes(request.duration_minutes)} · {request.is_free_trial ? t.freeTrial : rupiah(request.price_idr)}
          </p>
          <div class="mt-1.5">
            {request.topic_sensitivity === 'sensitive' ? (
              <SensitiveBadge />
            ) : (
              <span class="text-sm text-muted">{t.regular}</span>
            )}
          </div>
        </div>
      </div>
      {!!failure && (
        <p role="alert" class="mt-4 rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {errorSentence(failure)}
        </p>
      )}
      <div class="mt-6 flex items-center justify-between gap-12">
        <Button look="quiet" class="grow basis-0 px-2" busy={busy === 'reject'} onClick={() => answer('reject')}>
          {t.reject}
        </Button>
        <Button class="grow-[2] basis-0 px-2" busy={busy === 'accept'} onClick={() => answer('accept')}>
          {t.accept}
        </Button>
      </div>
      <div class="mt-2 grid justify-items-center">
        <button type="button" class="btn-plain text-muted" onClick={() => !deaf && !busy && dismiss(request)}>
          {t.later}
        </button>
      </div>
    </>
  )
}

function Stale({ request, why }: { request: ChatRequest; why: Staleness }) {
  const t = words.t.requests
  return (
    <>
      <p class="text-muted">{t.staleText[why](request.customer_display_name)}</p>
      <Button class="mt-6 w-full" onClick={acknowledge}>
        {t.understood}
      </Button>
    </>
  )
}

/**
 * Whoever wants to talk, one at a time, above whatever is being done. A tap beside it does nothing; swiped away or put off
 * it goes without an answer.
 */
export default function RequestOverlay() {
  const t = words.t.requests
  const title = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const shown = current.value
  const over = stale.value
  useNow(1000)
  useEffect(() => closeOverdue())
  const away = () => {
    if (stale.value) acknowledge()
    else if (shown && !answering.value) dismiss(shown)
  }
  const { offset, handlers } = useSwipeAway(away)
  const id = shown?.session_id
  const why = over?.why
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown has changed
  useEffect(() => {
    if (id && !dialog.current?.open) dialog.current?.showModal()
    else if (!id && dialog.current?.open) dialog.current.close()
    // Not on a button: whoever is writing when it comes must not answer it with the next space.
    if (id) dialog.current?.querySelector('h2')?.focus()
  }, [id, why])
  const sensitive = shown?.topic_sensitivity === 'sensitive' && !over
  return (
    <dialog
      ref={dialog}
      closedby="closerequest"
      aria-labelledby={title}
      data-topic={over ? undefined : shown?.topic_sensitivity}
      onCancel={(event) => {
        event.preventDefault()
        away()
      }}
      // Chromium closes at the second Escape whatever was said at the first: one more is waiting, so it opens again.
      onClose={() => current.value && dialog.current?.showModal()}
      class={`mx-auto mt-auto mb-0 w-full max-w-md touch-none overflow-visible select-none rounded-t-3xl border-t-4 bg-card px-6 pt-3 pb-[max(1.5rem,env(safe-area-inset-bottom))] shadow-xl backdrop:bg-black/50 sm:mb-auto sm:rounded-3xl ${sensitive ? 'border-sensitive-line' : 'border-brand'}`}
      style={{ transform: offset ? `translateY(${offset}px)` : '' }}
      {...handlers}
    >
      {shown && (
        <div key={`${shown.session_id}${over ? '-over' : ''}`} class="animate-slide-in">
          <div aria-hidden="true" class="mx-auto mb-3 h-1.5 w-12 rounded-full bg-line sm:invisible" />
          <div class={`flex items-baseline justify-between gap-4 ${over ? 'mb-2' : 'mb-4'}`}>
            <h2
              id={title}
              tabIndex={-1}
              class={`outline-none ${over ? 'text-lg font-semibold' : 'text-sm font-medium text-muted'}`}
            >
              {over ? t.staleTitle[over.why] : t.title}
            </h2>
            {more.value > 0 && (
              <span class="rounded-full bg-brand-soft px-3 py-0.5 text-sm font-medium text-brand">
                {t.more(more.value)}
              </span>
            )}
          </div>
          {over ? <Stale {...over} /> : <Question request={shown} />}
        </div>
      )}
    </dialog>
  )
}
