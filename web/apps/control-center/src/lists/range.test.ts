import { expect, test } from 'vitest'
import { rangeDays, rangeQuery } from './range'

const none = { range: '', from: '', to: '' }

test('presets are whole days that end today', () => {
  const now = new Date(2026, 10, 23, 15, 4)
  expect(rangeDays({ ...none, range: 'today' }, now)).toEqual({ from: '2026-11-23', to: '2026-11-23' })
  expect(rangeDays({ ...none, range: '7' }, now)).toEqual({ from: '2026-11-17', to: '2026-11-23' })
  expect(rangeDays({ ...none, range: '30' }, now)).toEqual({ from: '2026-10-25', to: '2026-11-23' })
})

test('both days are inclusive, in the zone of the viewer', () => {
  const { from, to } = rangeQuery({ range: 'custom', from: '2026-11-01', to: '2026-11-02' })
  expect(from).toBe('2026-10-31T17:00:00.000Z')
  expect(to).toBe('2026-11-02T16:59:59.999Z')
})

test('what is no day is no bound', () => {
  expect(rangeQuery({ range: 'custom', from: 'yesterday', to: '' })).toEqual({})
  expect(rangeQuery({ ...none, range: 'forever' })).toEqual({})
})
