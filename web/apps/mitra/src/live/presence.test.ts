import { beforeEach, expect, it, vi } from 'vitest'

const calls = vi.hoisted(() => ({ GET: vi.fn(), PUT: vi.fn(), PATCH: vi.fn() }))

vi.mock('../session', () => ({ api: calls, signedIn: { value: true } }))
vi.mock('./chat', () => ({ chat: { onFrame: () => {} } }))
vi.mock('./config', () => ({ config: { value: null } }))

import { forgetAll } from '../storage'
import { check, checkQuietly, dropped, failure, me, online, rename, setOnline } from './presence'

beforeEach(() => forgetAll())

const answer = (data: object) => ({ data, response: new Response() })
const sari = { id: 'sari', display_name: 'Sari', is_online: false }
/** The next call of this kind answers when it is told to. */
function held(call: 'GET' | 'PUT' | 'PATCH') {
  let arrive = (_: object) => {}
  calls[call].mockReturnValueOnce(
    new Promise((resolve) => {
      arrive = (data) => resolve(answer(data))
    }),
  )
  return (data: object) => arrive(data)
}
async function known(profile = sari) {
  calls.GET.mockResolvedValueOnce(answer(profile))
  await check()
}

it('what was asked before one went online does not say that one is not', async () => {
  await known()
  const arrive = held('GET')
  const asked = check()
  calls.PUT.mockResolvedValueOnce(answer({ online: true }))
  await setOnline(true)
  arrive(sari)
  await asked
  expect([online.value, dropped.value]).toEqual([true, false])
})

it('what was asked before a new name does not bring the old one back', async () => {
  await known()
  const arrive = held('GET')
  const asked = check()
  calls.PATCH.mockResolvedValueOnce(answer({ ...sari, display_name: 'Lestari' }))
  await rename('Lestari')
  arrive(sari)
  await asked
  expect(me.value?.display_name).toBe('Lestari')
})

it('a new name says nothing of a state that was changed meanwhile', async () => {
  await known()
  const arrive = held('PATCH')
  const renamed = rename('Lestari')
  calls.PUT.mockResolvedValueOnce(answer({ online: true }))
  await setOnline(true)
  arrive({ ...sari, display_name: 'Lestari' })
  await renamed
  expect(me.value).toMatchObject({ display_name: 'Lestari', is_online: true })
})

it('of two questions the later one counts, and the earlier one where the later got no answer', async () => {
  const first = held('GET')
  const second = held('GET')
  const asked = [check(), check()]
  second({ ...sari, is_online: true })
  await asked[1]
  first(sari)
  await asked[0]
  expect([online.value, dropped.value]).toEqual([true, false])
  const third = held('GET')
  const waiting = check()
  calls.GET.mockRejectedValueOnce(new Error('lost'))
  await checkQuietly()
  third(sari)
  await waiting
  expect(online.value).toBe(false)
})

it('who has left gets nothing any more', async () => {
  await known()
  const arrive = [held('GET'), held('PUT'), held('PATCH')]
  const asked = [check(), setOnline(true), rename('Lestari')]
  forgetAll()
  const budi = { ...sari, id: 'budi', display_name: 'Budi' }
  for (const each of arrive) each({ ...sari, online: true, display_name: 'Lestari' })
  await Promise.all(asked)
  expect(me.value).toBeNull()
  await known(budi)
  expect(me.value).toEqual(budi)
})

it('says why it is not known how things stand, until it is', async () => {
  calls.GET.mockRejectedValueOnce(new Error('lost'))
  await checkQuietly()
  expect(failure.value).toMatchObject({ code: 'NETWORK' })
  await known()
  expect(failure.value).toBeNull()
})
