import { Button, zoneName } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Icon } from '../icons'
import { PRESETS, type RangeValues, rangeDays } from '../lists/range'
import { words } from '../words'

/** The bar above a list. */
export function FilterBar({
  filtered,
  onReset,
  children,
}: {
  filtered: boolean
  onReset: () => void
  children: ComponentChildren
}) {
  const t = words.t.lists
  return (
    <search aria-label={t.filters} class="mb-4 flex flex-wrap items-end gap-3 print:hidden">
      {children}
      {filtered && (
        <Button look="plain" onClick={onReset}>
          {t.reset}
        </Button>
      )}
    </search>
  )
}

/** What is typed is searched for after a pause, without an entry in the history for each letter. */
export function SearchBox({
  label,
  value,
  onSearch,
}: {
  label: string
  value: string
  onSearch: (text: string) => void
}) {
  const id = useId()
  const [text, setText] = useState(value)
  const sent = useRef(value)
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  // A reset or a way back changes it from outside.
  useEffect(() => {
    if (value !== sent.current) {
      clearTimeout(pause.current)
      setText(value)
    }
    sent.current = value
  }, [value])
  useEffect(() => () => clearTimeout(pause.current), [])
  const search = (next: string) => {
    sent.current = next.trim()
    onSearch(next.trim())
  }
  return (
    <div class="w-full sm:w-52 2xl:w-72">
      <label for={id} class="mb-1 block text-sm text-muted">
        {label}
      </label>
      <div class="relative">
        <Icon name="search" class="pointer-events-none absolute top-3 left-3 size-5 text-muted" />
        <input
          id={id}
          type="search"
          class="inp pl-10"
          value={text}
          onInput={(event) => {
            const next = event.currentTarget.value
            setText(next)
            clearTimeout(pause.current)
            pause.current = setTimeout(() => search(next), 300)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            clearTimeout(pause.current)
            search(text)
          }}
        />
      </div>
    </div>
  )
}

/** One filter with the browser's own control. The first choice, with an empty value, is all. */
export function SelectFilter({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string
  value: string
  choices: readonly (readonly [value: string, label: string])[]
  onChoose: (value: string) => void
}) {
  const id = useId()
  return (
    <div class="min-w-36 grow basis-36 sm:max-w-64 sm:grow-0 sm:basis-auto">
      <label for={id} class="mb-1 block text-sm whitespace-nowrap text-muted">
        {label}
      </label>
      <select id={id} class="inp" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {choices.map(([each, name]) => (
          <option key={each} value={each} selected={each === value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Today, 7 or 30 days, or days of one's own; in the viewer's zone, which is named. */
export function RangeFilter({ values, set }: { values: RangeValues; set: (change: RangeValues) => void }) {
  const t = words.t.lists.range
  const first = useId()
  const last = useId()
  const own = values.range === 'custom' || (!PRESETS[values.range] && Boolean(values.from || values.to))
  const days = rangeDays(values)
  const choose = (range: string) => set({ range, ...(range === 'custom' ? days : { from: '', to: '' }) })
  const change = (more: Partial<RangeValues>) => set({ range: 'custom', ...days, ...more })
  return (
    <>
      <SelectFilter
        label={own || values.range ? t.inZone(zoneName()) : t.label}
        value={own ? 'custom' : values.range}
        choices={[
          ['', t.any],
          ['today', t.today],
          ['7', t.week],
          ['30', t.month],
          ['custom', t.custom],
        ]}
        onChoose={choose}
      />
      {own && (
        <>
          <div class="grow basis-36 sm:grow-0">
            <label for={first} class="mb-1 block text-sm text-muted">
              {t.from}
            </label>
            <input
              id={first}
              type="date"
              class="inp"
              value={days.from}
              max={days.to || undefined}
              onChange={(event) => change({ from: event.currentTarget.value })}
            />
          </div>
          <div class="grow basis-36 sm:grow-0">
            <label for={last} class="mb-1 block text-sm text-muted">
              {t.to}
            </label>
            <input
              id={last}
              type="date"
              class="inp"
              value={days.to}
              min={days.from || undefined}
              onChange={(event) => change({ to: event.currentTarget.value })}
            />
          </div>
        </>
      )}
    </>
  )
}
