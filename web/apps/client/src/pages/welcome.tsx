import { Button, errorSentence, focusHeading, Mark, toast } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { SocialButtons } from '../auth/SocialButtons'
import { ended, enterAsGuest } from '../session'
import { words } from '../words'

/** The door: as a guest at once, or with an account. */
export default function Welcome() {
  const t = words.t.auth
  const [, go] = useLocation()
  useEffect(() => focusHeading(`${t.welcome} – ${words.t.shell.app}`), [t])

  async function asGuest() {
    try {
      await enterAsGuest()
      go('/name', { replace: true })
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <main id="content" class="tone-pink mx-auto flex min-h-dvh max-w-md flex-col sm:py-12">
      <div class="doodles grid grow place-content-center justify-items-center gap-5 rounded-b-[2.5rem] px-8 pt-[max(3rem,env(safe-area-inset-top))] pb-12 text-center sm:rounded-[2.5rem]">
        <Mark class="size-20 animate-float" />
        <h1 tabIndex={-1} class="text-3xl font-semibold tracking-tight text-balance">
          {t.welcomeTitle}
        </h1>
        <p class="max-w-xs text-lg text-balance">{t.welcomeText}</p>
      </div>
      <div class="grid gap-3 px-6 pt-8 pb-[max(1.5rem,env(safe-area-inset-bottom))]">
        {ended.value && (
          <p role="status" class="rounded-xl bg-warn-soft px-4 py-3 text-warn">
            {errorSentence(ended.value)}
          </p>
        )}
        <Button class="min-h-14 text-lg" onClick={asGuest}>
          {t.guest}
        </Button>
        <Button look="quiet" class="min-h-14 text-lg" onClick={() => go('/auth/phone')}>
          {t.signIn}
        </Button>
        <SocialButtons />
        <p class="mt-2 text-center text-sm text-muted text-balance">{t.guestHint}</p>
      </div>
    </main>
  )
}
