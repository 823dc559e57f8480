import type { InternalTypes } from '@curhat/api'
import { day, Empty, rupiah } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { count } from '../lists/count'
import { words } from '../words'
import { Chart } from './Chart'

type Day = InternalTypes['schemas']['DashboardDay']
type What = 'sessions' | 'revenue'

const noon = (date: string) => `${date}T12:00:00`
const sum = (days: readonly Day[], of: (day: Day) => number) => days.reduce((total, each) => total + of(each), 0)

function AsTable({ days }: { days: readonly Day[] }) {
  const t = words.t.dashboard.chart
  const cell = 'border-b border-line px-3 py-2 text-right tabular-nums whitespace-nowrap'
  return (
    <details class="mt-4 print:hidden">
      <summary class="inline-flex min-h-11 cursor-pointer items-center rounded-lg px-2 text-muted underline hover:text-fg">
        {t.table}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section aria-label={words.t.lists.table(t.title)} tabIndex={0} class="mt-2 max-h-96 overflow-auto">
        <table class="w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr>
              {[t.day, t.sessions, t.sensitive, t.revenue].map((label, index) => (
                <th
                  key={label}
                  scope="col"
                  class={`sticky top-0 border-b border-line bg-card px-3 py-2 text-muted ${index ? 'text-right' : 'text-left'}`}
                >
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((each) => (
              <tr key={each.date}>
                <th scope="row" class="border-b border-line px-3 py-2 text-left font-normal whitespace-nowrap">
                  {day(noon(each.date))}
                </th>
                <td class={cell}>{count(each.sessions)}</td>
                <td class={cell}>{count(each.sensitive)}</td>
                <td class={cell}>{rupiah(each.revenue_idr)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

/** Thirty days as bars, and as a table for who can't see bars. */
export function LastDays({ days }: { days: readonly Day[] }) {
  const t = words.t.dashboard.chart
  const [what, setWhat] = useState<What>('sessions')
  const [pointed, setPointed] = useState<number | null>(null)
  const value = (each: Day) => (what === 'sessions' ? each.sessions : each.revenue_idr)
  const written = what === 'sessions' ? count : rupiah
  const values = days.map(value)
  const one = pointed === null ? undefined : days[pointed]
  return (
    <section aria-labelledby="last-days" class="card p-4 sm:p-6">
      <header class="mb-4 flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 id="last-days" class="text-lg font-semibold tracking-tight">
            {t.title}
          </h2>
          <p class="text-muted tabular-nums">
            {one
              ? `${day(noon(one.date))}: ${t.point(count(one.sessions), count(one.sensitive), rupiah(one.revenue_idr))}`
              : t.total(count(sum(days, (each) => each.sessions)), rupiah(sum(days, (each) => each.revenue_idr)))}
          </p>
        </div>
        <fieldset class="flex gap-1 rounded-xl bg-bg p-1 print:hidden">
          <legend class="sr-only">{t.what}</legend>
          {(['sessions', 'revenue'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === what}
              class="min-h-11 rounded-lg px-4 text-sm text-muted hover:text-fg aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-fg aria-pressed:shadow-sm"
              onClick={() => setWhat(each)}
            >
              {t[each]}
            </button>
          ))}
        </fieldset>
      </header>
      {sum(days, (each) => each.sessions) === 0 ? (
        <Empty title={t.empty} text={t.emptyText} />
      ) : (
        <>
          <Chart
            alt={t.alt(t[what], written(Math.min(...values)), written(Math.max(...values)))}
            bars={days.map((each) => ({
              label: new Date(noon(each.date)),
              value: value(each),
              part: what === 'sessions' ? each.sensitive : 0,
            }))}
            tick={
              what === 'sessions'
                ? count
                : (n) => (n >= 1_000_000 ? `${count(n / 1_000_000)} jt` : `${count(n / 1000)} rb`)
            }
            pointed={pointed}
            onPoint={setPointed}
          />
          {what === 'sessions' && (
            <p class="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
              <span class="inline-flex items-center gap-2">
                <span aria-hidden="true" class="size-3 rounded-sm bg-brand" />
                {t.regular}
              </span>
              <span class="inline-flex items-center gap-2">
                <span aria-hidden="true" class="size-3 rounded-sm bg-chart-warn" />
                {t.sensitive}
              </span>
            </p>
          )}
        </>
      )}
      <AsTable days={days} />
    </section>
  )
}
