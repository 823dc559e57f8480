import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'

type Listener = (frame: object) => void
const hands = vi.hoisted(() => ({ say: (() => {}) as Listener, ask: vi.fn() }))

vi.mock('../session', () => ({
  api: { GET: hands.ask },
  isGuest: { value: false },
  loadMe: async () => {},
  signedIn: { value: false },
}))
vi.mock('./chat', () => ({
  chat: {
    config: signal(null),
    onFrame: (listener: Listener) => {
      hands.say = listener
    },
  },
}))

it('is asked for at the first connection when it could not be before', async () => {
  hands.ask.mockRejectedValueOnce(new TypeError('no connection'))
  const { config } = await import('./config')
  await new Promise((resolve) => setTimeout(resolve))
  hands.ask.mockResolvedValueOnce({ data: { anonymity_enabled: false }, response: new Response() })
  hands.say({ type: 'auth_ok' })
  await new Promise((resolve) => setTimeout(resolve))
  expect(config.value).toEqual({ anonymity_enabled: false })
})
