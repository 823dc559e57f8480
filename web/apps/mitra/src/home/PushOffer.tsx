import { PushCard } from '@curhat/ui'
import { signal } from '@preact/signals'
import { push } from '../live/push'
import { keep, kept, onForget } from '../storage'

const asked = signal(kept<boolean>('local', 'push-asked', false))
onForget(() => {
  asked.value = false
})

/** A request that nobody hears is a request missed. */
export default function PushOffer() {
  return (
    <PushCard
      push={push}
      asked={asked.value}
      onAsked={() => {
        keep('local', 'push-asked', true)
        asked.value = true
      }}
    />
  )
}
