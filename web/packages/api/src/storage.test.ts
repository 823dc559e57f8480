import { afterEach, describe, expect, it, vi } from 'vitest'
import { createStorage, localKeeper } from './index'

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
  sessionStorage.clear()
})

describe('what an app keeps', () => {
  it('is forgotten with the sign-in, and nothing of another app', () => {
    const mine = createStorage('mine-')
    const forgotten = vi.fn()
    mine.onForget(forgotten)
    mine.keep(localStorage, 'a', { n: 1 })
    mine.keep(sessionStorage, 'b', [2])
    createStorage('theirs-').keep(localStorage, 'a', 3)
    expect(mine.kept(localStorage, 'a', null)).toEqual({ n: 1 })
    mine.forgetAll()
    expect([mine.kept(localStorage, 'a', null), mine.kept(sessionStorage, 'b', null)]).toEqual([null, null])
    expect(createStorage('theirs-').kept(localStorage, 'a', 0)).toBe(3)
    expect(forgotten).toHaveBeenCalledOnce()
  })

  it('breaks nothing where there is no room, or where something else stands in its place', () => {
    const mine = createStorage('mine-')
    localStorage.setItem('mine-odd', '{')
    expect(mine.kept(localStorage, 'odd', 'otherwise')).toBe('otherwise')
    const full = {
      getItem: () => null,
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    } as unknown as Storage
    expect(() => mine.keep(full, 'a', 1)).not.toThrow()
    expect(mine.kept(full, 'a', 'otherwise')).toBe('otherwise')
  })
})

describe('a sign-in', () => {
  it('lasts as long as the page where there is no room, and its used-up token is not found again', () => {
    const keeper = localKeeper('mine-tokens')
    keeper.write({ access_token: 'a1', refresh_token: 'r1' })
    const room = localStorage
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => room.getItem(name),
      removeItem: (name: string) => room.removeItem(name),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    const renewed = { access_token: 'a2', refresh_token: 'r2' }
    keeper.write(renewed)
    expect(keeper.read()).toEqual(renewed)
    expect(localKeeper('mine-tokens').read()).toBeNull()
    keeper.write(null)
    expect(keeper.read()).toBeNull()
  })
})
