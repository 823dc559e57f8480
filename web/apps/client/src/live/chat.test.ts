import { beforeEach, expect, it, vi } from 'vitest'

const tokenOf = (sub: string) => `x.${btoa(JSON.stringify({ sub }))}.x`
const profile = (id: string, is_anonymous = true) => ({ id, display_name: id, is_anonymous })
const result = (id: string, is_anonymous: boolean) => ({
  access_token: tokenOf(id),
  refresh_token: `refresh-${id}`,
  profile: profile(id, is_anonymous),
})
const answer = (body: object, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

/** All tokens that a connection was opened with, in their order. */
const shown: string[] = []
class Line {
  onopen?: () => void
  constructor() {
    queueMicrotask(() => this.onopen?.())
  }
  send(text: string) {
    shown.push(JSON.parse(text).token)
  }
  close() {}
}
const server = vi.fn<(request: Request) => Promise<Response>>()
const settled = () => new Promise((resolve) => setTimeout(resolve))

/** The app's sign-in and its connection, where a guest is signed in. */
async function asGuest() {
  localStorage.setItem('curhat-client-tokens', JSON.stringify({ access_token: tokenOf('X'), refresh_token: 'x' }))
  localStorage.setItem('curhat-client-me', JSON.stringify(profile('X')))
  localStorage.setItem('curhat-client-chat-draft-S', '"rahasia"')
  sessionStorage.setItem('curhat-client-goodbye-S', '"rahasia"')
  const session = await import('../session')
  const { chat, followSignIn } = await import('./chat')
  followSignIn()
  await settled()
  expect(shown).toEqual([tokenOf('X')])
  return { session, chat }
}

beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('WebSocket', Line)
  vi.stubGlobal('fetch', server)
  server.mockReset()
  localStorage.clear()
  sessionStorage.clear()
  shown.length = 0
})

it('is connected as the account that a guest has signed in to, and nothing of the guest is left', async () => {
  const { session } = await asGuest()
  server.mockResolvedValueOnce(answer(result('Y', false)))
  await session.signIn('request', '123456', true)
  await settled()
  expect(shown).toEqual([tokenOf('X'), tokenOf('Y')])
  expect([session.me.value?.id, session.isGuest.value, session.signedIn.value]).toEqual(['Y', false, true])
  expect(Object.keys(localStorage).sort()).toEqual(['curhat-client-me', 'curhat-client-tokens'])
  expect(Object.keys(sessionStorage)).toEqual([])
})

it('is connected as the account that a guest has become a part of, and what was written is there still', async () => {
  const { session } = await asGuest()
  server.mockResolvedValueOnce(answer(result('Y', false)))
  await session.signIn('request', '123456')
  await settled()
  expect(await server.mock.lastCall?.[0].clone().json()).toMatchObject({ anonymous_customer_id: 'X' })
  expect(shown).toEqual([tokenOf('X'), tokenOf('Y')])
  expect(session.me.value?.id).toBe('Y')
  expect(localStorage.getItem('curhat-client-chat-draft-S')).toBe('"rahasia"')
})

it('is connected as whoever has signed in in another tab, though this one slept while the last one left', async () => {
  const { session } = await asGuest()
  const { access_token, refresh_token, profile: them } = result('Y', false)
  localStorage.setItem('curhat-client-me', JSON.stringify(them))
  localStorage.setItem('curhat-client-tokens', JSON.stringify({ access_token, refresh_token }))
  dispatchEvent(Object.assign(new Event('storage'), { key: 'curhat-client-tokens' }))
  await settled()
  expect(shown).toEqual([tokenOf('X'), tokenOf('Y')])
  expect(session.me.value?.id).toBe('Y')
  expect(localStorage.getItem('curhat-client-tokens')).toContain(access_token)
})

it('stays as it is when a guest gets a number, or a token is renewed', async () => {
  const { session } = await asGuest()
  server.mockResolvedValueOnce(answer(result('X', false)))
  await session.signIn('request', '123456')
  server.mockResolvedValueOnce(answer(result('X', false)))
  await session.bridge.renew(session.bridge.tokens?.access_token)
  await settled()
  expect(shown).toEqual([tokenOf('X')])
  expect(session.isGuest.value).toBe(false)
  expect(localStorage.getItem('curhat-client-chat-draft-S')).toBe('"rahasia"')
})

it('is over when one has signed out', async () => {
  const { session, chat } = await asGuest()
  server.mockResolvedValueOnce(new Response(null, { status: 204 }))
  await session.signOut()
  expect([chat.link.value, session.signedIn.value, session.me.value]).toEqual(['closed', false, null])
  expect(Object.keys(localStorage)).toEqual([])
})
