import { ApiError } from '@curhat/api'
import type { Topic } from '@curhat/chat'
import { Button, Dialog, errorSentence, rupiah, toast } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { addressOf } from '../live/address'
import { chat } from '../live/chat'
import { words } from '../words'
import { type Choice, Choices, PricingState } from './Choices'
import { request } from './request'
import { useKey } from './useKey'
import { type Pricing, usePricing } from './usePricing'

const TRIAL = 'trial'

function choicesOf({ tiers, free_trial }: Pricing): Choice[] {
  const t = words.t.start
  const trial: Choice = {
    id: TRIAL,
    name: t.freeTrial,
    minutes: free_trial.duration_minutes,
    price: t.free,
    note: t.freeOnce,
  }
  return [
    ...(free_trial.enabled && free_trial.eligible ? [trial] : []),
    ...tiers.map(({ id, name, duration_minutes, price_idr }) => ({
      id,
      name,
      minutes: duration_minutes,
      price: rupiah(price_idr),
    })),
  ]
}

/** What it costs, before it is begun. */
export function PriceSheet({ topic, leave }: { topic: Topic; leave: () => void }) {
  const t = words.t.start
  const [, go] = useLocation()
  const pricing = usePricing()
  const [wanted, setWanted] = useState<string | null>(null)
  const [complaint, setComplaint] = useState('')
  const once = useKey()

  const choices = pricing.data ? choicesOf(pricing.data) : []
  const chosen = choices.find((each) => each.id === wanted) ?? choices[0]

  async function ask() {
    if (!chosen) return
    setComplaint('')
    const body = {
      topic_sensitivity: topic,
      ...(chosen.id === TRIAL ? { free_trial: true } : { price_tier_id: chosen.id }),
    }
    try {
      const id = await once(JSON.stringify(body), (key, again) => request(body, key, again))
      go(`/searching/${id}`, { replace: true })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      await refused(error)
    }
  }

  async function refused(error: ApiError) {
    const open = error.problem.session_id
    if (error.code === 'SESSION_ALREADY_OPEN' && open) {
      await chat.look(open).catch(() => undefined)
      const session = chat.sessions.get(open)
      toast(t.alreadyOpen)
      go(session ? addressOf(session) : '/home', { replace: true })
    } else if (error.code === 'REGISTRATION_REQUIRED') {
      go('/auth/phone', { replace: true })
      toast(errorSentence(error), 'bad')
    } else {
      setComplaint(errorSentence(error))
      if (error.code === 'FREE_TRIAL_UNAVAILABLE' || error.code === 'PRICE_TIER_NOT_FOUND') pricing.again()
    }
  }

  return (
    <Dialog open sheet locked title={t.priceTitle} onClose={leave}>
      <p class="mb-4 text-muted">{t.priceBody}</p>
      <PricingState pricing={pricing}>
        {() => <Choices choices={choices} chosen={chosen?.id ?? null} choose={setWanted} />}
      </PricingState>
      <div role="alert">{complaint && <p class="mt-4 rounded-xl bg-bad-soft px-4 py-3 text-bad">{complaint}</p>}</div>
      <div class="mt-5 grid gap-2">
        {chosen && (
          <Button class="min-h-14 text-lg" onClick={ask}>
            {t.find(chosen.price)}
          </Button>
        )}
        <Button look="plain" onClick={leave}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
