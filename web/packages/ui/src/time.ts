import { lang } from './i18n'

let offset = 0
/** The server's clock minus ours, in ms, as the socket has learnt it. */
export const setServerOffset = (ms: number) => {
  offset = ms
}
/** The server's time now, in ms: deadlines are the server's. */
export const serverNow = () => Date.now() + offset

const locale = () => (lang.value === 'en' ? 'en-GB' : 'id-ID')
type When = string | number | Date
const format = (when: When, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), options).format(new Date(when))

/** 14:05 */
export const clock = (when: When) =>
  format(when, { hour: '2-digit', minute: '2-digit', hour12: false }).replace('.', ':')
/** 3 Nov 2026 */
export const day = (when: When) => format(when, { day: 'numeric', month: 'short', year: 'numeric' })
/** 3 Nov 2026 14:05 WIB */
export const dateTime = (when: When) => `${day(when)} ${clock(when)} ${zoneName(when)}`
/** 2026-11-03, in the viewer's zone: to group by. */
export function dayKey(when: When) {
  const date = new Date(when)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const INDONESIAN_ZONES: Record<number, string> = { [-420]: 'WIB', [-480]: 'WITA', [-540]: 'WIT' }

/** WIB, WITA or WIT where that is the viewer's zone; else as the browser names it. */
export function zoneName(when: When = Date.now()) {
  const date = new Date(when)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''
  const own = /^Asia\/(Jakarta|Pontianak|Makassar|Jayapura)/.test(zone) && INDONESIAN_ZONES[date.getTimezoneOffset()]
  if (own) return own
  const parts = new Intl.DateTimeFormat(locale(), { timeZoneName: 'short' }).formatToParts(date)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** "3 menit yang lalu", "in 2 hours" */
export function relative(when: When, now = serverNow()) {
  const ms = new Date(when).getTime() - now
  const [unit, size] = STEPS.find(([, step]) => Math.abs(ms) >= step) ?? (['second', 1000] as const)
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.trunc(ms / size), unit)
}

/** 3,2: seconds to a tenth, in the viewer's way of writing. */
export const tenths = (ms: number) =>
  new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(ms / 1000)

/** 4:59, 1:02:03. What is left of a second counts as a second; never below zero. */
export function duration(ms: number) {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
