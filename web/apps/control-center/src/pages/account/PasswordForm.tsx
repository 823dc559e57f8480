import { ApiError, unwrap } from '@curhat/api'
import { Button, codeSentence, PasswordField, useForm } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { passwordProblem } from '../../parts/password'
import { api, me } from '../../session'
import { words } from '../../words'

type Name = 'current_password' | 'new_password' | 'again'

function check(values: Record<Name, string>) {
  const t = words.t.account.password
  const found: Partial<Record<Name, string>> = {}
  if (!values.current_password) found.current_password = t.required
  const problem = passwordProblem(values.new_password)
  if (!values.new_password) found.new_password = t.required
  else if (problem) found.new_password = codeSentence(problem, words.t.users.generator.rules)
  else if (values.again !== values.new_password) found.again = t.differ
  return found
}

/** "Ganti password": the current one, and the new one twice. */
export function PasswordForm() {
  const t = words.t.account.password
  const [done, setDone] = useState(false)
  const form = useForm<Name>({
    fields: ['current_password', 'new_password', 'again'],
    check(values) {
      setDone(false)
      return check(values)
    },
    async send({ current_password, new_password }, element) {
      const body = { current_password, new_password }
      try {
        await unwrap(api.PATCH('/internal/control-center-users/me/password', { body }))
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'INVALID_CREDENTIALS') throw error
        form.setErrors({ current_password: t.wrong })
        element.querySelector<HTMLInputElement>('[name="current_password"]')?.focus()
        return
      }
      element.reset()
      setDone(true)
    },
    place: ({ code }) => (code.startsWith('PASSWORD_') ? 'new_password' : undefined),
  })
  return (
    <section aria-labelledby="password" class="card p-5 sm:p-6">
      <h2 id="password" class="text-lg font-semibold">
        {t.title}
      </h2>
      <p class="mt-1 mb-5 text-muted">{t.text}</p>
      <form noValidate class="grid max-w-md gap-4" onSubmit={form.onSubmit}>
        {/* For password managers: whose password it is. */}
        <input class="hidden" type="text" autoComplete="username" value={me.value?.email ?? ''} readOnly />
        <PasswordField
          label={t.current}
          name="current_password"
          autoComplete="current-password"
          error={form.errors.current_password}
        />
        <PasswordField
          label={t.next}
          hint={words.t.users.generator.rules}
          name="new_password"
          autoComplete="new-password"
          error={form.errors.new_password}
        />
        <PasswordField label={t.again} name="again" autoComplete="new-password" error={form.errors.again} />
        {form.errors.form && (
          <p role="alert" class="rounded-xl bg-bad-soft px-3 py-2 text-bad">
            {form.errors.form}
          </p>
        )}
        <div class="flex flex-wrap items-center gap-4">
          <Button type="submit" busy={form.busy}>
            {t.submit}
          </Button>
          <p role="status" class="font-medium text-good">
            {done && t.done}
          </p>
        </div>
      </form>
    </section>
  )
}
