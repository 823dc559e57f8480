import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PublicPaths } from './index'
import { createApi, createBridge, createSocket, type Keeper, ownerOf, type Tokens, unwrap } from './index'

const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json; charset=utf-8' },
  })
const expired = () => answer(401, { type: 'x', title: 't', status: 401, code: 'TOKEN_EXPIRED' })

/** An access token as far as apps look into it. */
const tokenOf = (sub: string) => `x.${btoa(JSON.stringify({ sub }))}.x`

function keeper(held: Tokens | null): Keeper & { held: Tokens | null } {
  return {
    held,
    read() {
      return this.held
    },
    write(tokens) {
      this.held = tokens
    },
    watch() {},
  }
}

describe('the bridge', () => {
  it('renews once for many refusals at the same time, and each is sent once more', async () => {
    const renew = vi.fn(async () => ({ access_token: 'new' }))
    const bridge = createBridge('test', keeper({ access_token: 'old' }), renew)
    const send = vi.fn(async (request: Request) =>
      request.headers.get('authorization') === 'Bearer new' ? answer(200, { items: [], next_cursor: null }) : expired(),
    )
    const api = createApi<PublicPaths>(bridge, send as unknown as typeof fetch, 'http://127.0.0.1')
    const answers = await Promise.all([1, 2, 3].map(() => unwrap(api.GET('/api/client/chat/sessions'))))
    expect(answers.map((each) => each.items)).toEqual([[], [], []])
    expect(renew).toHaveBeenCalledTimes(1)
    expect(send).toHaveBeenCalledTimes(6)
  })

  it('takes over what another tab has renewed instead of renewing again', async () => {
    const store = keeper({ access_token: 'old' })
    const renew = vi.fn(async () => ({ access_token: 'mine' }))
    const bridge = createBridge('test', store, renew)
    store.held = { access_token: 'theirs' }
    expect(await bridge.renew('old')).toEqual({ access_token: 'theirs' })
    expect(renew).not.toHaveBeenCalled()
  })

  it('is signed out when the server says so, and not when it can not be asked', async () => {
    const store = keeper({ access_token: 'old' })
    let reachable = false
    const bridge = createBridge('test', store, async () => {
      if (!reachable) throw new Error('no connection')
      return null
    })
    const seen: (Tokens | null)[] = []
    bridge.onChange((tokens) => seen.push(tokens))
    await expect(bridge.renew('old')).rejects.toThrow()
    expect(store.held).toEqual({ access_token: 'old' })
    reachable = true
    expect(await bridge.renew('old')).toBeNull()
    expect([store.held, seen]).toEqual([null, [null]])
  })

  it('stays signed out when a renewal comes back after one has left', async () => {
    const store = keeper({ access_token: 'old' })
    let arrive = (_: Tokens) => {}
    const asked = new Promise<Tokens>((resolve) => {
      arrive = resolve
    })
    const bridge = createBridge('test', store, () => asked)
    const renewing = bridge.renew('old')
    await Promise.resolve()
    bridge.set(null)
    arrive({ access_token: 'late' })
    expect(await renewing).toBeNull()
    expect([store.held, bridge.tokens]).toEqual([null, null])
  })

  it('leaves the next one signed in when a renewal of the last one is refused late', async () => {
    const store = keeper({ access_token: 'old' })
    let arrive = (_: null) => {}
    const asked = new Promise<null>((resolve) => {
      arrive = resolve
    })
    const bridge = createBridge('test', store, () => asked)
    const renewing = bridge.renew('old')
    await Promise.resolve()
    bridge.set({ access_token: 'next' })
    arrive(null)
    await renewing
    expect([store.held, bridge.tokens]).toEqual([{ access_token: 'next' }, { access_token: 'next' }])
  })

  it('asks for nothing in the name of someone who has signed in meanwhile in another tab', async () => {
    const store = keeper({ access_token: tokenOf('X') })
    const bridge = createBridge('test', store, async () => null)
    store.held = { access_token: tokenOf('Y') }
    const send = vi.fn(async (_: Request) => expired())
    const api = createApi<PublicPaths>(bridge, send as unknown as typeof fetch, 'http://127.0.0.1')
    await expect(unwrap(api.GET('/api/client/chat/sessions'))).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
    expect(send).toHaveBeenCalledTimes(1)
    expect(ownerOf(bridge.tokens)).toBe('Y')
  })

  it('holds whoever signed in in another tab, though a renewal of the last one comes back', async () => {
    const store = keeper({ access_token: tokenOf('X') })
    let change = (_: Tokens | null) => {}
    store.watch = (changed) => {
      change = changed
    }
    let arrive = (_: Tokens) => {}
    const asked = new Promise<Tokens>((resolve) => {
      arrive = resolve
    })
    const bridge = createBridge('test', store, () => asked)
    const renewing = bridge.renew(tokenOf('X'))
    await Promise.resolve()
    store.held = { access_token: tokenOf('Y') }
    change(store.held)
    arrive({ access_token: tokenOf('X') })
    await renewing
    expect([ownerOf(store.held), ownerOf(bridge.tokens)]).toEqual(['Y', 'Y'])
  })

  it('sends a wrong password or code once only: a second time would count twice', async () => {
    const renew = vi.fn(async () => ({ access_token: 'new' }))
    const bridge = createBridge('test', keeper({ access_token: 'old' }), renew)
    const send = vi.fn(async () => answer(401, { status: 401, code: 'CODE_MISMATCH', detail: 'Wrong.' }))
    const api = createApi<PublicPaths>(bridge, send as unknown as typeof fetch, 'http://127.0.0.1')
    const body = { otp_request_id: 'x', code: '000000' }
    await expect(unwrap(api.POST('/api/client/auth/otp/verify', { body }))).rejects.toMatchObject({
      code: 'CODE_MISMATCH',
    })
    expect([send.mock.calls.length, renew.mock.calls.length]).toEqual([1, 0])
  })

  it('keeps the body for the second try and throws the refusal with its code', async () => {
    const bodies: string[] = []
    const bridge = createBridge('test', keeper({ access_token: 'old' }), async () => ({ access_token: 'new' }))
    const send = async (request: Request) => {
      bodies.push(await request.text())
      return bodies.length === 1 ? expired() : answer(409, { status: 409, code: 'SESSION_NOT_ACTIVE', detail: 'Over.' })
    }
    const api = createApi<PublicPaths>(bridge, send as unknown as typeof fetch, 'http://127.0.0.1')
    const call = api.POST('/api/client/chat/sessions/{id}/messages', {
      params: { path: { id: 'a' } },
      body: { client_message_id: 'm', content: 'hai' },
    })
    await expect(unwrap(call)).rejects.toMatchObject({ code: 'SESSION_NOT_ACTIVE', message: 'Over.' })
    expect(bodies[0]).toBe(bodies[1])
    expect(bodies[1]).toContain('hai')
  })
})

