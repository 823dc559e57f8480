import { Button, PasswordField } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { words } from '../words'
import { generatePassword } from './password'

/** A password for someone: typed, or made. What was made can be read and copied, to be handed over. */
export function NewPassword({ label, name, error }: { label: string; name: string; error?: string | undefined }) {
  const t = words.t.users.generator
  const [value, setValue] = useState('')
  const [made, setMade] = useState('')
  const [copied, setCopied] = useState(false)
  const generate = () => {
    const password = generatePassword()
    setValue(password)
    setMade(password)
    setCopied(false)
  }
  return (
    <div class="grid gap-2">
      <div class="flex items-start gap-2">
        <div class="grow">
          <PasswordField
            label={label}
            hint={t.rules}
            name={name}
            autoComplete="new-password"
            value={value}
            error={error}
            onInput={(event: InputEvent) => setValue((event.currentTarget as HTMLInputElement).value)}
          />
        </div>
        <Button look="quiet" class="mt-7" onClick={generate}>
          {t.button}
        </Button>
      </div>
      {made && made === value && (
        <div
          role="status"
          class="flex min-h-11 items-center justify-between gap-2 rounded-xl bg-brand-soft py-1 pr-1 pl-3"
        >
          <p class="min-w-0">
            <span class="sr-only">{t.made}: </span>
            <code class="break-all select-all">{made}</code>
          </p>
          {navigator.clipboard && (
            <Button
              look="plain"
              onClick={() =>
                navigator.clipboard.writeText(made).then(
                  () => setCopied(true),
                  () => undefined,
                )
              }
            >
              {copied ? t.copied : t.copy}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
