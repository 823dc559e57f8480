import type { ServerFrame, SocketState } from '@curhat/api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Chat, createChat } from './chat'
import type { ChatServer } from './server'
import { memoryShelf, type Shelf } from './shelf'
import type { ChatSession, Message, SharedConfig } from './types'

const AT = '2026-11-23T01:00:00.000Z'
const session = (more: Partial<ChatSession> = {}) =>
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
const message = (seq: number, more: Partial<Message> = {}) =>
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

interface Sent {
  type: string
  client_message_id?: string
  content?: string
  up_to_seq?: number
  is_typing?: boolean
}

/** A customer's store with both ends of the wire in our hands. */
function wired(shelf: Shelf = memoryShelf(), stored: Message[] = []) {
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
const seqs = (chat: Chat) => chat.thread('S').messages.value.map(({ seq }) => seq)

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('messages', () => {
  it('are read at the first look, and in between when one is missing', async () => {
    const stored = [1, 2, 3].map((seq) => message(seq))
    const wire = wired(undefined, stored)
    await wire.up([session({ last_seq: 3, unread_count: 3 })])
    expect(seqs(wire.chat)).toEqual([1, 2, 3])
    stored.push(message(4), message(5))
    wire.say({ type: 'message', message: message(5) })
    await vi.advanceTimersByTimeAsync(0)
    expect(seqs(wire.chat)).toEqual([1, 2, 3, 4, 5])
    expect(wire.chat.unread.value).toBe(4)
  })

  it('that came after a slow answer was written are asked for once more', async () => {
    const stored = [message(1)]
    const wire = wired(undefined, stored)
    let arrive = () => {}
    wire.server.messages.mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return { items: [message(1)], has_more: false }
    })
    void wire.chat.thread('S').catchUp()
    stored.push(message(2))
    await wire.up([session({ last_seq: 2 })])
    arrive()
    await vi.advanceTimersByTimeAsync(0)
    expect(seqs(wire.chat)).toEqual([1, 2])
  })

  it('are asked for once more when the question was lost with the old connection', async () => {
    const wire = wired(undefined, [message(1)])
    let fail = () => {}
    wire.server.messages.mockImplementationOnce(
      () =>
        new Promise((_, reject) => {
          fail = () => reject(new Error('no connection'))
        }),
    )
    void wire.chat.thread('S').catchUp()
    await wire.up()
    fail()
    await vi.advanceTimersByTimeAsync(0)
    expect(seqs(wire.chat)).toEqual([1])
    expect(wire.chat.thread('S').error.value).toBeNull()
  })

  it('missed in a gap are read after it, and the marks that came meanwhile with them', async () => {
    const stored = [message(1, { sender: 'customer' }), message(2)]
    const wire = wired(undefined, stored)
    await wire.up()
    wire.down()
    stored[0] = message(1, { sender: 'customer', status: 'read' })
    stored.push(message(3))
    await wire.up()
    expect(seqs(wire.chat)).toEqual([1, 2, 3])
    expect(wire.chat.thread('S').messages.value[0]?.status).toBe('read')
  })

  it('are read page by page backwards', async () => {
    const wire = wired(
      undefined,
      Array.from({ length: 130 }, (_, at) => message(at + 1)),
    )
    await wire.up()
    expect(seqs(wire.chat).length).toBe(100)
    await wire.chat.thread('S').older()
    expect(seqs(wire.chat).length).toBe(130)
    expect(wire.chat.thread('S').hasOlder.value).toBe(false)
  })

  it('keep the furthest mark, whatever comes late', async () => {
    const wire = wired(undefined, [message(1, { sender: 'customer' })])
    await wire.up()
    wire.say({ type: 'message_status', session_id: 'S', up_to_seq: 1, status: 'read', at: AT })
    wire.say({ type: 'message_status', session_id: 'S', up_to_seq: 1, status: 'delivered', at: AT })
    expect(wire.chat.thread('S').messages.value[0]?.status).toBe('read')
  })
})

describe('a mark that was told while the first page was read', () => {
  it('is not lost, however old the page', async () => {
    const wire = wired(
      undefined,
      [1, 2, 3].map((seq) => message(seq, { sender: 'customer' })),
    )
    let arrive = () => {}
    const page = wire.server.messages.getMockImplementation() as ChatServer['messages']
    wire.server.messages.mockImplementationOnce(async (...asked) => {
      const written = await page(...asked)
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return written as { items: Message[]; has_more: boolean }
    })
    await wire.up()
    wire.say({ type: 'message_status', session_id: 'S', up_to_seq: 2, status: 'delivered', at: AT })
    wire.say({ type: 'message_status', session_id: 'S', up_to_seq: 1, status: 'read', at: AT })
    arrive()
    await vi.advanceTimersByTimeAsync(0)
    expect(wire.chat.thread('S').messages.value.map(({ status }) => status)).toEqual(['read', 'delivered', 'sent'])
  })
})

