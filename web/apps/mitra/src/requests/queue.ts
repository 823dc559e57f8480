import { ApiError, unwrap } from '@curhat/api'
import type { ChatRequest } from '@curhat/chat'
import { serverNow } from '@curhat/ui'
import { computed, signal } from '@preact/signals'
import { chat } from '../live/chat'
import { api, signedIn } from '../session'
import { keep, kept, onForget } from '../storage'
import { announce } from './announce'

/** Why a request that one was looking at can't be taken any more. `gone`: it was over before we could hear why. */
export type Staleness = 'accepted_by_other' | 'cancelled_by_customer' | 'expired' | 'gone'

const open = signal<ChatRequest[]>([])
const putAside = signal<ReadonlySet<string>>(new Set(kept<string[]>('session', 'aside', [])))
/** What one was looking at when it was over: told, and taken away when one has read it. */
export const stale = signal<{ request: ChatRequest; why: Staleness } | null>(null)
/** While an answer is on its way. */
export const answering = signal<'accept' | 'reject' | null>(null)

/** Waits for an answer now, most urgent first. */
const waiting = computed(() => open.value.filter((each) => !putAside.value.has(each.session_id)))
/** The one to be shown. */
export const current = computed(() => stale.value?.request ?? waiting.value[0] ?? null)
/** How many come after it. */
export const more = computed(() => waiting.value.filter((each) => each !== current.value).length)
/** Swiped away, but still to be had. */
export const aside = computed(() => open.value.filter((each) => putAside.value.has(each.session_id)))

function holdAside(ids: Iterable<string>) {
  putAside.value = new Set(ids)
  keep('session', 'aside', [...putAside.value])
}

onForget(() => {
  news++
  open.value = []
  stale.value = null
  answering.value = null
  putAside.value = new Set()
})

const byUrgency = (a: ChatRequest, b: ChatRequest) =>
  a.expires_at.localeCompare(b.expires_at) || a.session_id.localeCompare(b.session_id)

/** Two requests that come at once must not change places under a finger: what is shown stays first. */
function setOpen(next: ChatRequest[]) {
  const shown = waiting.value[0]?.session_id
  open.value = [...next].sort(
    (a, b) => Number(b.session_id === shown) - Number(a.session_id === shown) || byUrgency(a, b),
  )
}

function add(request: ChatRequest) {
  if (open.value.some((each) => each.session_id === request.session_id)) return
  setOpen([...open.value, request])
  announce()
}

/** Counts what has changed: a list that was asked for before is not the newest word. */
let news = 0

/** Over: the one that is looked at says why, the others vanish by themselves. */
function close(session_id: string, why: Staleness | null) {
  const request = open.value.find((each) => each.session_id === session_id)
  if (!request) return
  news++
  // One's own by now, where only the answer to it was lost on its way.
  const isMine = chat.sessions.get(session_id) !== undefined
  if (why && !isMine && !stale.value && waiting.value[0] === request) stale.value = { request, why }
  setOpen(open.value.filter((each) => each !== request))
  if (putAside.value.has(session_id)) holdAside([...putAside.value].filter((id) => id !== session_id))
}

/** All that is open, as the server says it: what is missing was closed while we were away. */
function replace(requests: ChatRequest[]) {
  const still = new Set(requests.map((each) => each.session_id))
  for (const request of open.value) {
    if (still.has(request.session_id)) continue
    close(request.session_id, isOver(request) ? 'expired' : 'gone')
  }
  for (const request of requests) add(request)
}

const isOver = (request: ChatRequest) => Date.parse(request.expires_at) <= serverNow()

/** Asks for what is open: a phone that slept may believe in a connection that is long dead. */
async function resume(): Promise<void> {
  const at = news
  const { items } = await unwrap(api.GET('/api/mitra/chat/requests'))
  // Older than what has come meanwhile: it would take away what is new, and bring back what is over.
  if (at !== news) return signedIn.value ? resume() : undefined
  if (!answering.value) replace(items)
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && signedIn.value) resume().catch(() => undefined)
})

chat.onFrame((frame) => {
  if (frame.type === 'sync' || frame.type.startsWith('chat_request')) news++
  if (frame.type === 'sync') replace(frame.requests)
  if (frame.type === 'chat_request') add(frame.request)
  if (frame.type === 'chat_request_closed') {
    const byMyself = frame.reason === 'accepted' || frame.reason === 'rejected'
    // One's own answer is being waited for here; it says more than the frame does.
    if (byMyself && answering.value && current.value?.session_id === frame.session_id) return
    close(frame.session_id, byMyself ? null : (frame.reason as Staleness))
  }
})

/** Without a connection nobody says that the time is up. */
export function closeOverdue(grace = 2000) {
  for (const request of open.value)
    if (Date.parse(request.expires_at) + grace < serverNow() && !answering.value) close(request.session_id, 'expired')
}

async function answer<T>(how: 'accept' | 'reject', request: ChatRequest, call: Promise<T>): Promise<T | null> {
  answering.value = how
  try {
    const result = await call
    close(request.session_id, null)
    return result
  } catch (error) {
    if (!(error instanceof ApiError) || (error.code !== 'REQUEST_NOT_AVAILABLE' && error.code !== 'NOT_FOUND'))
      throw error
    close(request.session_id, (error.problem.reason as Staleness | undefined) ?? 'gone')
    return null
  } finally {
    answering.value = null
  }
}

const path = (request: ChatRequest) => ({ params: { path: { id: request.session_id } } })

/** Takes it: the session, or `null` when it was too late, which is then told. Throws other refusals. */
export const accept = (request: ChatRequest) =>
  answer('accept', request, unwrap(api.POST('/api/mitra/chat/requests/{id}/accept', path(request))))

/** Turns it down, so that others know. */
export const reject = (request: ChatRequest) =>
  answer('reject', request, unwrap(api.POST('/api/mitra/chat/requests/{id}/reject', path(request))))

/** Out of sight, unanswered: the server hears nothing of it. */
export const dismiss = (request: ChatRequest) => holdAside([...putAside.value, request.session_id])

/** Back from where it was put aside. */
export function recall(request: ChatRequest) {
  holdAside([...putAside.value].filter((id) => id !== request.session_id))
  setOpen([request, ...open.value.filter((each) => each !== request)])
}

/** One has read why. */
export const acknowledge = () => {
  stale.value = null
}
