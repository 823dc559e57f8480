import type { ComponentChildren } from 'preact'
import { Link, useRoute } from 'wouter-preact'
import { chat } from '../live/chat'
import { words } from '../words'
import { Icon, type IconName } from './icons'

function Tab({ to, icon, label, badge = 0 }: { to: string; icon: IconName; label: string; badge?: number }) {
  const [here] = useRoute(to)
  return (
    <Link
      href={to}
      aria-current={here ? 'page' : undefined}
      class="relative grid min-h-14 flex-1 place-content-center justify-items-center gap-0.5 rounded-xl text-xs font-medium text-muted transition-colors aria-[current]:text-brand md:flex-none md:py-2"
    >
      <span class={`rounded-full px-4 py-1 transition-colors ${here ? 'bg-brand-soft' : ''}`}>
        <Icon name={icon} />
      </span>
      {label}
      {badge > 0 && (
        <span class="absolute top-1 left-1/2 ml-2 grid h-5 min-w-5 place-items-center rounded-full bg-brand px-1.5 text-xs font-semibold text-on-brand">
          <span aria-hidden="true">{badge > 99 ? '99+' : badge}</span>
          <span class="sr-only">{words.t.shell.unread(badge)}</span>
        </span>
      )}
    </Link>
  )
}

/** The screens one goes to and fro between; below on phones, at the side where there is room. */
export function Tabs({ children }: { children: ComponentChildren }) {
  const t = words.t.shell
  return (
    <div class="min-h-dvh md:pl-24">
      <a href="#content" class="btn sr-only z-50 focus:not-sr-only focus:fixed focus:top-3 focus:left-3">
        {t.skip}
      </a>
      <main
        id="content"
        tabIndex={-1}
        class="mx-auto w-full max-w-2xl px-5 pt-[max(1.5rem,env(safe-area-inset-top))] pb-[calc(6rem+env(safe-area-inset-bottom))] outline-none md:pt-10 md:pb-10"
      >
        {children}
      </main>
      <nav
        aria-label={t.navigation}
        class="fixed inset-x-0 bottom-0 z-30 flex gap-1 border-t border-line bg-card px-2 pt-1 pb-[max(0.25rem,env(safe-area-inset-bottom))] md:inset-y-0 md:right-auto md:w-24 md:flex-col md:justify-center md:gap-3 md:border-t-0 md:border-r md:pt-0"
      >
        <Tab to="/home" icon="home" label={t.home} badge={chat.unread.value} />
        <Tab to="/history" icon="history" label={t.history} />
        <Tab to="/profile" icon="profile" label={t.profile} />
      </nav>
    </div>
  )
}