describe('the outbox', () => {
  it('sends one after the other, each once', async () => {
    const wire = wired()
    await wire.up()
    wire.chat.thread('S').send('satu')
    wire.chat.thread('S').send('dua')
    expect(wire.of('message').map((each) => each.content)).toEqual(['satu'])
    wire.ack(0, 1)
    expect(wire.of('message').map((each) => each.content)).toEqual(['satu', 'dua'])
    wire.ack(1, 2)
    expect(wire.chat.thread('S').outbox.waiting.value).toEqual([])
    expect(seqs(wire.chat)).toEqual([1, 2])
  })

  it('survives a reload, and sends under the same id', async () => {
    const shelf = memoryShelf()
    const before = wired(shelf)
    await before.up()
    before.chat.thread('S').send('halo')
    before.down()
    const after = wired(shelf)
    await after.up()
    expect(after.of('message')[0]).toEqual(before.of('message')[0])
  })

  it('takes a message that came back as sent, though its answer was lost', async () => {
    const stored: Message[] = []
    const wire = wired(undefined, stored)
    await wire.up()
    wire.chat.thread('S').send('halo')
    const id = wire.of('message')[0]?.client_message_id as string
    wire.down()
    stored.push(message(1, { sender: 'customer', client_message_id: id }))
    await wire.up()
    expect(wire.chat.thread('S').outbox.waiting.value).toEqual([])
    expect(seqs(wire.chat)).toEqual([1])
  })

  it('marks what is refused, goes on with the next, and tries again when asked', async () => {
    const wire = wired()
    await wire.up()
    const { outbox, send } = wire.chat.thread('S')
    send('satu')
    send('dua')
    const ref = wire.of('message')[0]?.client_message_id as string
    wire.say({ type: 'error', code: 'SESSION_NOT_ACTIVE', detail: 'The session is over.', ref })
    expect(outbox.waiting.value[0]).toMatchObject({ failed: 'SESSION_NOT_ACTIVE', detail: 'The session is over.' })
    expect(wire.of('message').length).toBe(2)
    wire.ack(1, 1)
    outbox.again(ref)
    expect(wire.of('message')[2]?.client_message_id).toBe(ref)
    expect(outbox.waiting.value[0]).not.toHaveProperty('failed')
    expect(outbox.waiting.value[0]).not.toHaveProperty('detail')
  })

  it('asks once more when no answer comes', async () => {
    const wire = wired()
    await wire.up()
    wire.chat.thread('S').send('halo')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(new Set(wire.of('message').map((each) => each.client_message_id)).size).toBe(1)
    expect(wire.of('message').length).toBe(2)
  })
})

describe('marks and typing', () => {
  it('say delivered at receipt, and read only when it was seen', async () => {
    const wire = wired(undefined, [message(1)])
    await wire.up([session({ last_seq: 1, unread_count: 1 })])
    expect(wire.of('delivered')).toEqual([{ type: 'delivered', session_id: 'S', up_to_seq: 1 }])
    expect(wire.of('read')).toEqual([])
    wire.chat.thread('S').seen()
    await vi.advanceTimersByTimeAsync(0)
    expect(wire.of('read').map((each) => each.up_to_seq)).toEqual([1])
    expect(wire.chat.unread.value).toBe(0)
  })

  it('are told again on a new connection, where they may have been lost', async () => {
    const wire = wired(undefined, [message(1)])
    await wire.up()
    wire.down()
    wire.chat.thread('S').seen()
    await wire.up()
    expect(wire.of('read').map((each) => each.up_to_seq)).toEqual([1])
  })

  it('tell of typing at most each three seconds, show it for five, and end it with a message', async () => {
    const wire = wired()
    await wire.up()
    const { typing } = wire.chat.thread('S')
    typing.tell(true)
    typing.tell(true)
    expect(wire.of('typing').length).toBe(1)
    await vi.advanceTimersByTimeAsync(3000)
    typing.tell(true)
    expect(wire.of('typing').length).toBe(2)
    wire.say({ type: 'typing', session_id: 'S', from: 'mitra', is_typing: true })
    expect(typing.theirs.value).toBe(true)
    await vi.advanceTimersByTimeAsync(5000)
    expect(typing.theirs.value).toBe(false)
    wire.say({ type: 'typing', session_id: 'S', from: 'mitra', is_typing: true })
    wire.say({ type: 'message', message: message(1) })
    expect(typing.theirs.value).toBe(false)
  })
})

