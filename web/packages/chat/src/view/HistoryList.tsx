import { Button, clock, Empty, Failure, Skeleton } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Chat } from '../store/chat'
import { type ChatSession, isOpen } from '../store/types'
import { chatWords, dayName } from './words'

interface Props {
  chat: Chat
  /** Where a session leads. */
  href: (session: ChatSession) => string
  go: (href: string) => void
  /** More about a session, such as a mitra's badge. */
  badge?: (session: ChatSession) => ComponentChildren
  /** What to do where there is nothing yet. */
  children?: ComponentChildren
}

/** Sessions that are over, newest first. */
export function HistoryList({ chat, href, go, badge, children }: Props) {
  const t = chatWords()
  const [items, setItems] = useState<ChatSession[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)

  async function load(cursor?: string) {
    try {
      const page = await chat.server.history(cursor)
      setItems((held) => [...(cursor ? (held ?? []) : []), ...page.items])
      setNext(page.next_cursor)
      setError(null)
    } catch (reason) {
      setError(reason)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown
  useEffect(() => {
    void load()
  }, [])

  if (!items && !error)
    return (
      <div class="grid gap-3" aria-busy="true">
        {[0, 1, 2].map((at) => (
          <Skeleton key={at} class="h-20 rounded-2xl" />
        ))}
      </div>
    )
  const over = (items ?? []).map((each) => chat.sessions.get(each.id) ?? each).filter((each) => !isOpen(each))
  return (
    <>
      {!!over.length && (
        <ul class="grid grid-cols-1 gap-3">
          {over.map((session) => (
            <li key={session.id}>
              <a
                href={href(session)}
                class="card flex min-h-20 items-center gap-4 px-4 py-3 transition-colors hover:border-brand"
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return
                  event.preventDefault()
                  go(href(session))
                }}
              >
                <span class="min-w-0 grow">
                  <span class="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <span class="max-w-full truncate font-semibold">
                      {session.counterpart?.display_name ?? t.status[session.status]}
                    </span>
                    {badge?.(session)}
                  </span>
                  <span class="block text-sm text-muted">
                    {dayName(session.requested_at)} · {clock(session.requested_at)}
                    {session.counterpart && ` · ${t.minutes(session.duration_minutes)}`}
                    {session.is_free_trial && ` · ${t.freeTrial}`}
                  </span>
                </span>
                <svg
                  viewBox="0 0 16 16"
                  class="size-4 shrink-0 text-muted"
                  fill="none"
                  stroke="currentColor"
                  stroke-width="2"
                  stroke-linecap="round"
                  stroke-linejoin="round"
                  aria-hidden="true"
                >
                  <path d="M6 3l5 5-5 5" />
                </svg>
              </a>
            </li>
          ))}
        </ul>
      )}
      {!!error && <Failure error={error} again={() => load(next ?? undefined)} />}
      {!error && !over.length && !next && (
        <Empty title={t.historyEmpty} text={t.historyEmptyText}>
          {children}
        </Empty>
      )}
      {!error && next && (
        <div class="mt-4 flex justify-center">
          <Button look="quiet" onClick={() => load(next)}>
            {t.more}
          </Button>
        </div>
      )}
    </>
  )
}
