import type { InternalTypes } from '@curhat/api'
import { Badge } from '@curhat/ui'
import { words } from '../../words'

type Customer = InternalTypes['schemas']['Customer']

/** Guest, or known by a phone or another account; or nobody any more. */
export function Kind({ customer }: { customer: Customer }) {
  const t = words.t.customers
  const anonymous = customer.erased_at ? t.erased : t.guest
  return (
    <Badge tone={customer.is_anonymous ? 'plain' : 'brand'}>{customer.is_anonymous ? anonymous : t.registered}</Badge>
  )
}

/** By what a customer can sign in. */
export function linked({ phone, has_google, has_apple }: Customer): string[] {
  const t = words.t.customers
  return [phone && t.phone, has_google && t.google, has_apple && t.apple].filter(
    (each) => typeof each === 'string' && each !== '',
  ) as string[]
}
