import { expect, it, vi } from 'vitest'

const hands = vi.hoisted(() => ({ say: (_: object) => {}, insist: vi.fn(), loadConfig: vi.fn() }))
vi.mock('./chat', () => ({
  chat: {
    ...hands,
    onFrame: (listener: (frame: object) => void) => {
      hands.say = listener
    },
  },
}))

it('is asked for at each connection until there is an answer', async () => {
  await import('./config')
  hands.say({ type: 'auth_ok' })
  hands.say({ type: 'sync' })
  expect(hands.insist.mock.calls).toEqual([[hands.loadConfig]])
})
