import type { InternalTypes } from '@curhat/api'
import { Badge } from '@curhat/ui'
import { words } from '../../words'

type Customer = InternalTypes['schemas']['Customer']

/** Guest, or known by a phone or another account. */
export const Kind = ({ customer }: { customer: Customer }) => (
  <Badge tone={customer.is_anonymous ? 'plain' : 'brand'}>
    {customer.is_anonymous ? words.t.customers.guest : words.t.customers.registered}
  </Badge>
)

/** By what a customer can sign in. */
export function linked({ phone, has_google, has_apple }: Customer): string[] {
  const t = words.t.customers
  return [phone && t.phone, has_google && t.google, has_apple && t.apple].filter(
    (each) => typeof each === 'string' && each !== '',
  ) as string[]
}
