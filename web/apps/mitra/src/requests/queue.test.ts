import type { ChatRequest } from '@curhat/chat'
import { beforeEach, expect, it, vi } from 'vitest'

type Listener = (frame: object) => void
const hands = vi.hoisted(() => ({ say: (() => {}) as Listener, list: vi.fn(), own: new Set<string>() }))

vi.mock('../live/chat', () => ({
  chat: {
    onFrame: (listener: Listener) => {
      hands.say = listener
    },
    sessions: { get: (id: string) => (hands.own.has(id) ? { id } : undefined) },
  },
}))
vi.mock('../session', () => ({ api: { GET: hands.list }, signedIn: { value: true } }))
vi.mock('./announce', () => ({ announce: () => {} }))

import { acknowledge, current, stale } from './queue'

const request = (id: string) =>
  ({ session_id: id, expires_at: new Date(Date.now() + 60_000).toISOString() }) as ChatRequest

/** The app is seen again; the list it asks for is answered when we say so. */
function comeBack() {
  let arrive = (_: ChatRequest[]) => {}
  hands.list.mockReturnValueOnce(
    new Promise((resolve) => {
      arrive = (items) => resolve({ data: { items }, response: new Response() })
    }),
  )
  document.dispatchEvent(new Event('visibilitychange'))
  return (items: ChatRequest[]) => arrive(items)
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  hands.say({ type: 'sync', requests: [] })
  acknowledge()
})

it('a request that came while the list was being asked for stays', async () => {
  const fresh = request('fresh')
  const answer = comeBack()
  hands.say({ type: 'chat_request', request: fresh })
  hands.list.mockResolvedValueOnce({ data: { items: [fresh] }, response: new Response() })
  answer([])
  await settled()
  expect([current.value?.session_id, stale.value]).toEqual(['fresh', null])
})

it('a request that was over before the list arrived does not come back', async () => {
  const lost = request('lost')
  const answer = comeBack()
  hands.say({ type: 'chat_request_closed', session_id: 'lost', reason: 'expired' })
  hands.list.mockResolvedValueOnce({ data: { items: [] }, response: new Response() })
  answer([lost])
  await settled()
  expect(current.value).toBeNull()
})

it('one that was accepted with an answer that got lost is not said to be gone', () => {
  hands.say({ type: 'chat_request', request: request('taken') })
  hands.own.add('taken')
  hands.say({ type: 'sync', requests: [] })
  expect([current.value, stale.value]).toEqual([null, null])
  hands.say({ type: 'chat_request', request: request('missed') })
  hands.say({ type: 'sync', requests: [] })
  expect(stale.value?.why).toBe('gone')
})
