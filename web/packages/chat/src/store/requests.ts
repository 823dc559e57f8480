import type { ServerFrame } from '@curhat/api'
import { serverNow } from '@curhat/ui'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { ChatRequest, RequestClosedReason } from './types'

/** A request that ended without this mitra: to be acknowledged. */
export interface ClosedRequest {
  request: ChatRequest
  reason: Extract<RequestClosedReason, 'accepted_by_other' | 'cancelled_by_customer' | 'expired'>
}

/** What waits for a mitra's answer. */
export interface Requests {
  /** By expiry, the most urgent first. */
  readonly open: ReadonlySignal<ChatRequest[]>
  readonly closed: ReadonlySignal<ClosedRequest[]>
  /** Answered, or swiped away: it does not come back, even if the server still has it open. */
  dismiss(session_id: string): void
  /** Closed by the answer to an accept that came too late. */
  close(session_id: string, reason: RequestClosedReason): void
  acknowledge(session_id: string): void
  take(frame: ServerFrame): void
  forget(): void
}

export function createRequests(): Requests {
  const all = signal<ChatRequest[]>([])
  const dismissed = signal<ReadonlySet<string>>(new Set())
  const closed = signal<ClosedRequest[]>([])
  const without = (id: string) => all.value.filter((each) => each.session_id !== id)

  function close(session_id: string, reason: RequestClosedReason) {
    const request = all.value.find((each) => each.session_id === session_id)
    all.value = without(session_id)
    if (!request || dismissed.value.has(session_id) || reason === 'accepted' || reason === 'rejected') return
    closed.value = [...closed.value, { request, reason }]
  }

  return {
    open: computed(() =>
      all.value
        .filter((each) => !dismissed.value.has(each.session_id) && Date.parse(each.expires_at) > serverNow())
        .sort((a, b) => a.expires_at.localeCompare(b.expires_at)),
    ),
    closed,
    close,
    dismiss(session_id) {
      dismissed.value = new Set([...dismissed.value, session_id])
    },
    acknowledge(session_id) {
      closed.value = closed.value.filter((each) => each.request.session_id !== session_id)
    },
    take(frame) {
      if (frame.type === 'sync') all.value = frame.requests
      if (frame.type === 'chat_request') all.value = [...without(frame.request.session_id), frame.request]
      if (frame.type === 'chat_request_closed') close(frame.session_id, frame.reason)
    },
    forget() {
      all.value = []
      dismissed.value = new Set()
      closed.value = []
    },
  }
}
