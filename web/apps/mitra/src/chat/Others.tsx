import { Link } from 'wouter-preact'
import { words } from '../words'
import { open } from './open'

/** The other conversations, one tap away; there only where there are some. */
export function Others({ here }: { here: string }) {
  const t = words.t
  const others = open.value.filter(({ id }) => id !== here)
  if (!others.length) return null
  return (
    <nav aria-label={t.chat.others} class="border-b border-line bg-card">
      <ul class="mx-auto flex max-w-3xl gap-2 overflow-x-auto px-3 py-1.5 sm:px-6">
        {others.map((session) => (
          <li key={session.id} class="shrink-0">
            <Link
              href={`/chat/${session.id}`}
              replace
              class="flex min-h-11 max-w-44 items-center gap-2 rounded-full border border-line px-3.5 text-sm hover:border-brand"
            >
              <span
                aria-hidden="true"
                class={`size-2 shrink-0 rounded-full ${session.topic_sensitivity === 'sensitive' ? 'bg-sensitive-line' : 'bg-brand'}`}
              />
              <span class="truncate">{session.counterpart?.display_name}</span>
              {session.unread_count > 0 && (
                <span class="grid h-5 min-w-5 place-items-center rounded-full bg-brand px-1.5 text-xs font-semibold text-on-brand">
                  <span aria-hidden="true">{session.unread_count}</span>
                  <span class="sr-only">{t.shell.unread(session.unread_count)}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
