import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'

type Listener = (frame: object) => void
const hands = vi.hoisted(() => ({ say: (() => {}) as Listener, ask: vi.fn(async () => {}) }))

vi.mock('../session', () => ({
  isGuest: { value: false },
  loadMe: async () => {},
  signedIn: { value: false },
}))
vi.mock('./chat', () => ({
  chat: {
    config: signal(null),
    loadConfig: hands.ask,
    onFrame: (listener: Listener) => {
      hands.say = listener
    },
  },
}))

it('is asked for at the first connection when it could not be before', async () => {
  hands.ask.mockRejectedValueOnce(new TypeError('no connection'))
  await import('./config')
  await new Promise((resolve) => setTimeout(resolve))
  hands.say({ type: 'auth_ok' })
  expect(hands.ask).toHaveBeenCalledTimes(2)
  await new Promise((resolve) => setTimeout(resolve))
  // What was changed before the next one was not heard of.
  hands.say({ type: 'auth_ok' })
  hands.say({ type: 'sync' })
  expect(hands.ask).toHaveBeenCalledTimes(3)
})
