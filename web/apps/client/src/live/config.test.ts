import { signal } from '@preact/signals'
import { beforeEach, expect, it, vi } from 'vitest'

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

beforeEach(() => {
  vi.resetModules()
  hands.ask.mockClear()
})

it('is asked for at the first connection when the page was opened long before', async () => {
  vi.useFakeTimers()
  await import('./config')
  await vi.advanceTimersByTimeAsync(60_000)
  hands.say({ type: 'auth_ok' })
  expect(hands.ask).toHaveBeenCalledTimes(2)
  vi.useRealTimers()
})

it('is not asked for twice when one connects at once', async () => {
  await import('./config')
  hands.say({ type: 'auth_ok' })
  expect(hands.ask).toHaveBeenCalledTimes(1)
})

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
