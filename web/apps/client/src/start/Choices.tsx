import { Empty, Failure, type Load, Skeleton } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { words } from '../words'
import type { Pricing } from './usePricing'

export interface Choice {
  id: string
  name: string
  minutes: number
  price: string
  note?: string
}

interface Props {
  choices: Choice[]
  chosen: string | null
  choose: (id: string) => void
}

/** A length and its price, one of several. */
export function Choices({ choices, chosen, choose }: Props) {
  const t = words.t.start
  const group = useId()
  return (
    <fieldset class="grid gap-2">
      <legend class="sr-only">{t.tiers}</legend>
      {choices.map((each) => {
        const length = t.minutes(each.minutes)
        // Most prices are named after how long they last: said once, that is enough.
        const more = each.note ?? (each.name === length ? '' : each.name)
        return (
          <label
            key={each.id}
            class="flex min-h-16 cursor-pointer items-center gap-3 rounded-2xl border-2 border-line px-4 py-2 transition-colors has-checked:border-brand has-checked:bg-brand-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
          >
            <input
              type="radio"
              name={group}
              value={each.id}
              checked={each.id === chosen}
              class="size-5 shrink-0 accent-(--brand) outline-none"
              onChange={() => choose(each.id)}
            />
            <span class="min-w-0 grow">
              <span class="block font-semibold">{length}</span>
              {more && <span class="block text-sm text-muted">{more}</span>}
            </span>
            <span class="text-lg font-semibold tabular-nums">{each.price}</span>
          </label>
        )
      })}
    </fieldset>
  )
}

/** The choices, or why there are none. */
export function PricingState({
  pricing,
  children,
}: {
  pricing: Load<Pricing>
  children: (known: Pricing) => ComponentChildren
}) {
  const t = words.t.start
  if (pricing.data) {
    const { tiers, free_trial } = pricing.data
    const none = !tiers.length && !(free_trial.enabled && free_trial.eligible)
    return none ? <Empty title={t.noTiers} text={t.noTiersText} /> : children(pricing.data)
  }
  if (pricing.error) return <Failure error={pricing.error} again={pricing.again} />
  return (
    <div class="grid gap-2" aria-busy="true">
      {[0, 1, 2].map((at) => (
        <div key={at} class="h-16">
          {pricing.slow && <Skeleton class="h-16 rounded-2xl" />}
        </div>
      ))}
    </div>
  )
}
