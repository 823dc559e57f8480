import { Button, Field, focusHeading, nameProblem, useForm } from '@curhat/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { me, rename } from '../session'
import { Door } from '../shell/Door'
import { words } from '../words'

const LONGEST = 40

/** The name that a bestie will see; the one that was made up may stay. */
export default function Name() {
  const t = words.t.auth
  const [, go] = useLocation()
  const [name, setName] = useState(me.value?.display_name ?? '')
  useEffect(() => focusHeading(`${t.nameTitle} – ${words.t.shell.app}`), [t])
  const form = useForm<'display_name'>({
    fields: ['display_name'],
    check({ display_name }) {
      const problem = nameProblem(display_name, LONGEST)
      return problem ? { display_name: problem } : {}
    },
    async send({ display_name }) {
      await rename(display_name.trim())
      go('/home', { replace: true })
    },
  })
  return (
    <Door>
      <form noValidate class="flex grow flex-col gap-6" onSubmit={form.onSubmit}>
        <div>
          <h1 tabIndex={-1} class="text-2xl font-semibold tracking-tight text-balance">
            {t.nameTitle}
          </h1>
          <p class="mt-2 text-muted">{t.nameText}</p>
        </div>
        <Field
          label={t.name}
          name="display_name"
          autoComplete="nickname"
          autoCapitalize="words"
          enterKeyHint="done"
          value={name}
          onInput={(event) => setName((event.currentTarget as HTMLInputElement).value)}
          error={form.errors.display_name ?? form.errors.form}
        />
        <Button type="submit" class="min-h-14 text-lg" busy={form.busy} disabled={!name.trim()}>
          {t.nameNext}
        </Button>
      </form>
    </Door>
  )
}
