import { expect, test } from 'vitest'
import { guardLeaving, mayLeave } from './leaving'

test('whoever signs out is asked too while something is not saved', async () => {
  expect(await mayLeave()).toBe(true)
  const stop = guardLeaving(async () => false)
  expect(await mayLeave()).toBe(false)
  stop()
  expect(await mayLeave()).toBe(true)
})
