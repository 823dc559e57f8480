import { Dialog, Field, nameProblem, rupiah, toast, useForm } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { count } from '../../lists/count'
import { CheckField } from '../../parts/CheckField'
import { FormFoot } from '../../parts/FormFoot'
import { words } from '../../words'
import { changeTier, createTier, type Tier } from './tierCalls'

type Name = 'name' | 'duration_minutes' | 'price_idr' | 'is_active'

const whole = (text: string, min: number, max: number) => {
  const typed = text.trim()
  if (/^\d+$/.test(typed) && Number(typed) >= min && Number(typed) <= max) return
  return typed ? words.t.settings.between(count(min), count(max)) : words.t.settings.tiers.required
}

function check({ name, duration_minutes, price_idr }: Record<Name, string>) {
  const found: Partial<Record<Name, string>> = {}
  const named = nameProblem(name, 60)
  if (named) found.name = named
  const duration = whole(duration_minutes, 1, 1440)
  if (duration) found.duration_minutes = duration
  const price = whole(price_idr, 0, 100_000_000)
  if (price) found.price_idr = price
  return found
}

function TierForm({ tier, onClose }: { tier: Tier | null; onClose: () => void }) {
  const t = words.t.settings.tiers
  const [price, setPrice] = useState(tier ? String(tier.price_idr) : '')
  const form = useForm<Name>({
    fields: ['name', 'duration_minutes', 'price_idr', 'is_active'],
    check,
    async send(values) {
      const body = {
        name: values.name.trim(),
        duration_minutes: Number(values.duration_minutes),
        price_idr: Number(values.price_idr),
        is_active: values.is_active === 'on',
      }
      await (tier ? changeTier(tier.id, body) : createTier(body))
      onClose()
      toast(t.saved(body.name))
    },
  })
  return (
    <form noValidate class="grid gap-4" onSubmit={form.onSubmit}>
      <Field
        label={t.name}
        hint={t.nameHint}
        name="name"
        autoComplete="off"
        defaultValue={tier?.name ?? ''}
        error={form.errors.name}
      />
      <Field
        label={t.duration}
        name="duration_minutes"
        inputMode="numeric"
        autoComplete="off"
        unit={words.t.settings.units.minutes}
        defaultValue={tier ? String(tier.duration_minutes) : ''}
        error={form.errors.duration_minutes}
      />
      <Field
        label={t.price}
        hint={/^\d+$/.test(price) ? t.priceHint(rupiah(Number(price))) : undefined}
        name="price_idr"
        inputMode="numeric"
        autoComplete="off"
        unit={t.rupiah}
        value={price}
        onInput={(event: Event) => setPrice((event.currentTarget as HTMLInputElement).value.trim())}
        error={form.errors.price_idr}
      />
      <CheckField label={t.active} hint={t.activeHint} name="is_active" defaultChecked={tier?.is_active ?? true} />
      <FormFoot error={form.errors.form} submit={t.submit} cancel={t.cancel} busy={form.busy} onCancel={onClose} />
    </form>
  )
}

/** Makes a price tier, or changes one. */
export function TierDialog({ tier, onClose }: { tier: Tier | 'new' | null; onClose: () => void }) {
  const t = words.t.settings.tiers
  const title = tier === 'new' ? t.addTitle : tier ? t.editTitle(tier.name) : ''
  return (
    <Dialog open={tier !== null} title={title} onClose={onClose}>
      {tier && <TierForm tier={tier === 'new' ? null : tier} onClose={onClose} />}
    </Dialog>
  )
}
