import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatServer } from './server'
import { memoryShelf } from './shelf'
import type { Message } from './types'
import { AT, message, seqs, session, wired } from './wired.testing'

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

  it('that were told on a connection which broke are told again', async () => {
    const wire = wired(undefined, [message(1)])
    await wire.up()
    wire.chat.thread('S').seen()
    await vi.advanceTimersByTimeAsync(0)
    wire.sent.length = 0
    wire.down()
    await wire.up()
    expect(wire.sent.map(({ type, up_to_seq }) => [type, up_to_seq])).toEqual([
      ['delivered', 1],
      ['read', 1],
    ])
  })

  it('of one who has signed out are not told for the next', async () => {
    const wire = wired(undefined, [message(1)])
    await wire.up()
    wire.down()
    wire.chat.thread('S').seen()
    const arrive = wire.late()
    await wire.up()
    wire.sent.length = 0
    wire.chat.forget()
    await arrive()
    expect(wire.sent).toEqual([])
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
