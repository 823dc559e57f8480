import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useId, useState } from 'preact/hooks'
import { lang } from './i18n'

interface Common {
  label: string
  error?: string | undefined
  /** Below the field: what it means, what it does. */
  hint?: ComponentChildren
}

const about = (id: string, { error, hint }: Common) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

function Frame({ id, children, ...common }: Common & { id: string; children: ComponentChildren }) {
  return (
    <div>
      <label for={id} class="mb-1 block font-medium">
        {common.label}
      </label>
      {children}
      {common.hint && (
        <p id={`${id}-hint`} class="mt-1 text-sm text-muted">
          {common.hint}
        </p>
      )}
      {common.error && (
        <p id={`${id}-error`} class="mt-1 text-sm text-bad">
          {common.error}
        </p>
      )}
    </div>
  )
}

type Input = Omit<InputHTMLAttributes, 'label' | 'type' | 'class'>
type TextType = 'text' | 'email' | 'tel' | 'number' | 'date' | 'search'

/** A labelled input; its error is read with it. */
export function Field({
  label,
  error,
  hint,
  type = 'text',
  unit,
  ...rest
}: Input & Common & { type?: TextType; unit?: string }) {
  const id = useId()
  return (
    <Frame id={id} label={label} error={error} hint={hint}>
      <div class="flex items-center gap-2">
        <input
          {...(rest as object)}
          id={id}
          type={type as 'text'}
          class="inp"
          aria-invalid={error ? true : undefined}
          aria-describedby={about(id, { label, error, hint })}
        />
        {unit && <span class="whitespace-nowrap text-muted">{unit}</span>}
      </div>
    </Frame>
  )
}

const words = {
  id: { show: 'Tampilkan', hide: 'Sembunyikan', caps: 'Caps Lock aktif.' },
  en: { show: 'Show', hide: 'Hide', caps: 'Caps Lock is on.' },
}

/** A password that can be looked at, with a hint when Caps Lock is on. */
export function PasswordField({ label, error, hint, ...rest }: Input & Common) {
  const id = useId()
  const t = words[lang.value]
  const [visible, setVisible] = useState(false)
  const [caps, setCaps] = useState(false)
  const watch = (event: KeyboardEvent) => setCaps(event.getModifierState?.('CapsLock') ?? false)
  return (
    <Frame id={id} label={label} error={error} hint={caps ? t.caps : hint}>
      <div class="relative">
        <input
          {...(rest as object)}
          id={id}
          type={(visible ? 'text' : 'password') as 'text'}
          class="inp pr-28"
          aria-invalid={error ? true : undefined}
          aria-describedby={about(id, { label, error, hint: caps || hint })}
          onKeyUp={watch}
          onKeyDown={watch}
        />
        <button
          type="button"
          aria-pressed={visible}
          class="absolute inset-y-0 right-0 min-w-11 rounded-r-xl px-3 text-sm text-muted underline"
          onClick={() => setVisible(!visible)}
        >
          {visible ? t.hide : t.show}
        </button>
      </div>
    </Frame>
  )
}

/** A choice from a short list, with the browser's own control. */
export function SelectField({
  label,
  error,
  hint,
  children,
  ...rest
}: Omit<InputHTMLAttributes, 'label' | 'type' | 'class'> & Common & { children: ComponentChildren }) {
  const id = useId()
  return (
    <Frame id={id} label={label} error={error} hint={hint}>
      <select
        {...(rest as object)}
        id={id}
        class="inp"
        aria-invalid={error ? true : undefined}
        aria-describedby={about(id, { label, error, hint })}
      >
        {children}
      </select>
    </Frame>
  )
}

interface SwitchProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => unknown
  disabled?: boolean
  busy?: boolean
  hint?: ComponentChildren
  hideLabel?: boolean
}

/** On or off, at once. */
export function Switch({ label, checked, onChange, disabled, busy, hint, hideLabel }: SwitchProps) {
  const id = useId()
  return (
    <div class="flex min-h-11 items-center justify-between gap-4">
      <div class={hideLabel ? 'sr-only' : ''}>
        <span id={id} class="font-medium">
          {label}
        </span>
        {hint && (
          <p id={`${id}-hint`} class="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={checked}
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        aria-busy={busy || undefined}
        disabled={disabled}
        class="group grid h-11 w-14 shrink-0 place-items-center disabled:opacity-50"
        onClick={() => !busy && onChange(!checked)}
      >
        <span class="relative block h-7 w-12 rounded-full border border-field bg-line transition-colors group-aria-checked:border-brand group-aria-checked:bg-brand">
          <span class="absolute top-0.5 left-0.5 size-5.5 rounded-full bg-white shadow-xs transition-transform group-aria-checked:bg-on-brand group-aria-checked:translate-x-5" />
        </span>
      </button>
    </div>
  )
}
