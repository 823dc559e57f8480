import { count, percent } from '../lists/count'
import { words } from '../words'
import type { MitraActivity } from './list'

/** One mitra's figures. */
export function Tiles({ row }: { row: MitraActivity }) {
  const t = words.t.activity.columns
  const tiles = [
    [t.received, count(row.received)],
    [t.accepted, count(row.accepted)],
    [t.rejected, count(row.rejected)],
    [t.missed, count(row.missed)],
    [t.ignored, count(row.ignored)],
    [t.rate, percent(row.acceptance_rate)],
    [t.sensitiveTotal, count(row.sensitive_total)],
    [t.sensitiveAccepted, count(row.sensitive_accepted)],
    [t.sensitiveRate, row.sensitive_rate === null ? words.t.lists.none : percent(row.sensitive_rate)],
  ] as const
  return (
    <dl class="card mb-6 grid grid-cols-2 gap-x-6 gap-y-5 p-4 min-[30rem]:grid-cols-3 sm:p-6 2xl:grid-cols-9">
      {tiles.map(([label, value]) => (
        <div key={label} class="min-w-0">
          <dt class="text-sm text-muted">{label}</dt>
          <dd class="mt-0.5 text-xl font-semibold tracking-tight tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
