import { type PublicTypes, unwrap } from '@curhat/api'
import { type Load, useLoad } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { chat } from '../live/chat'
import { api } from '../session'

export type Pricing = PublicTypes['schemas']['Pricing']

/** What there is to choose, as it is now: asked anew when the operators change something. */
export function usePricing(): Load<Pricing> {
  const pricing = useLoad(() => unwrap(api.GET('/api/client/pricing')))
  const { again } = pricing
  useEffect(() => chat.onFrame((frame) => frame.type === 'config_updated' && again()), [again])
  return pricing
}
