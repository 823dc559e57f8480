import type { ServerFrame, SocketState } from '@curhat/api'
import { vi } from 'vitest'
import { type Chat, createChat } from './chat'
import type { ChatServer, MessagePage } from './server'
import { memoryShelf, type Shelf } from './shelf'
import type { ChatSession, Message, SharedConfig } from './types'

export const AT = '2026-11-23T01:00:00.000Z'
export const session = (more: Partial<ChatSession> = {}) =>
  ({
    id: 'S',
    status: 'active',
    topic_sensitivity: 'regular',
    requested_at: AT,
    last_seq: 0,
    unread_count: 0,
    goodbye: { customer: false, mitra: false },
    pending_extension: null,
    ...more,
  }) as ChatSession
export const message = (seq: number, more: Partial<Message> = {}) =>
  ({
    id: `m${seq}`,
    session_id: 'S',
    seq,
    sender: 'mitra',
    client_message_id: `c${seq}`,
    content: `pesan ${seq}`,
    status: 'sent',
    created_at: AT,
    delivered_at: null,
    read_at: null,
    ...more,
  }) as Message

export interface Sent {
  type: string
  client_message_id?: string
  content?: string
  up_to_seq?: number
  is_typing?: boolean
}

/** A customer's store with both ends of the wire in our hands. */
export function wired(shelf: Shelf = memoryShelf(), stored: Message[] = []) {
  const sent: Sent[] = []
  let open = false
  let hands: { onFrame(frame: ServerFrame): void; onState(state: SocketState): void }
  const server = {
    session: vi.fn(async () => session({ status: 'completed' })),
    messages: vi.fn(async (_id, { after_seq, before_seq, limit = 50 }) => {
      const inside = stored.filter(({ seq }) => seq > (after_seq ?? 0) && seq < (before_seq ?? 1e9))
      const items = after_seq === undefined ? inside.slice(-limit) : inside.slice(0, limit)
      return { items, has_more: inside.length > items.length }
    }),
    goodbyes: vi.fn(),
    history: vi.fn(),
    config: vi.fn(async () => ({ anonymity_enabled: true }) as SharedConfig),
  } satisfies ChatServer
  const chat = createChat({
    side: 'customer',
    server,
    shelf,
    connect(handlers) {
      hands = handlers
      return {
        start: () => undefined,
        stop: () => undefined,
        send(frame) {
          if (open) sent.push(frame as Sent)
          return open
        },
      }
    },
  })
  const say = (frame: object) => hands.onFrame(frame as ServerFrame)
  return {
    chat,
    sent,
    server,
    say,
    of: (type: string) => sent.filter((frame) => frame.type === type),
    async up(sessions: ChatSession[] = [session()]) {
      open = true
      hands.onState('open')
      say({ type: 'sync', sessions, requests: [] })
      await vi.advanceTimersByTimeAsync(0)
    },
    /** The next answer is written now and comes when it is told to. */
    late() {
      let arrive = () => {}
      const page = server.messages.getMockImplementation()
      server.messages.mockImplementationOnce(async (...asked) => {
        const written = await page?.(...asked)
        await new Promise<void>((resolve) => {
          arrive = resolve
        })
        return written as MessagePage
      })
      return async () => {
        arrive()
        await vi.advanceTimersByTimeAsync(0)
      }
    },
    down(state: SocketState = 'waiting') {
      open = false
      hands.onState(state)
    },
    ack(at: number, seq: number) {
      const { client_message_id, content } = this.of('message')[at] as Sent
      say({
        type: 'message_ack',
        client_message_id,
        message: message(seq, {
          sender: 'customer',
          client_message_id: client_message_id ?? '',
          content: content ?? '',
        }),
      })
    },
  }
}
export const seqs = (chat: Chat) => chat.thread('S').messages.value.map(({ seq }) => seq)
