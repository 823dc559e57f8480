import type { InternalTypes } from '@curhat/api'
import { rupiah } from '@curhat/ui'
import { count } from '../../lists/count'
import { roleName } from '../../parts/Permissions'
import { words } from '../../words'
import { settingKey, settingSpec } from './settingNames'

export type Entry = InternalTypes['schemas']['AuditEntry']
/** One member that changed. Absent on one side: it was made, or is gone. */
export interface Difference {
  label: string
  before?: string
  after?: string
}

/** `{free_trial: {enabled: true}}` as `free_trial.enabled: true`. */
function flat(value: unknown, under = ''): Map<string, unknown> {
  const found = new Map<string, unknown>()
  if (typeof value !== 'object' || value === null) return found
  for (const [name, each] of Object.entries(value)) {
    const key = under ? `${under}.${name}` : name
    if (typeof each === 'object' && each !== null && !Array.isArray(each)) {
      for (const [inner, leaf] of flat(each, key)) found.set(inner, leaf)
    } else found.set(key, each)
  }
  return found
}

function label(stored: string): string {
  const key = settingKey(stored)
  return words.t.settings.fields[key]?.label ?? words.t.audit.members[key] ?? key
}

function spoken(stored: string, value: unknown): string {
  const t = words.t.audit
  if (value === null || value === undefined || value === '') return t.nothing
  if (typeof value === 'boolean') return value ? t.yes : t.no
  const key = settingKey(stored)
  const spec = settingSpec(key)
  if (typeof value === 'number') {
    if (spec?.kind === 'number') return `${count(value)} ${words.t.settings.units[spec.unit]}`
    if (key === 'price_idr') return rupiah(value)
    return key === 'duration_minutes' ? t.minutes(count(value)) : count(value)
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  if (key === 'role') return roleName(value)
  return words.t.settings.choices[key]?.[value] ?? value
}

/** What was changed, member by member. */
export function differences({ before, after }: Entry): Difference[] {
  const [old, now] = [flat(before), flat(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => old.get(key) !== now.get(key))
    .map((key) => ({
      label: label(key),
      ...(old.has(key) ? { before: spoken(key, old.get(key)) } : {}),
      ...(now.has(key) ? { after: spoken(key, now.get(key)) } : {}),
    }))
}

/** People and things by their ids, where one may know them. */
export type Names = ReadonlyMap<string, string>

function target(entry: Entry, names: Names): string {
  const id = entry.target_id ?? ''
  const t = words.t.settings
  if (entry.target_type === 'config') return t.groups[id as keyof typeof t.groups]?.title ?? id
  const told = { ...(entry.before as object | null), ...(entry.after as object | null) } as Record<string, unknown>
  const name = names.get(id) ?? told.display_name ?? told.name
  return typeof name === 'string' ? name : words.t.audit.unnamed(id.slice(-6))
}

/** In a sentence, without who did it: "Menonaktifkan mitra Sari". */
export function sentence(entry: Entry, names: Names): string {
  const { sentences } = words.t.audit
  const { is_active } = (entry.after ?? {}) as { is_active?: boolean }
  const noun = entry.action.split('.')[0]
  const special =
    entry.action.endsWith('.updated') && is_active !== undefined
      ? sentences[`${noun}.${is_active ? 'activated' : 'deactivated'}`]
      : undefined
  const say = special ?? sentences[entry.action]
  return say ? say(target(entry, names)) : `${entry.action} ${target(entry, names)}`
}
