import { Button, focusHeading, Mark } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { SocialButtons } from '../auth/SocialButtons'
import { addressOf } from '../live/address'
import { chat } from '../live/chat'
import { SignOut } from '../profile/SignOut'
import { words } from '../words'

/** Where guests may not start sessions, an account comes first. */
export default function ForceRegister() {
  const t = words.t.auth
  const [, go] = useLocation()
  const running = chat.sessions.open.value[0]
  useEffect(() => focusHeading(`${t.registerTitle} – ${words.t.shell.app}`), [t])
  return (
    <main id="content" class="tone-pink mx-auto flex min-h-dvh max-w-md flex-col sm:py-12">
      <div class="doodles grid grow place-content-center justify-items-center gap-5 rounded-b-[2.5rem] px-8 pt-[max(3rem,env(safe-area-inset-top))] pb-12 text-center sm:rounded-[2.5rem]">
        <Mark class="size-20" />
        <h1 tabIndex={-1} class="text-3xl font-semibold tracking-tight text-balance">
          {t.registerTitle}
        </h1>
        <p class="max-w-xs text-balance">{t.registerText}</p>
      </div>
      <div class="grid gap-3 px-6 pt-8 pb-[max(1.5rem,env(safe-area-inset-bottom))]">
        <Button class="min-h-14 text-lg" onClick={() => go('/auth/phone')}>
          {t.registerPhone}
        </Button>
        <SocialButtons />
        {running && (
          <Button look="quiet" onClick={() => go(addressOf(running))}>
            {t.registerOpen}
          </Button>
        )}
        <SignOut />
      </div>
    </main>
  )
}