describe('sessions', () => {
  it('follow what the server says, and what is over stays over', async () => {
    const wire = wired()
    await wire.up([session({ status: 'requested' })])
    wire.say({ type: 'session_started', session: session() })
    wire.chat.sessions.put(session({ status: 'requested' }))
    expect(wire.chat.sessions.get('S')?.status).toBe('active')
    wire.say({ type: 'extension_requested', session_id: 'S', extension: { id: 'E' } })
    expect(wire.chat.sessions.get('S')).toMatchObject({ status: 'extending', pending_extension: { id: 'E' } })
    wire.say({
      type: 'extension_resolved',
      session_id: 'S',
      outcome: 'rejected',
      session: session({ status: 'closing' }),
    })
    wire.say({ type: 'goodbye_received', session_id: 'S', from: 'mitra' })
    wire.say({ type: 'session_topic_updated', session_id: 'S', topic_sensitivity: 'sensitive', changed_at: AT })
    expect(wire.chat.sessions.get('S')).toMatchObject({
      status: 'closing',
      goodbye: { mitra: true },
      topic_sensitivity: 'sensitive',
    })
    wire.say({ type: 'session_completed', session: session({ status: 'completed' }) })
    wire.chat.sessions.put(session())
    expect(wire.chat.sessions.open.value).toEqual([])
  })

  it('are read anew when the socket told of them while they were being read', async () => {
    const wire = wired()
    await wire.up()
    let arrive = () => {}
    wire.server.session.mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return session()
    })
    wire.server.session.mockImplementationOnce(async () => session({ status: 'closing', closing_at: AT }))
    const looking = wire.chat.look('S')
    wire.say({ type: 'session_closing', session: session({ status: 'closing' }) })
    arrive()
    await looking
    expect(wire.chat.sessions.get('S')).toMatchObject({ status: 'closing', closing_at: AT })
  })

  it('that are told of without end are read a few times and no more', async () => {
    const wire = wired()
    await wire.up()
    wire.server.session.mockImplementation(async () => {
      await Promise.resolve()
      wire.say({ type: 'session_closing', session: session({ status: 'closing' }) })
      return session()
    })
    await wire.chat.look('S')
    expect(wire.server.session).toHaveBeenCalledTimes(4)
    expect(wire.chat.sessions.get('S')?.status).toBe('closing')
  })

  it('are as the answer of what was done says, unless the socket told of more before it came', async () => {
    const wire = wired()
    await wire.up()
    await wire.chat.settle('S', Promise.resolve(session({ topic_sensitivity: 'sensitive' })))
    expect(wire.chat.sessions.get('S')?.topic_sensitivity).toBe('sensitive')
    expect(wire.server.session).not.toHaveBeenCalled()

    wire.server.session.mockImplementationOnce(async () => session({ status: 'closing' }))
    const done = wire.chat.settle('S', Promise.resolve(session({ status: 'active' })))
    wire.say({ type: 'extension_requested', session_id: 'S', extension: { id: 'E' } })
    await done
    await vi.advanceTimersByTimeAsync(0)
    expect(wire.chat.sessions.get('S')?.status).toBe('closing')
  })

  it('that were acted upon are so, though they can not be read again', async () => {
    const wire = wired()
    await wire.up()
    wire.server.session.mockRejectedValueOnce(new Error('no connection'))
    const done = wire.chat.settle('S', Promise.resolve(session()))
    wire.say({ type: 'session_closing', session: session({ status: 'closing' }) })
    await done
    await expect(wire.chat.settle('S', Promise.reject(new Error('refused')))).rejects.toThrow('refused')
    expect(wire.chat.sessions.get('S')?.status).toBe('closing')
  })

  it('that ended while we were away are asked about', async () => {
    const wire = wired()
    await wire.up()
    wire.down()
    await wire.up([])
    expect(wire.chat.sessions.get('S')?.status).toBe('completed')
  })

  it('that ended are asked about until there is an answer, for as long as there is a connection', async () => {
    const wire = wired()
    await wire.up()
    wire.server.session.mockRejectedValue(new Error('busy'))
    await wire.up([])
    await vi.advanceTimersByTimeAsync(2000)
    expect(wire.server.session).toHaveBeenCalledTimes(2)
    wire.down()
    await wire.up([])
    await vi.advanceTimersByTimeAsync(6000)
    // Twice on the new connection, and on the old one no more.
    expect(wire.server.session).toHaveBeenCalledTimes(4)
    wire.down()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(wire.server.session).toHaveBeenCalledTimes(4)
    wire.server.session.mockRejectedValueOnce(new Error('busy')).mockResolvedValue(session({ status: 'completed' }))
    await wire.up([])
    await vi.advanceTimersByTimeAsync(2000)
    expect(wire.chat.sessions.get('S')?.status).toBe('completed')
  })

  it('that nobody knows of yet have news all the same', async () => {
    const wire = wired()
    await wire.up([])
    expect(wire.chat.sessions.news('N')).toBe(0)
    wire.say({ type: 'request_expired', session_id: 'N' })
    expect(wire.chat.sessions.news('N')).toBe(1)
    expect(wire.chat.sessions.get('N')).toBeUndefined()
  })

  it('that are over leave no draft', async () => {
    const shelf = memoryShelf()
    shelf.write('draft-S', 'Halo')
    shelf.write('draft-over', 'Sampai j')
    const wire = wired(shelf)
    wire.chat.thread('seen').draft.value = 'Sudah'
    await wire.up()
    expect(shelf.names('draft-')).toEqual(['draft-S'])
    expect(wire.chat.thread('S').draft.value).toBe('Halo')
    expect(wire.chat.thread('seen').draft.value).toBe('')
  })

  it('say that there is no connection only after a while', async () => {
    const wire = wired()
    await wire.up()
    wire.down()
    await vi.advanceTimersByTimeAsync(1900)
    expect(wire.chat.offline.value).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(wire.chat.offline.value).toBe(true)
    await wire.up()
    expect(wire.chat.offline.value).toBe(false)
  })

  it('say at once when the server has ended the connection, until there is one again', async () => {
    const wire = wired()
    await wire.up()
    wire.down('lost')
    expect(wire.chat.lost.value).toBe(true)
    wire.down('connecting')
    expect(wire.chat.lost.value).toBe(true)
    await wire.up()
    expect(wire.chat.lost.value).toBe(false)
  })
})

