import type { Ref } from 'preact'
import { useId } from 'preact/hooks'

interface Props {
  label: string
  value: string
  onChange: (digits: string) => void
  error?: boolean
  describedBy?: string | undefined
  disabled?: boolean
  field?: Ref<HTMLInputElement>
}

const LENGTH = 6
const PLACES = Array.from({ length: LENGTH }, (_, place) => place)

/** The digits of whatever was typed or pasted: a whole message with the code in it does too. */
export function codeDigits(text: string): string {
  const whole = text.match(/(?<!\d)\d{6}(?!\d)/)?.[0]
  return whole ?? text.replace(/\D/g, '').slice(0, LENGTH)
}

/**
 * Six digits in six boxes. It is one input: phones fill it from the message, a paste goes in whole, and a screen reader has
 * one thing to say. The boxes only draw what it holds.
 */
export function CodeField({ label, value, onChange, error, describedBy, disabled, field }: Props) {
  const id = useId()
  const toEnd = (input: HTMLInputElement) => input.setSelectionRange(input.value.length, input.value.length)
  return (
    <div class="group relative">
      <label for={id} class="sr-only">
        {label}
      </label>
      <input
        ref={field}
        id={id}
        name="code"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        enterKeyHint="done"
        spellcheck={false}
        class="peer absolute inset-0 z-10 size-full cursor-text text-base opacity-0"
        value={value}
        readOnly={disabled}
        aria-invalid={error || undefined}
        aria-describedby={describedBy}
        onInput={(event) => {
          const input = event.currentTarget
          const digits = codeDigits(input.value)
          input.value = digits
          onChange(digits)
        }}
        onSelect={(event) => toEnd(event.currentTarget)}
      />
      <div aria-hidden="true" class="grid grid-cols-6 gap-2 sm:gap-3">
        {PLACES.map((place) => (
          <span
            key={place}
            data-next={place === Math.min(value.length, LENGTH - 1) || undefined}
            class={`grid h-14 place-items-center rounded-xl border bg-card text-2xl font-semibold tabular-nums transition-colors group-focus-within:data-next:border-brand group-focus-within:data-next:ring-2 group-focus-within:data-next:ring-brand ${error ? 'border-bad' : 'border-field'}`}
          >
            {value[place] ?? ''}
          </span>
        ))}
      </div>
    </div>
  )
}
