import { beforeEach, expect, it, vi } from 'vitest'

const tokens = JSON.stringify({ access_token: `x.${btoa(JSON.stringify({ sub: 'X' }))}.x`, refresh_token: 'x' })
const named = (display_name: string) => ({ id: 'X', display_name, is_anonymous: true })

/** What was asked, each to be answered when we like. */
const asked: { request: Request; answer(body: object, status?: number): Promise<void>; lose(): Promise<void> }[] = []
const settled = () => new Promise<void>((resolve) => setTimeout(resolve))
const server = (request: Request) =>
  new Promise<Response>((resolve, reject) => {
    asked.push({
      request,
      answer(body, status = 200) {
        resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }))
        return settled()
      },
      lose() {
        reject(new TypeError('no connection'))
        return settled()
      },
    })
  })

beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('fetch', server)
  localStorage.clear()
  asked.length = 0
})

async function signedIn() {
  localStorage.setItem('curhat-client-tokens', tokens)
  localStorage.setItem('curhat-client-me', JSON.stringify(named('Lama')))
  return await import('./session')
}

it('leaves nobody behind when an answer about oneself comes after one has signed out', async () => {
  const { loadMe, bridge, me, isGuest } = await signedIn()
  void loadMe()
  await settled()
  bridge.set(null)
  await asked[0]?.answer(named('Lama'))
  expect([me.value, isGuest.value]).toEqual([null, false])
  expect(Object.keys(localStorage)).toEqual([])
})

it('keeps a new name, whenever the question came that does not know it', async () => {
  const { loadMe, rename, me } = await signedIn()
  void loadMe()
  void rename('Baru')
  void loadMe()
  await settled()
  await asked[1]?.answer(named('Baru'))
  await asked[0]?.answer(named('Lama'))
  await asked[2]?.answer(named('Lama'))
  expect(me.value?.display_name).toBe('Baru')
})

it('takes the answer to the later of two questions, in whatever order they come', async () => {
  const { loadMe, me } = await signedIn()
  void loadMe()
  void loadMe()
  await settled()
  await asked[1]?.answer(named('Baru'))
  await asked[0]?.answer(named('Lama'))
  expect(me.value?.display_name).toBe('Baru')
})

it('takes nobody for a guest by what a device still holds of one who has left', async () => {
  localStorage.setItem('curhat-client-me', JSON.stringify(named('Lama')))
  const { askCode, isGuest, signIn } = await import('./session')
  expect(isGuest.value).toBe(false)
  void askCode('+62812')
  void signIn('request', '123456')
  await settled()
  expect(await asked[1]?.request.json()).toEqual({ otp_request_id: 'request', code: '123456' })
})

it('makes one guest however often it is asked for, until there is an answer', async () => {
  const { enterAsGuest } = await import('./session')
  const ask = async () => {
    void enterAsGuest().catch(() => undefined)
    await settled()
    return asked.at(-1)
  }
  await (await ask())?.lose()
  await (await ask())?.answer({ code: 'IDEMPOTENCY_KEY_REUSED' }, 422)
  await (await ask())?.answer({ access_token: 'x', refresh_token: 'x', profile: named('Tamu') })
  await ask()
  const keys = asked.map(({ request }) => request.headers.get('Idempotency-Key'))
  expect(keys[1]).toBe(keys[0])
  expect(new Set(keys).size).toBe(3)
})

it('waits for new tokens for a while and no longer', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout')
  const { bridge } = await signedIn()
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) =>
    Promise.reject(signal ? new DOMException('late', 'TimeoutError') : new Error('waits for ever')),
  )
  await expect(bridge.renew()).rejects.toThrow('late')
  expect(timeout).toHaveBeenCalledWith(15_000)
  expect(localStorage.getItem('curhat-client-tokens')).toBe(tokens)
  // Half an answer is none.
  vi.stubGlobal('fetch', async () => new Response('{"access_tok'))
  await expect(bridge.renew()).rejects.toThrow()
  expect(localStorage.getItem('curhat-client-tokens')).toBe(tokens)
})
