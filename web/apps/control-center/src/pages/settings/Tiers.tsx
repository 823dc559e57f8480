import { Badge, Button, confirm, Empty, errorSentence, rupiah, toast } from '@curhat/ui'
import { useRef, useState } from 'preact/hooks'
import { Icon } from '../../icons'
import { count } from '../../lists/count'
import { words } from '../../words'
import { TierDialog } from './TierDialog'
import { moveTier, removeTier, type Tier } from './tierCalls'

async function remove(tier: Tier) {
  const t = words.t.settings.tiers
  const agreed = await confirm({
    title: t.ask.title(tier.name),
    text: t.ask.text,
    yes: t.ask.yes,
    no: t.cancel,
    danger: true,
  })
  if (!agreed) return
  try {
    await removeTier(tier.id)
    toast(t.removed(tier.name))
  } catch (error) {
    toast(errorSentence(error), 'bad')
  }
}

interface RowProps {
  tiers: readonly Tier[]
  at: number
  mayChange: boolean
  move: (to: number) => unknown
  edit: () => void
}

function Row({ tiers, at, mayChange, move, edit }: RowProps) {
  const t = words.t.settings.tiers
  const tier = tiers[at]
  if (!tier) return null
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-3 first:border-t-0">
      <div class="min-w-48 grow">
        <p class="flex flex-wrap items-center gap-2">
          <span class="font-medium break-words">{tier.name}</span>
          <Badge tone={tier.is_active ? 'good' : 'plain'}>{tier.is_active ? t.offered : t.hidden}</Badge>
        </p>
        <p class="text-muted tabular-nums">
          {t.minutes(count(tier.duration_minutes))} · {rupiah(tier.price_idr)}
        </p>
      </div>
      {mayChange && (
        <div class="-mx-3 flex flex-wrap items-center sm:mx-0">
          <Button
            look="plain"
            data-way="up"
            aria-label={t.up(tier.name)}
            disabled={at === 0}
            onClick={() => move(at - 1)}
          >
            <Icon name="up" />
          </Button>
          <Button
            look="plain"
            data-way="down"
            aria-label={t.down(tier.name)}
            disabled={at === tiers.length - 1}
            onClick={() => move(at + 1)}
          >
            <Icon name="down" />
          </Button>
          <Button look="plain" aria-label={t.editOf(tier.name)} onClick={edit}>
            {t.edit}
          </Button>
          <Button look="plain" class="text-bad" aria-label={t.removeOf(tier.name)} onClick={() => remove(tier)}>
            {t.remove}
          </Button>
        </div>
      )}
    </li>
  )
}

/** A row that moves loses the focus, as does a button that can't be pressed any more: whoever goes by keys goes on from here. */
function focusRow(row: Element | undefined, way: 'up' | 'down') {
  const buttons = [...(row?.querySelectorAll<HTMLButtonElement>('[data-way]:enabled') ?? [])]
  const same = buttons.find((button) => button.dataset.way === way) ?? buttons[0]
  same?.focus()
}

/** What customers can buy, in the order in which they see it. */
export function Tiers({ tiers, mayChange }: { tiers: readonly Tier[]; mayChange: boolean }) {
  const t = words.t.settings.tiers
  const [editing, setEditing] = useState<Tier | 'new' | null>(null)
  const moving = useRef(false)
  const list = useRef<HTMLOListElement>(null)
  async function move(from: number, to: number) {
    if (moving.current) return
    moving.current = true
    try {
      await moveTier(tiers, from, to)
      toast(t.moved(tiers[from]?.name ?? '', count(to + 1)))
      // Not away from where one has gone meanwhile.
      const at = document.activeElement
      if (!at || at === document.body || at.matches(':disabled'))
        focusRow(list.current?.children[to], to < from ? 'up' : 'down')
    } catch (error) {
      toast(errorSentence(error), 'bad')
    } finally {
      moving.current = false
    }
  }
  return (
    <section id="price-tiers" aria-labelledby="price-tiers-title" class="card scroll-mt-20 p-5 sm:p-6">
      <div class="mb-3 flex flex-wrap items-start justify-between gap-3">
        <div class="min-w-0 grow basis-64">
          <h2 id="price-tiers-title" class="text-lg font-semibold">
            {t.title}
          </h2>
          <p class="mt-1 text-muted">{t.text}</p>
        </div>
        {mayChange && (
          <Button look="quiet" onClick={() => setEditing('new')}>
            {t.add}
          </Button>
        )}
      </div>
      {tiers.length ? (
        <ol ref={list} aria-labelledby="price-tiers-title">
          {tiers.map((tier, at) => (
            <Row
              key={tier.id}
              tiers={tiers}
              at={at}
              mayChange={mayChange}
              move={(to) => move(at, to)}
              edit={() => setEditing(tier)}
            />
          ))}
        </ol>
      ) : (
        <Empty title={t.empty} text={t.emptyText} />
      )}
      <TierDialog tier={editing} onClose={() => setEditing(null)} />
    </section>
  )
}
