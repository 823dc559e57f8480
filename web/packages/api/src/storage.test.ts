import { afterEach, describe, expect, it, vi } from 'vitest'
import { createStorage } from './index'

afterEach(() => {
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
