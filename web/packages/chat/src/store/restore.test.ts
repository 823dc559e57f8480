import { effect } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryShelf } from './shelf'
import type { Message } from './types'
import { AT, message, seqs, session, wired } from './wired.testing'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const from = (first: number, last: number, one: (seq: number) => Message = message) =>
  Array.from({ length: last - first + 1 }, (_, at) => one(first + at))
/** What was said under these numbers after the restore. */
const anew = (seq: number, more: Partial<Message> = {}) =>
  message(seq, { id: `n${seq}`, client_message_id: `d${seq}`, content: `pesan baru ${seq}`, ...more })
const mine = (seq: number, more: Partial<Message> = {}) => message(seq, { sender: 'customer', ...more })

/** A customer who holds the messages from 1 on, and whose server can be restored. */
async function holding(stored: Message[], shelf = memoryShelf()) {
  const wire = wired(shelf, stored)
  const { thread } = wire.chat
  await wire.up([session({ last_seq: stored.length })])
  return {
    ...wire,
    thread: thread('S'),
    ids: () => thread('S').messages.value.map(({ id }) => id),
    restore(to: number, gone_on: Message[] = []) {
      wire.down()
      stored.splice(to, stored.length, ...gone_on)
    },
    again: () => wire.up([session({ last_seq: stored.length })]),
  }
}

