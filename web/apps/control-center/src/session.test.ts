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
