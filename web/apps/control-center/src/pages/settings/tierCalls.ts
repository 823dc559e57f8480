import { type InternalTypes, unwrap } from '@curhat/api'
import { queries } from '../../lists/queries'
import { api } from '../../session'
import { hold } from './useConfig'

export type Tier = InternalTypes['schemas']['PriceTierSetting']
export type NewTier = InternalTypes['schemas']['NewPriceTier']

const reread = () => queries.invalidateQueries({ queryKey: ['config'] })
const patch = (id: string, body: InternalTypes['schemas']['PriceTierPatch']) =>
  unwrap(api.PATCH('/internal/config/price-tiers/{id}', { params: { path: { id } }, body }))

export async function createTier(body: NewTier) {
  await unwrap(api.POST('/internal/config/price-tiers', { body }))
  await reread()
}

export async function changeTier(id: string, body: NewTier) {
  await patch(id, body)
  await reread()
}

export async function removeTier(id: string) {
  await unwrap(api.DELETE('/internal/config/price-tiers/{id}', { params: { path: { id } } }))
  await reread()
}

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
