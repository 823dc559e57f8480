import { afterEach, expect, test, vi } from 'vitest'
import { queries } from '../../lists/queries'
import { groups } from './groups'
import { save } from './useConfig'

const hands = vi.hoisted(() => ({ saved: (_: object) => {} }))
vi.mock('../../session', () => ({
  api: {
    PATCH: () =>
      new Promise((resolve) => {
        hands.saved = (data) => resolve({ data, response: new Response() })
      }),
  },
  can: () => true,
}))

afterEach(() => queries.clear())

test('what was asked while a change was on its way does not bring back how it was before', async () => {
  const anonymity = groups.find(({ key }) => key === 'anonymity') as (typeof groups)[0]
  queries.setQueryData(['config'], { anonymity: { enabled: true } })
  const saving = save(anonymity, { enabled: false })
  // One comes back to the window; the answer was written before the change, and arrives after it.
  let arrive = () => {}
  const asked = queries
    .fetchQuery({
      queryKey: ['config'],
      staleTime: 0,
      queryFn: () =>
        new Promise((resolve) => {
          arrive = () => resolve({ anonymity: { enabled: true } })
        }),
    })
    .catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve))
  hands.saved({ enabled: false })
  await saving
  arrive()
  await asked
  await new Promise((resolve) => setTimeout(resolve))
  expect(queries.getQueryData(['config'])).toEqual({ anonymity: { enabled: false } })
})
