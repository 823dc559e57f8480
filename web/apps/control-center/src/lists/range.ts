import { dayKey } from '@curhat/ui'

/** As it stands in the address: a preset, or days of one's own. */
export interface RangeValues {
  range: string
  from: string
  to: string
}
/** The names of a range in the address, for `useListState`. */
export const RANGE = ['range', 'from', 'to'] as const

export const PRESETS: Record<string, number> = { today: 1, '7': 7, '30': 30 }

const DAY = /^\d{4}-\d{2}-\d{2}$/
const midnight = (key: string) => {
  const [year = 0, month = 1, day = 1] = key.split('-').map(Number)
  return new Date(year, month - 1, day)
}
const shifted = (date: Date, days: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days)

/** The days that are meant, both inclusive, in the viewer's zone. Empty where there is no bound. */
export function rangeDays({ range, from, to }: RangeValues, now = new Date()): { from: string; to: string } {
  const length = PRESETS[range]
  if (length) return { from: dayKey(shifted(now, 1 - length)), to: dayKey(now) }
  return { from: DAY.test(from) ? from : '', to: DAY.test(to) ? to : '' }
}

/** The same as instants for the API: from the first day's midnight to the last one's last millisecond. */
export function rangeQuery(values: RangeValues): { from?: string; to?: string } {
  const { from, to } = rangeDays(values)
  return {
    ...(from ? { from: midnight(from).toISOString() } : {}),
    ...(to ? { to: new Date(shifted(midnight(to), 1).getTime() - 1).toISOString() } : {}),
  }
}
