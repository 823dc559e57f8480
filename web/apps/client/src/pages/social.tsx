import { Button, errorSentence, focusHeading } from '@curhat/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { NAMES, type Provider, type SocialAnswer, socialAnswer } from '../auth/social'
import { signInWith } from '../session'
import { Door } from '../shell/Door'
import { NotFound } from '../shell/NotFound'
import { words } from '../words'

/** Where a provider sends people back to. */
export default function Social({ provider }: { provider: string }) {
  return provider === 'google' || provider === 'apple' ? <Back provider={provider} /> : <NotFound />
}

function Back({ provider }: { provider: Provider }) {
  const t = words.t.auth
  const [, go] = useLocation()
  const name = NAMES[provider]
  const [answer] = useState<SocialAnswer>(() => socialAnswer(provider))
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => focusHeading(`${t.signIn} – ${words.t.shell.app}`), [t])

  async function send() {
    if (!('id_token' in answer)) return
    setBusy(true)
    setError(null)
    try {
      await signInWith(provider, answer.id_token)
      go('/home', { replace: true })
    } catch (reason) {
      setError(reason)
    } finally {
      setBusy(false)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void send(), [])

  const said = error
    ? errorSentence(error)
    : 'stale' in answer
      ? t.socialStale
      : 'refused' in answer
        ? t.socialCancelled(name)
        : ''
  return (
    <Door up="/welcome">
      <h1 tabIndex={-1} class="text-2xl font-semibold tracking-tight">
        {busy ? t.socialWorking(name) : t.phoneTitle}
      </h1>
      {said && (
        <>
          <p role="alert" class="mt-5 rounded-xl bg-bad-soft px-4 py-3 text-bad">
            {said}
          </p>
          <div class="mt-6 grid gap-3">
            <Button onClick={() => go('/welcome', { replace: true })}>{words.t.shell.back}</Button>
          </div>
        </>
      )}
    </Door>
  )
}
