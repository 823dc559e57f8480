import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => vi.unstubAllGlobals())

test('who signed in by another tab, and out again, is not signed in here by a late answer', async () => {
  let answer = () => {}
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise((resolve) => {
        answer = () => resolve(Response.json({ id: 'sari', permissions: [] }))
      }),
  )
  const { me, state } = await import('./session')
  const tab = new BroadcastChannel('curhat-cc')
  const moment = () => new Promise((resolve) => setTimeout(resolve, 50))
  tab.postMessage({ access_token: 'of.sari' })
  await moment()
  tab.postMessage(null)
  await moment()
  expect(state.value).toBe('out')
  answer()
  await moment()
  expect([state.value, me.value]).toEqual(['out', null])
  tab.close()
})

test('a renewal that is answered after one has signed out brings nobody back', async () => {
  let answer = () => {}
  const profile = { id: 'sari', permissions: [] }
  vi.stubGlobal('fetch', (path: string) =>
    path === '/internal/auth/refresh'
      ? new Promise((resolve) => {
          answer = () => resolve(Response.json({ access_token: 'newer', profile }))
        })
      : Promise.resolve(
          path === '/internal/auth/login'
            ? Response.json({ access_token: `of.${btoa(JSON.stringify({ sub: 'sari' }))}`, profile })
            : new Response(null, { status: 204 }),
        ),
  )
  const { bridge, me, signIn, signOut, state } = await import('./session')
  await signIn('sari@curhat.example', 'x')
  expect([state.value, me.value]).toEqual(['in', profile])
  const renewing = bridge.renew()
  await signOut()
  answer()
  await renewing
  expect([state.value, me.value]).toEqual(['out', null])
})
