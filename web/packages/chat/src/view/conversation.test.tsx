import type { ServerFrame, SocketState } from '@curhat/api'
import { lang } from '@curhat/ui'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createChat } from '../store/chat'
import { present } from '../store/marks'
import type { ChatServer } from '../store/server'
import { memoryShelf } from '../store/shelf'
import type { ChatSession, Message } from '../store/types'
import { ChatView } from './ChatView'
import { Transcript } from './Transcript'

const AT = '2026-11-23T01:00:00.000Z'
const session = (more: Partial<ChatSession> = {}) =>
  ({
    id: 'S',
    status: 'active',
    requested_at: AT,
    last_seq: 1,
    unread_count: 1,
    goodbye: { customer: false, mitra: false },
    ...more,
  }) as ChatSession
const theirs = {
  id: 'm1',
  session_id: 'S',
  seq: 1,
  sender: 'customer',
  client_message_id: 'c1',
  content: 'Halo',
  status: 'sent',
  created_at: AT,
} as Message

/** A mitra's conversations, with the server's end in our hands. */
async function connected(shelf = memoryShelf()) {
  let hands: { onFrame(frame: ServerFrame): void; onState(state: SocketState): void }
  const server = {
    session: vi.fn(async () => session()),
    messages: vi.fn(async () => ({ items: [theirs], has_more: false })),
  } as unknown as ChatServer
  const chat = createChat({
    side: 'mitra',
    server,
    shelf,
    connect(handlers) {
      hands = handlers
      return { start() {}, stop() {}, send: () => true }
    },
  })
  const sync = async (sessions: ChatSession[]) => {
    hands.onState('open')
    hands.onFrame({ type: 'sync', sessions, requests: [] } as ServerFrame)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { chat, server, sync }
}

const settled = () =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(100)
  })

beforeEach(() => {
  vi.useFakeTimers()
  present.value = true
})
afterEach(() => {
  cleanup()
  lang.value = 'id'
  vi.useRealTimers()
})

it('that is before one has nothing unread, though an answer from before the mark says so', async () => {
  const { chat, sync } = await connected()
  await sync([session()])
  render(<ChatView chat={chat} session={session()} tone="pink" />)
  await settled()
  expect(chat.unread.value).toBe(0)
  await act(() => chat.look('S'))
  await settled()
  expect(chat.unread.value).toBe(0)
  // Nobody looks: it counts.
  present.value = false
  await chat.look('S')
  expect(chat.unread.value).toBe(1)
})

it('that was read anew, after a restore, shows where the unread ones begin now', async () => {
  const { chat, server, sync } = await connected()
  present.value = false
  const page = (message: Message) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 10))
    return { items: [message], has_more: false }
  }
  vi.mocked(server.messages).mockImplementation(page({ ...theirs, status: 'read' }))
  await sync([session()])
  render(<ChatView chat={chat} session={session()} tone="pink" />)
  await settled()
  expect(document.querySelector('[data-unread]')).toBeNull()
  vi.mocked(server.messages).mockImplementation(page({ ...theirs, id: 'n1', content: 'Lain' }))
  await sync([session()])
  // The answer that differs, and then the first page: one sees what is between them.
  await act(async () => {
    await vi.advanceTimersByTimeAsync(10)
  })
  expect(document.querySelector('[aria-busy]')).toBeTruthy()
  await settled()
  expect(screen.getByText('Lain')).toBeTruthy()
  expect(document.querySelector('[data-unread]')).toBeTruthy()
})

it('that is over still shows what was never sent, and lets it be taken away', async () => {
  const shelf = memoryShelf()
  shelf.write('outbox-S', [
    {
      client_message_id: 'c2',
      content: 'Terlambat',
      written_at: 0,
      failed: 'SESSION_NOT_ACTIVE',
      detail: 'It is over.',
    },
  ])
  const { chat, server, sync } = await connected(shelf)
  await sync([])
  const over = session({ status: 'completed' })
  render(<Transcript server={server} session={over} side="mitra" tone="pink" outbox={chat.thread('S').outbox} />)
  await settled()
  expect(screen.getByText('Terlambat')).toBeTruthy()
  expect(screen.getByText('Sesi sudah tidak aktif.')).toBeTruthy()
  // In English the server says it itself.
  lang.value = 'en'
  await settled()
  expect(screen.getByText('It is over.')).toBeTruthy()
  fireEvent.click(screen.getByText('Remove'))
  await settled()
  expect(screen.queryByText('Terlambat')).toBeNull()
  expect(shelf.names('outbox-')).toEqual([])
})