describe('with a server that was restored from a backup', () => {
  it('messages that it has no more are forgotten', async () => {
    const wire = await holding(from(1, 5))
    wire.say({ type: 'session_topic_updated', session_id: 'S', topic_sensitivity: 'sensitive', changed_at: AT })
    wire.restore(3)
    await wire.again()
    expect(wire.ids()).toEqual(['m1', 'm2', 'm3'])
    expect(wire.thread.notes.value).toEqual([])
    expect(wire.thread.loaded.value).toBe(true)
    expect(wire.chat.sessions.get('S')?.last_seq).toBe(3)
  })

  it('nothing is left where it has nothing left', async () => {
    const wire = await holding(from(1, 5))
    wire.restore(0)
    await wire.again()
    expect(wire.ids()).toEqual([])
    expect(wire.thread.loaded.value).toBe(true)
  })

  it.each([
    ['fewer', 4],
    ['as many', 5],
    ['more', 7],
  ])('others are read under the same numbers, where it has gone on to %s', async (_, last) => {
    const wire = await holding(from(1, 5))
    wire.restore(3, from(4, last, anew))
    await wire.again()
    expect(wire.ids()).toEqual(['m1', 'm2', 'm3', ...from(4, last, anew).map(({ id }) => id)])
    expect(wire.chat.sessions.get('S')?.last_seq).toBe(last)
  })

  it('one that was held after a gap is forgotten too', async () => {
    const wire = await holding(from(1, 3))
    wire.server.messages.mockRejectedValueOnce(new Error('no connection'))
    wire.say({ type: 'message', message: message(5) })
    expect(seqs(wire.chat)).toEqual([1, 2, 3, 5])
    wire.restore(3)
    await wire.again()
    expect(wire.ids()).toEqual(['m1', 'm2', 'm3'])
  })

  it.each([[[]], [[anew(4, { sender: 'customer' })]]])(
    'one that was heard before the first look is forgotten too',
    async (gone_on: Message[]) => {
      const stored = from(1, 3)
      const wire = wired(undefined, stored)
      wire.server.messages.mockRejectedValueOnce(new Error('no connection'))
      await wire.up()
      wire.say({ type: 'message', message: mine(4, { status: 'read' }) })
      wire.down()
      stored.push(...gone_on)
      await wire.up()
      expect(wire.chat.thread('S').messages.value).toEqual(stored)
    },
  )

  it('whether there are older ones is asked anew', async () => {
    const wire = await holding(from(1, 130))
    expect(wire.thread.hasOlder.value).toBe(true)
    wire.restore(90)
    await wire.again()
    expect(seqs(wire.chat).length).toBe(90)
    expect(wire.thread.hasOlder.value).toBe(false)
  })

  it('older ones that were asked for before do not come in', async () => {
    const wire = await holding(from(1, 130))
    const arrive = wire.late()
    void wire.thread.older()
    wire.restore(0, from(1, 2, anew))
    await wire.again()
    await arrive()
    expect(wire.ids()).toEqual(['n1', 'n2'])
    expect(wire.thread.loadingOlder.value).toBe(false)
  })

  it('a new message that comes before the answer does is kept, and what was held is not', async () => {
    const wire = await holding(from(1, 5))
    wire.restore(3)
    const arrive = wire.late()
    await wire.again()
    const said = anew(4)
    wire.server.messages.mockImplementation(async () => ({ items: [...from(1, 3), said], has_more: false }))
    wire.say({ type: 'message', message: said })
    expect(wire.ids()).toEqual(['n4'])
    await arrive()
    expect(wire.ids()).toEqual(['m1', 'm2', 'm3', 'n4'])
    expect(wire.thread.arrived.value?.id).toBe('n4')
    expect(wire.chat.sessions.get('S')).toMatchObject({ last_seq: 4, unread_count: 1 })
  })

  it.each(['message', 'message_ack'])(
    'a %s under a held number has all read anew, where that could not be done before',
    async (type) => {
      const wire = await holding(from(1, 5))
      const said = anew(4, { sender: 'customer' })
      wire.restore(3, [said])
      wire.server.messages.mockRejectedValueOnce(new Error('no connection'))
      await wire.again()
      wire.say({ type, message: said, client_message_id: said.client_message_id })
      await vi.advanceTimersByTimeAsync(0)
      expect(wire.ids()).toEqual(['m1', 'm2', 'm3', 'n4'])
      expect(wire.thread.error.value).toBeNull()
    },
  )

  it('what was not acknowledged is sent again, and what was is not', async () => {
    const stored: Message[] = from(1, 2)
    const wire = await holding(stored)
    wire.thread.send('satu')
    wire.ack(0, 3)
    stored.push(...wire.thread.messages.value.slice(2))
    wire.thread.send('dua')
    wire.restore(2)
    await wire.again()
    expect(wire.of('message').map(({ content }) => content)).toEqual(['satu', 'dua', 'dua'])
    expect(wire.ids()).toEqual(['m1', 'm2'])
    wire.ack(2, 3)
    expect(wire.thread.outbox.waiting.value).toEqual([])
    expect(wire.thread.messages.value[2]?.content).toBe('dua')
  })

  it('own messages are not taken for read by marks of others before', async () => {
    const wire = await holding([message(1), mine(2), mine(3)])
    wire.say({ type: 'message_status', session_id: 'S', up_to_seq: 3, status: 'read', at: AT })
    wire.restore(1, [anew(2, { sender: 'customer' })])
    await wire.again()
    wire.say({ type: 'message', message: anew(3, { sender: 'customer' }) })
    expect(wire.thread.messages.value.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'm1 sent',
      'n2 sent',
      'n3 sent',
    ])
    wire.say({ type: 'message_status', session_id: 'S', up_to_seq: 2, status: 'delivered', at: AT })
    expect(wire.thread.messages.value[1]?.status).toBe('delivered')
  })

  it('own marks are told again for lower numbers', async () => {
    const wire = await holding(from(1, 5))
    wire.thread.seen()
    await vi.advanceTimersByTimeAsync(0)
    wire.sent.length = 0
    wire.restore(3)
    await wire.again()
    wire.thread.seen()
    wire.say({ type: 'message', message: anew(4) })
    wire.thread.seen()
    await vi.advanceTimersByTimeAsync(0)
    expect(wire.of('delivered').map(({ up_to_seq }) => up_to_seq)).toEqual([3, 4])
    expect(wire.of('read').at(-1)?.up_to_seq).toBe(4)
  })

  it('own marks of before do not say that others were seen', async () => {
    const wire = await holding(from(1, 5))
    wire.thread.seen()
    await vi.advanceTimersByTimeAsync(0)
    wire.sent.length = 0
    wire.restore(3, from(4, 6, anew))
    const arrive = wire.late()
    await wire.again()
    await arrive()
    expect(wire.of('read')).toEqual([])
    expect(wire.of('delivered').map(({ up_to_seq }) => up_to_seq)).toEqual([6])
  })
})

describe('with a server that has all that is held', () => {
  it('nothing is forgotten, not even for a moment', async () => {
    const stored = from(1, 3)
    const wire = await holding(stored)
    const fewest = vi.fn()
    effect(() => fewest(wire.thread.loaded.value && wire.thread.messages.value.length >= 3))
    for (const last of [3, 5]) {
      wire.down()
      stored.splice(3, 2, ...from(4, last))
      await wire.again()
      expect(wire.server.messages).toHaveBeenLastCalledWith('S', { after_seq: 2, limit: 200 })
    }
    wire.say({ type: 'message', message: message(5) })
    expect(seqs(wire.chat)).toEqual([1, 2, 3, 4, 5])
    expect(fewest).not.toHaveBeenCalledWith(false)
  })

  it('a message that is newer than the answer is no difference', async () => {
    const wire = await holding(from(1, 3))
    wire.down()
    const arrive = wire.late()
    await wire.again()
    const asked = wire.server.messages.mock.calls.length
    wire.say({ type: 'message', message: message(4) })
    await arrive()
    expect(seqs(wire.chat)).toEqual([1, 2, 3, 4])
    expect(wire.server.messages.mock.calls.length).toBe(asked)
  })
})
