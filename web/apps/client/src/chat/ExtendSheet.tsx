import type { ChatSession } from '@curhat/chat'
import { Button, Dialog, errorSentence, rupiah } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { Choices, PricingState } from '../start/Choices'
import { useKey } from '../start/useKey'
import { usePricing } from '../start/usePricing'
import { words } from '../words'
import { extend } from './act'

/** More time: how much, and what it costs. */
export function ExtendSheet({ session, close }: { session: ChatSession; close: () => void }) {
  const t = words.t.chat
  const pricing = usePricing()
  const [wanted, setWanted] = useState<string | null>(null)
  const [complaint, setComplaint] = useState('')
  const once = useKey()
  const tiers = pricing.data?.tiers ?? []
  const chosen = tiers.find(({ id }) => id === wanted) ?? tiers[0]

  async function ask() {
    if (!chosen) return
    setComplaint('')
    try {
      await once(chosen.id, (key, again) => extend(session.id, chosen.id, key, again))
      close()
    } catch (error) {
      setComplaint(errorSentence(error))
    }
  }

  return (
    <Dialog open sheet locked title={t.extendTitle} onClose={close}>
      <p class="mb-4 text-muted">{t.extendText(session.counterpart?.display_name ?? '')}</p>
      <PricingState pricing={pricing}>
        {() => (
          <Choices
            choices={tiers.map(({ id, name, duration_minutes, price_idr }) => ({
              id,
              name,
              minutes: duration_minutes,
              price: rupiah(price_idr),
            }))}
            chosen={chosen?.id ?? null}
            choose={setWanted}
          />
        )}
      </PricingState>
      <div role="alert">{complaint && <p class="mt-4 rounded-xl bg-bad-soft px-4 py-3 text-bad">{complaint}</p>}</div>
      <div class="mt-5 grid gap-2">
        {chosen && (
          <Button class="min-h-14 text-lg max-[22rem]:text-base" onClick={ask}>
            {t.ask(rupiah(chosen.price_idr))}
          </Button>
        )}
        <Button look="plain" onClick={close}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
