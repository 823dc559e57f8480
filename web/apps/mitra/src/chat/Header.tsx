import { type ChatSession, Countdown } from '@curhat/chat'
import { goBack } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { useLocation } from 'wouter-preact'
import { SensitiveBadge } from '../parts/SensitiveBadge'
import { Icon } from '../shell/icons'
import { words } from '../words'

interface Props {
  session: ChatSession
  /** Where back leads for whoever came by a link. */
  up: string
  children?: ComponentChildren
}

const end = (session: ChatSession) =>
  session.status === 'closing' ? session.grace_ends_at : session.status === 'completed' ? null : session.expires_at

/** Who it is, what kind of topic, how long still; and what can be done about it. */
export function Header({ session, up, children }: Props) {
  const [, go] = useLocation()
  return (
    <header class="z-20 border-b border-line bg-card pt-[env(safe-area-inset-top)]">
      <div class="mx-auto flex min-h-16 max-w-3xl items-center gap-1 px-2 sm:px-5">
        <button
          type="button"
          aria-label={words.t.shell.back}
          class="grid size-11 shrink-0 place-items-center rounded-full hover:bg-line/60"
          onClick={() => goBack(() => go(up, { replace: true }))}
        >
          <Icon name="back" />
        </button>
        <div class="min-w-0 grow py-2 pr-1">
          <h1 tabIndex={-1} class="truncate leading-tight font-semibold">
            {session.counterpart?.display_name}
          </h1>
          {session.topic_sensitivity === 'sensitive' && (
            <div class="mt-0.5">
              <SensitiveBadge />
            </div>
          )}
        </div>
        <Countdown until={end(session)} />
        {children}
      </div>
    </header>
  )
}
