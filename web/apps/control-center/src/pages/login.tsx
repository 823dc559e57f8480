import type { ApiError } from '@curhat/api'
import { Button, duration, errorSentence, Field, PasswordField, useForm, useNow } from '@curhat/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { ended, left, signIn } from '../session'
import { Brand } from '../shell/Brand'
import { words } from '../words'

/** Time that must pass before the account can be tried again, as the server said. */
function useLock() {
  const [until, setUntil] = useState(0)
  useNow(500)
  return {
    left: Math.max(0, until - Date.now()),
    wasLocked: until > 0,
    lock: (seconds: number) => setUntil(Date.now() + seconds * 1000),
    unlock: () => setUntil(0),
  }
}

/** Email and password; the same words for every wrong sign-in, and the time left when the account is locked. */
export default function Login() {
  const t = words.t.auth
  const lock = useLock()
  const element = useRef<HTMLFormElement>(null)
  const form = useForm<'email' | 'password'>({
    fields: ['email', 'password'],
    check: ({ email, password }) => ({
      ...(email.trim() ? {} : { email: t.required }),
      ...(password ? {} : { password: t.required }),
    }),
    async send(values) {
      lock.unlock()
      try {
        await signIn(values.email.trim(), values.password)
      } catch (error) {
        const seconds = (error as ApiError).problem?.retry_after_seconds
        if ((error as ApiError).code === 'ACCOUNT_LOCKED' && seconds) lock.lock(seconds)
        throw error
      }
    },
  })
  useEffect(() => {
    document.title = `${t.title} – ${words.t.shell.app}`
  }, [t])
  useEffect(() => {
    element.current?.querySelector<HTMLInputElement>('[name="email"]')?.focus()
  }, [])
  const notice = ended.value ? errorSentence(ended.value) : left.value ? t.signedOut : ''
  const complaint = lock.wasLocked ? (lock.left ? t.locked(duration(lock.left)) : t.unlocked) : form.errors.form
  return (
    <main class="grid min-h-full place-items-center px-4 py-10">
      <div class="w-full max-w-sm">
        <div class="mb-8 flex justify-center">
          <Brand />
        </div>
        <form
          ref={element}
          noValidate
          aria-labelledby="title"
          class="card grid gap-4 p-6 shadow-sm"
          onSubmit={form.onSubmit}
        >
          <div>
            <h1 id="title" tabIndex={-1} class="text-xl font-semibold tracking-tight">
              {t.title}
            </h1>
            <p class="mt-1 text-muted">{t.intro}</p>
          </div>
          {notice && !complaint && (
            <p role="status" class="rounded-xl bg-brand-soft px-3 py-2 text-brand">
              {notice}
            </p>
          )}
          <Field
            label={t.email}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellcheck={false}
            error={form.errors.email}
          />
          <PasswordField
            label={t.password}
            name="password"
            autoComplete="current-password"
            error={form.errors.password}
          />
          {complaint && (
            <p
              role={lock.wasLocked ? undefined : 'alert'}
              class={`rounded-xl px-3 py-2 ${lock.wasLocked && !lock.left ? 'bg-brand-soft text-brand' : 'bg-bad-soft text-bad'}`}
            >
              {complaint}
            </p>
          )}
          {lock.wasLocked && (
            <p role="alert" class="sr-only">
              {lock.left ? form.errors.form : t.unlocked}
            </p>
          )}
          <Button type="submit" busy={form.busy} disabled={lock.left > 0}>
            {t.submit}
          </Button>
        </form>
      </div>
    </main>
  )
}