describe('settings', () => {
  it('are as announced, though an answer from before comes later', async () => {
    const wire = wired()
    const asked = wire.chat.loadConfig()
    wire.say({ type: 'config_updated', config: { anonymity_enabled: false } })
    await asked
    expect(wire.chat.config.value).toEqual({ anonymity_enabled: false })
    await wire.chat.loadConfig()
    expect(wire.chat.config.value).toEqual({ anonymity_enabled: true })
  })
})

describe('settings that are asked for twice at once', () => {
  it('are as the later question was answered, in whatever order', async () => {
    const answers: ((config: SharedConfig) => void)[] = []
    const wire = wired()
    wire.server.config.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const ask = async (order: number[]) => {
      answers.length = 0
      const asked = [wire.chat.loadConfig(), wire.chat.loadConfig()]
      for (const at of order) {
        answers[at]?.({ anonymity_enabled: at === 1 } as SharedConfig)
        await vi.advanceTimersByTimeAsync(0)
      }
      await Promise.all(asked)
      return wire.chat.config.value
    }
    expect(await ask([0, 1])).toEqual({ anonymity_enabled: true })
    expect(await ask([1, 0])).toEqual({ anonymity_enabled: true })
  })

  it('are asked for until there is an answer', async () => {
    const wire = wired()
    await wire.up()
    wire.server.config.mockRejectedValueOnce(new Error('busy')).mockRejectedValueOnce(new Error('busy'))
    void wire.chat.insist(wire.chat.loadConfig)
    await vi.advanceTimersByTimeAsync(7000)
    expect(wire.chat.config.value).toEqual({ anonymity_enabled: true })
    expect(wire.server.config).toHaveBeenCalledTimes(3)
  })
})

describe('signing out', () => {
  it('leaves nothing behind', async () => {
    const shelf = memoryShelf()
    const wire = wired(shelf)
    await wire.up()
    wire.chat.thread('S').draft.value = 'rahasia'
    wire.chat.thread('S').send('rahasia')
    wire.chat.forget()
    expect(shelf.names('')).toEqual([])
    expect(wire.chat.sessions.open.value).toEqual([])
  })

  it('shows the next one nothing of an answer that was on its way', async () => {
    const wire = wired()
    wire.server.session.mockImplementationOnce(async () => session())
    const looking = wire.chat.look('S')
    wire.chat.forget()
    await looking
    expect(wire.chat.sessions.get('S')).toBeUndefined()
  })

  it('neither keeps nor sends what was written, though messages were being read', async () => {
    const shelf = memoryShelf()
    const sentBefore = message(1, { sender: 'customer' })
    const wire = wired(shelf, [sentBefore])
    shelf.write('outbox-S', [
      { client_message_id: 'c1', content: 'satu', written_at: 0 },
      { client_message_id: 'c2', content: 'dua', written_at: 0 },
    ])
    void wire.chat.thread('S').catchUp()
    wire.chat.forget()
    await wire.up([])
    await vi.advanceTimersByTimeAsync(20_000)
    expect(shelf.names('')).toEqual([])
    expect(wire.of('message')).toEqual([])
  })
})