/** A server's end, as far as the socket can tell. */
class Wire {
  static all: Wire[] = []
  sent: { type: string; token?: string }[] = []
  onopen?: () => void
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void
  constructor(readonly url: string) {
    Wire.all.push(this)
  }
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close(code = 1000) {
    this.onclose?.({ code })
  }
  say(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
  welcome() {
    this.onopen?.()
    this.say({ type: 'auth_ok', server_time: new Date(Date.now() + 5000).toISOString() })
  }
}

describe('the socket', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    Wire.all = []
  })
  let stop = () => {}
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  const connect = (asked: boolean[] = [], token = async (): Promise<string | null> => 'T') => {
    const states: string[] = []
    let offset = 0
    const socket = createSocket({
      url: 'ws://x',
      token: async (refused) => {
        asked.push(refused)
        return await token()
      },
      onFrame: () => {},
      onState: (state) => states.push(state),
      onClock: (ms) => {
        offset = ms
      },
      WebSocketImpl: Wire as unknown as typeof WebSocket,
      random: () => 1,
    })
    socket.start()
    stop = socket.stop
    return { socket, states, offset: () => offset }
  }

  it('signs in first, knows the clock of the server, and comes back after a drop', async () => {
    const { socket, offset } = connect()
    await vi.advanceTimersByTimeAsync(0)
    expect(socket.send({ type: 'ping' })).toBe(false)
    Wire.all[0]?.welcome()
    expect(Wire.all[0]?.sent[0]).toEqual({ type: 'auth', token: 'T' })
    expect(offset()).toBe(5000)
    expect(socket.send({ type: 'ping' })).toBe(true)
    Wire.all[0]?.close(1006)
    await vi.advanceTimersByTimeAsync(500)
    expect(Wire.all.length).toBe(2)
  })

  it('asks for a fresh token after 4401; after 4403 it is lost until someone asks to try again, with a fresh token', async () => {
    const asked: boolean[] = []
    const { socket, states } = connect(asked)
    await vi.advanceTimersByTimeAsync(0)
    Wire.all[0]?.close(4401)
    await vi.advanceTimersByTimeAsync(500)
    expect(asked).toEqual([false, true])
    Wire.all[1]?.close(4403)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(Wire.all.length).toBe(2)
    expect(states.at(-1)).toBe('lost')
    socket.start()
    await vi.advanceTimersByTimeAsync(0)
    Wire.all[2]?.welcome()
    expect(asked).toEqual([false, true, true])
    expect(states.at(-1)).toBe('open')
  })

  it('is lost after a frame that the server could not read, however often one comes back to the page', async () => {
    const { states } = connect()
    await vi.advanceTimersByTimeAsync(0)
    Wire.all[0]?.welcome()
    Wire.all[0]?.close(4400)
    dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(Wire.all.length).toBe(1)
    expect(states.at(-1)).toBe('lost')
  })

  it('opens one connection when it is stopped and started while a token is being fetched', async () => {
    const { socket } = connect()
    socket.stop()
    socket.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(Wire.all.length).toBe(1)
  })

  it('renews in place before its token expires', async () => {
    connect()
    await vi.advanceTimersByTimeAsync(0)
    Wire.all[0]?.welcome()
    Wire.all[0]?.say({ type: 'auth_expiring', expires_at: '2026-01-01T00:00:00.000Z' })
    await vi.advanceTimersByTimeAsync(0)
    expect(Wire.all[0]?.sent.filter((frame) => frame.type === 'auth').length).toBe(2)
  })

  it.each([
    ['opening', () => {}],
    ['signing in', (wire?: Wire) => wire?.onopen?.()],
  ])('gives up a connection that is lost while %s', async (_, begin) => {
    const { states } = connect()
    await vi.advanceTimersByTimeAsync(0)
    begin(Wire.all[0])
    await vi.advanceTimersByTimeAsync(11_000)
    expect(Wire.all.length).toBe(1)
    await vi.advanceTimersByTimeAsync(2000)
    expect(Wire.all.length).toBe(2)
    Wire.all[1]?.welcome()
    await vi.advanceTimersByTimeAsync(20_000)
    expect([Wire.all.length, states.at(-1)]).toEqual([2, 'open'])
    // What comes of the first one after all is nobody's business.
    Wire.all[0]?.close(4403)
    expect(states.at(-1)).toBe('open')
  })

  it('begins anew when the network is back, or the person, unless it has just begun', async () => {
    connect()
    await vi.advanceTimersByTimeAsync(0)
    dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    expect(Wire.all.length).toBe(1)
    await vi.advanceTimersByTimeAsync(4000)
    dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    expect(Wire.all.length).toBe(2)
    Wire.all[1]?.welcome()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(Wire.all.length).toBe(2)
  })

  it('waits for no token for ever, and uses none that comes too late', async () => {
    const arrive: ((token: string) => void)[] = []
    const asked: boolean[] = []
    connect(asked, () => new Promise((resolve) => arrive.push(resolve)))
    await vi.advanceTimersByTimeAsync(13_000)
    expect(asked.length).toBe(2)
    for (const resolve of arrive) resolve('T')
    await vi.advanceTimersByTimeAsync(0)
    expect(Wire.all.length).toBe(1)
  })

  it('gives up a connection that has fallen silent', async () => {
    const { states } = connect()
    await vi.advanceTimersByTimeAsync(0)
    Wire.all[0]?.welcome()
    await vi.advanceTimersByTimeAsync(100_000)
    expect(Wire.all.length).toBeGreaterThan(1)
    expect(states).toContain('waiting')
  })
})
