import type { ChatRequest } from '@curhat/chat'
import { beforeEach, expect, it, vi } from 'vitest'

type Listener = (frame: object) => void
const hands = vi.hoisted(() => ({ say: (() => {}) as Listener, list: vi.fn() }))

vi.mock('../live/chat', () => ({
  chat: {
    onFrame: (listener: Listener) => {
      hands.say = listener
    },
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
