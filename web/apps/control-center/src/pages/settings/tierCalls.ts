import { type InternalTypes, unwrap } from '@curhat/api'
import { queries } from '../../lists/queries'
import { api } from '../../session'
import { hold } from './useConfig'

export type Tier = InternalTypes['schemas']['PriceTierSetting']
export type NewTier = InternalTypes['schemas']['NewPriceTier']

const reread = () => queries.invalidateQueries({ queryKey: ['config'] })

/** What was asked for may have been done though no answer came: either way it is seen how things stand now. */
async function thenReread(change: Promise<unknown>) {
  try {
    await change
  } finally {
    await reread()
  }
}

const patch = (id: string, body: InternalTypes['schemas']['PriceTierPatch']) =>
  unwrap(api.PATCH('/internal/config/price-tiers/{id}', { params: { path: { id } }, body }))

export const createTier = (body: NewTier) => thenReread(unwrap(api.POST('/internal/config/price-tiers', { body })))

export const changeTier = (id: string, body: NewTier) => thenReread(patch(id, body))

export const removeTier = (id: string) =>
  thenReread(unwrap(api.DELETE('/internal/config/price-tiers/{id}', { params: { path: { id } } })))

/** Moves a tier by one place; seen at once. Only those whose position changes are sent. */
export async function moveTier(tiers: readonly Tier[], from: number, to: number) {
  const order = [...tiers]
  const [moved] = order.splice(from, 1)
  if (!moved) return
  order.splice(to, 0, moved)
  const placed = order.map((tier, index) => ({ ...tier, position: index + 1 }))
  await queries.cancelQueries({ queryKey: ['config'] })
  hold((before) => ({ ...before, price_tiers: placed }))
  try {
    for (const tier of placed) {
      const before = tiers.find(({ id }) => id === tier.id)
      if (before?.position !== tier.position) await patch(tier.id, { position: tier.position })
    }
  } finally {
    await reread()
  }
}
