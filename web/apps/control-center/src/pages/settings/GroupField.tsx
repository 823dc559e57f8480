import { Field, SelectField } from '@curhat/ui'
import { CheckField } from '../../parts/CheckField'
import { words } from '../../words'
import type { FieldSpec, GroupKey } from './groups'

interface Props {
  group: GroupKey
  spec: FieldSpec
  value: boolean | string | undefined
  error: string | undefined
  disabled: boolean
  onChange: (value: boolean | string) => void
}

/** One setting: what it is called, what it does, and its unit. */
export function GroupField({ group, spec, value, error, disabled, onChange }: Props) {
  const t = words.t.settings
  const key = `${group}.${spec.name}`
  const { label = spec.name, hint = '' } = t.fields[key] ?? {}
  const read = (event: Event) => (event.currentTarget as HTMLInputElement | HTMLSelectElement).value
  if (spec.kind === 'check') {
    return (
      <CheckField
        label={label}
        hint={hint}
        name={spec.name}
        checked={value === true}
        disabled={disabled}
        onChange={(event: Event) => onChange((event.currentTarget as HTMLInputElement).checked)}
      />
    )
  }
  if (spec.kind === 'choice') {
    return (
      <SelectField
        label={label}
        hint={hint}
        error={error}
        name={spec.name}
        value={String(value)}
        disabled={disabled}
        onChange={(event: Event) => onChange(read(event))}
      >
        {spec.choices.map((choice) => (
          <option key={choice} value={choice} selected={choice === value}>
            {t.choices[key]?.[choice] ?? choice}
          </option>
        ))}
      </SelectField>
    )
  }
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      name={spec.name}
      inputMode="numeric"
      autoComplete="off"
      unit={t.units[spec.unit]}
      value={String(value)}
      disabled={disabled}
      onInput={(event: Event) => onChange(read(event))}
    />
  )
}
