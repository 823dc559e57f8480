import { expect, test, vi } from 'vitest'
import { queries } from '../../lists/queries'
import { changeTier, createTier, removeTier } from './tierCalls'

const lost = vi.hoisted(() => () => Promise.reject(new TypeError('no answer')))
vi.mock('../../session', () => ({ api: { POST: lost, PATCH: lost, DELETE: lost }, can: () => true }))

test('where no answer came the tiers are read anew: it may have been done', async () => {
  const tier = { name: 'Cepat', duration_minutes: 5, price_idr: 1000, is_active: true }
  for (const call of [() => createTier(tier), () => changeTier('a', tier), () => removeTier('a')]) {
    queries.setQueryData(['config'], { price_tiers: [] })
    await expect(call()).rejects.toThrow('No connection')
    expect(queries.getQueryState(['config'])?.isInvalidated).toBe(true)
  }
})
