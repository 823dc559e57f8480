import type { ServerFrame } from '@curhat/api'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type ChatSession, isOpen } from './types'

/** What is known of sessions: the open ones, and those that ended while we looked. */
export interface Sessions {
  /** Open ones, newest first. */
  readonly open: ReadonlySignal<ChatSession[]>
  /** False until the server has said which there are. */
  readonly known: ReadonlySignal<boolean>
  get(id: string): ChatSession | undefined
  /** Grows whenever something new is known of a session: an answer that was asked for before is no longer the latest. */
  news(id: string): number
  put(session: ChatSession): void
  change(id: string, with_: (session: ChatSession) => Partial<ChatSession>): void
  /** All open sessions there are; answers the ones that are so no more. */
  replace(open: ChatSession[]): string[]
  /** There is no such session any more: the server was restored from a backup that was made before it. */
  drop(id: string): void
  forget(): void
}

export function createSessions(): Sessions {
  const all = signal<ReadonlyMap<string, ChatSession>>(new Map())
  const known = signal(false)
  const news = new Map<string, number>()
  const heardOf = (id: string) => news.set(id, (news.get(id) ?? 0) + 1)
  const set = (changed: ChatSession[]) => {
    for (const { id } of changed) heardOf(id)
    all.value = new Map([...all.value, ...changed.map((session) => [session.id, session] as const)])
  }
  const open = computed(() =>
    [...all.value.values()].filter(isOpen).sort((a, b) => b.requested_at.localeCompare(a.requested_at)),
  )
  return {
    open,
    known,
    get: (id) => all.value.get(id),
    news: (id) => news.get(id) ?? 0,
    put(session) {
      const held = all.value.get(session.id)
      // An answer may arrive after the news that came later: what is over stays over, what has begun has begun.
      if (
        held &&
        ((!isOpen(held) && isOpen(session)) || (held.status !== 'requested' && session.status === 'requested'))
      )
        return
      set([session])
    },
    change(id, with_) {
      const held = all.value.get(id)
      if (held) set([{ ...held, ...with_(held) }])
      // Its answer may still be on its way: it was written before this.
      else heardOf(id)
    },
    replace(sessions) {
      const there = new Set(sessions.map(({ id }) => id))
      const gone = open.value.filter(({ id }) => !there.has(id)).map(({ id }) => id)
      set(sessions)
      known.value = true
      return gone
    },
    drop(id) {
      all.value = new Map([...all.value].filter(([held]) => held !== id))
    },
    forget() {
      all.value = new Map()
      known.value = false
    },
  }
}

/** Applies what a frame says about a session. */
export function takeSession(sessions: Sessions, frame: ServerFrame) {
  switch (frame.type) {
    case 'session_started':
    case 'session_closing':
    case 'session_completed':
    case 'extension_resolved':
      return sessions.put(frame.session)
    case 'extension_requested':
      return sessions.change(frame.session_id, () => ({ status: 'extending', pending_extension: frame.extension }))
    case 'goodbye_received':
      return sessions.change(frame.session_id, ({ goodbye }) => ({ goodbye: { ...goodbye, [frame.from]: true } }))
    case 'request_expired':
      return sessions.change(frame.session_id, () => ({ status: 'expired', end_reason: 'no_mitra' }))
    case 'session_topic_updated':
      return sessions.change(frame.session_id, () => ({ topic_sensitivity: frame.topic_sensitivity }))
  }
}
