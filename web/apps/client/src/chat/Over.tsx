import type { ChatSession } from '@curhat/chat'
import { Button } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { succeeded } from '../home/InstallCard'
import { words } from '../words'

/** In place of the field to write in, once it is over. */
export function Over({ session }: { session: ChatSession }) {
  const t = words.t.chat
  const [, go] = useLocation()
  useEffect(succeeded, [])
  return (
    <section
      class="border-t border-line bg-card px-5 pt-4 pb-[max(1.25rem,env(safe-area-inset-bottom))] text-center"
      role="status"
      data-over
    >
      <h2 class="text-lg font-semibold">{t.doneTitle}</h2>
      <p class="mt-1 text-muted text-balance">
        {session.end_reason === 'stale_on_restart' ? t.closing.stale_on_restart : t.doneText}
      </p>
      <div class="mx-auto mt-4 grid max-w-sm grid-cols-2 gap-3">
        <Button look="quiet" onClick={() => go('/home', { replace: true })}>
          {t.toHome}
        </Button>
        <Button onClick={() => go('/start', { replace: true })}>{t.againButton}</Button>
      </div>
    </section>
  )
}
