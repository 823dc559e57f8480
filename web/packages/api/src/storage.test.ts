import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBridge, createStorage, device, localKeeper, memoryKeeper } from './index'

/** A room that gives and lets go, and takes nothing. */
const full = (room: Storage) => ({
  getItem: (name: string) => room.getItem(name),
  removeItem: (name: string) => room.removeItem(name),
  setItem() {
    throw new DOMException('full', 'QuotaExceededError')
  },
})
function forbidden(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}
const opened = { localStorage, sessionStorage }
/** Takes away what a page has by this name: whoever mentions it gets what `get` says. */
const shut = (name: string, get: () => unknown) => Object.defineProperty(globalThis, name, { get, configurable: true })

afterEach(() => {
  vi.unstubAllGlobals()
  for (const [name, value] of Object.entries(opened))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  localStorage.clear()
  sessionStorage.clear()
})

describe('what an app keeps', () => {
  it('is forgotten with the sign-in, and nothing of another app', () => {
    const mine = createStorage('mine-')
    const forgotten = vi.fn()
    mine.onForget(forgotten)
    mine.keep('local', 'a', { n: 1 })
    mine.keep('session', 'b', [2])
    createStorage('theirs-').keep('local', 'a', 3)
    expect(mine.kept('local', 'a', null)).toEqual({ n: 1 })
    mine.forgetAll()
    expect([mine.kept('local', 'a', null), mine.kept('session', 'b', null)]).toEqual([null, null])
    expect(createStorage('theirs-').kept('local', 'a', 0)).toBe(3)
    expect(forgotten).toHaveBeenCalledOnce()
  })

  it('is forgotten for the next one, and not what the next one has written', () => {
    const mine = createStorage('mine-')
    mine.keep('local', 'me', 'Y')
    mine.keep('local', 'draft', 'x')
    mine.keep('session', 'goodbye', 'x')
    mine.forgetAll(['me'])
    expect(device.keys('mine-')).toEqual(['mine-me'])
    expect(device.keys('mine-', 'session')).toEqual([])
  })

  it('breaks nothing where something else stands in its place', () => {
    localStorage.setItem('mine-odd', '{')
    expect(createStorage('mine-').kept('local', 'odd', 'otherwise')).toBe('otherwise')
  })

  it('lasts as long as the page where there is no room, and leaves what was there before for the next', () => {
    const mine = createStorage('mine-')
    mine.keep('local', 'draft', 'Halo')
    vi.stubGlobal('localStorage', full(localStorage))
    mine.keep('local', 'draft', 'Halo, apa')
    expect(mine.kept('local', 'draft', '')).toBe('Halo, apa')
    expect(localStorage.getItem('mine-draft')).toBe('"Halo"')
    mine.forgetAll()
    expect(mine.kept('local', 'draft', '')).toBe('')
    expect(localStorage.getItem('mine-draft')).toBeNull()
  })

  it.each([
    ['forbidden', forbidden],
    ['not there', () => null],
  ])('lasts as long as the page where storage is %s', (_, get) => {
    for (const room of ['localStorage', 'sessionStorage']) shut(room, get)
    const mine = createStorage('mine-')
    expect(mine.kept('local', 'a', 0)).toBe(0)
    mine.keep('local', 'a', 1)
    mine.keep('session', 'b', 2)
    expect([mine.kept('local', 'a', 0), mine.kept('session', 'b', 0)]).toEqual([1, 2])
    expect([mine.kept('session', 'a', 0), mine.kept('local', 'b', 0)]).toEqual([0, 0])
    expect(device.keys('mine-')).toEqual(['mine-a'])
    mine.drop('session', 'b')
    expect(mine.kept('session', 'b', 0)).toBe(0)
    mine.forgetAll()
    expect(mine.kept('local', 'a', 0)).toBe(0)
  })
})

describe('a sign-in', () => {
  it('lasts as long as the page where there is no room, and its used-up token is not found again', () => {
    const keeper = localKeeper('mine-tokens')
    keeper.write({ access_token: 'a1', refresh_token: 'r1' })
    vi.stubGlobal('localStorage', full(localStorage))
    const renewed = { access_token: 'a2', refresh_token: 'r2' }
    keeper.write(renewed)
    expect(keeper.read()).toEqual(renewed)
    expect(localStorage.getItem('mine-tokens')).toBeNull()
    keeper.write(null)
    expect(keeper.read()).toBeNull()
  })

  it('is renewed where locks are not to be had, and once only where they are', async () => {
    const keeper = { read: () => null, write: () => {}, watch: () => {} }
    const ask = vi.fn(async () => ({ access_token: 'new' }))
    vi.stubGlobal('navigator', { locks: { request: async () => forbidden() } })
    expect(await createBridge('shut', keeper, ask).renew()).toEqual({ access_token: 'new' })

    ask.mockRejectedValue(new Error('no connection'))
    ask.mockClear()
    vi.stubGlobal('navigator', { locks: { request: (_: string, run: () => Promise<unknown>) => run() } })
    await expect(createBridge('open', keeper, ask).renew()).rejects.toThrow('no connection')
    expect(ask).toHaveBeenCalledOnce()
  })

  it('of the control center lasts where tabs may not speak to each other', () => {
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        constructor() {
          forbidden()
        }
      },
    )
    const keeper = memoryKeeper('shut')
    keeper.write({ access_token: 'a' })
    expect(keeper.read()).toEqual({ access_token: 'a' })
  })
})
