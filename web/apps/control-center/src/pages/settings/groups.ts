import type { InternalTypes } from '@curhat/api'
import type { words } from '../../words'

export type Config = InternalTypes['schemas']['Config']
/** A group by its name in the configuration. */
export type GroupKey = Exclude<keyof Config, 'price_tiers'>
export type Value = boolean | number | string
export type Values = Record<string, Value>

type Unit = keyof typeof words.t.settings.units
export type FieldSpec =
  | { name: string; kind: 'check' }
  | { name: string; kind: 'number'; unit: Unit; min: number; max: number }
  | { name: string; kind: 'choice'; choices: readonly string[] }

export interface Group {
  key: GroupKey
  /** Its name in the address: `PATCH /internal/config/{path}`. */
  path: string
  fields: readonly FieldSpec[]
}

const check = (name: string): FieldSpec => ({ name, kind: 'check' })
const number = (name: string, unit: Unit, min: number, max: number): FieldSpec => ({
  name,
  kind: 'number',
  unit,
  min,
  max,
})
const DAY = 86_400

/** All groups, in the order of the page: what operators touch most stands first. */
export const groups: readonly Group[] = [
  { key: 'sensitivity', path: 'sensitivity', fields: [check('confirmation_enabled'), check('one_way_latch')] },
  { key: 'anonymity', path: 'anonymity', fields: [check('enabled')] },
  {
    key: 'free_trial',
    path: 'free-trial',
    fields: [check('enabled'), number('duration_minutes', 'minutes', 1, 1440)],
  },
  { key: 'extension_timeout', path: 'extension-timeout', fields: [number('seconds', 'seconds', 1, DAY)] },
  { key: 'early_end', path: 'early-end', fields: [check('customer'), check('mitra')] },
  {
    key: 'mitra_ping',
    path: 'mitra-ping',
    fields: [check('required'), number('interval_seconds', 'seconds', 1, DAY)],
  },
  {
    key: 'chat',
    path: 'chat',
    fields: [
      number('request_timeout_seconds', 'seconds', 1, DAY),
      number('closure_grace_seconds', 'seconds', 1, DAY),
      number('mitra_max_concurrent_sessions', 'sessions', 1, 1000),
    ],
  },
  {
    key: 'mitra_quality',
    path: 'mitra-quality',
    fields: [number('min_requests', 'requests', 1, 100_000), number('max_unanswered_percent', 'percent', 0, 100)],
  },
  {
    key: 'otp',
    path: 'otp',
    fields: [
      number('expiry_seconds', 'seconds', 1, DAY),
      number('resend_cooldown_seconds', 'seconds', 0, DAY),
      number('max_attempts', 'times', 1, 100),
      number('max_per_phone_per_hour', 'perHour', 1, 100_000),
      number('max_per_ip_per_hour', 'perHour', 1, 100_000),
    ],
  },
  {
    key: 'identity',
    path: 'identity',
    fields: [{ name: 'on_conflict', kind: 'choice', choices: ['reject', 'merge'] }],
  },
  {
    key: 'cc_lockout',
    path: 'cc-lockout',
    fields: [number('max_failed_logins', 'times', 1, 1000), number('lockout_minutes', 'minutes', 1, 10_080)],
  },
]
