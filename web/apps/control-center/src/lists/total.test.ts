import { setLang } from '@curhat/ui'
import { afterEach, expect, test } from 'vitest'
import { readAll } from './readAll'
import { countTotal, totalOf } from './total'

afterEach(() => setLang('id'))

const page = (total: number, total_is_exact: boolean, next_cursor: string | null = 'more') => ({
  items: [],
  next_cursor,
  total,
  total_is_exact,
})

test('what was counted to a bound only is said to be more, and is never less than what has been read', () => {
  const said =
    (...given: Parameters<typeof page>) =>
    (read: number) =>
      countTotal(totalOf(page(...given), read))
  expect(said(1000, true)(50)).toBe('1.000')
  expect(said(1000, false)(50)).toBe('1.000+')
  expect(said(1000, false)(1200)).toBe('1.200+')
  expect(said(1000, false, null)(1234)).toBe('1.234')
  expect(said(50, true)(51)).toBe('51')
  setLang('en')
  expect(said(1000, false)(50)).toBe('1,000+')
})

test('reading a list to its end names no end before it is known', async () => {
  const steps: [number, string][] = []
  const read = (cursor: string | undefined) =>
    Promise.resolve({ ...page(2, false, cursor === 'c' ? null : cursor ? 'c' : 'b'), items: [1, 2] })
  await readAll(read, new AbortController().signal, (done, total) => steps.push([done, countTotal(total)]))
  expect(steps).toEqual([
    [2, '2+'],
    [4, '4+'],
    [6, '6'],
  ])
})
