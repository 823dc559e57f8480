import { dayKey } from '@curhat/ui'
import type { Unsent } from '../store/outbox'
import type { TopicNote } from '../store/thread'
import type { Message, Side } from '../store/types'
import type { Progress } from './Ticks'
import type { Farewell } from './useGoodbyes'

/** Written by the same side within that time: one group. */
const GROUP_MS = 120_000

export interface Bubble {
  kind: 'bubble'
  key: string
  own: boolean
  content: string
  at: number
  /** The first or the last of a group. */
  first: boolean
  last: boolean
  /** Of one's own. */
  progress?: Progress
  unsent?: Unsent
  /** Said at the goodbye, not as a message. */
  goodbye?: true
}

export type Row =
  | Bubble
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | { kind: 'note'; key: string; at: number; note: TopicNote }

interface Given {
  messages: Message[]
  waiting: Unsent[]
  side: Side
  notes?: TopicNote[]
  goodbyes?: Farewell[]
  /** The first message that was unread when the conversation was opened. */
  unread_from?: number | null
}

/** What a conversation shows, from top to bottom. */
export function rowsOf({ messages, waiting, side, notes = [], goodbyes = [], unread_from }: Given): Row[] {
  const rows: Row[] = []
  let before: Bubble | null = null
  let today = ''
  const pending = [...notes]

  function newDay(at: number) {
    const key = dayKey(at)
    if (key === today) return
    today = key
    before = null
    rows.push({ kind: 'day', key: `day-${key}`, at })
  }
  function noted(until: number) {
    while (pending[0] && Date.parse(pending[0].at) <= until) {
      const note = pending.shift() as TopicNote
      const at = Date.parse(note.at)
      newDay(at)
      rows.push({ kind: 'note', key: `note-${note.at}`, at, note })
      before = null
    }
  }
  function bubble(next: Omit<Bubble, 'kind' | 'first' | 'last'>) {
    noted(next.at)
    newDay(next.at)
    const joined: boolean = before !== null && before.own === next.own && next.at - before.at < GROUP_MS
    if (joined && before) before.last = false
    before = { kind: 'bubble', first: !joined, last: true, ...next }
    rows.push(before)
  }

  const known = new Set<string>()
  for (const message of messages) {
    const own = message.sender === side
    if (own) known.add(message.client_message_id)
    if (message.seq === unread_from) {
      const at = Date.parse(message.created_at)
      noted(at)
      newDay(at)
      rows.push({ kind: 'unread', key: 'unread' })
      before = null
    }
    bubble({
      // An own message keeps its row when it is confirmed.
      key: own ? message.client_message_id : message.id,
      own,
      content: message.content,
      at: Date.parse(message.created_at),
      ...(own ? { progress: message.status } : {}),
    })
  }
  for (const unsent of waiting) {
    if (known.has(unsent.client_message_id)) continue
    bubble({
      key: unsent.client_message_id,
      own: true,
      content: unsent.content,
      // Never before what is above it, whatever our clock says.
      at: Math.max(unsent.written_at, (before as Bubble | null)?.at ?? 0),
      progress: unsent.failed ? 'failed' : 'sending',
      unsent,
    })
  }
  noted(Number.POSITIVE_INFINITY)
  // The last word stays the last, though messages may still have come after it.
  for (const { from, message, created_at } of goodbyes)
    rows.push({
      kind: 'bubble',
      key: `goodbye-${from}`,
      own: from === side,
      content: message,
      at: Date.parse(created_at),
      first: true,
      last: true,
      goodbye: true,
    })
  return rows
}
