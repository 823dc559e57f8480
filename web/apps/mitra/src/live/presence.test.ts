import { expect, it, vi } from 'vitest'

const calls = vi.hoisted(() => ({ GET: vi.fn(), PUT: vi.fn() }))

vi.mock('../session', () => ({ api: calls, signedIn: { value: true } }))
vi.mock('./chat', () => ({ chat: { onFrame: () => {} } }))
vi.mock('./config', () => ({ config: { value: null } }))

import { check, dropped, online, setOnline } from './presence'

const answer = (data: object) => ({ data, response: new Response() })

it('what was asked before one went online does not say that one is not', async () => {
  calls.GET.mockResolvedValueOnce(answer({ is_online: false }))
  await check()
  let arrive = () => {}
  calls.GET.mockReturnValueOnce(
    new Promise((resolve) => {
      arrive = () => resolve(answer({ is_online: false }))
    }),
  )
  const asked = check()
  calls.PUT.mockResolvedValueOnce(answer({ online: true }))
  await setOnline(true)
  arrive()
  await asked
  expect([online.value, dropped.value]).toEqual([true, false])
})
