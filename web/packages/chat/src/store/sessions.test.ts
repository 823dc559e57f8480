import { ApiError } from '@curhat/api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryShelf } from './shelf'
import type { SharedConfig } from './types'
import { AT, message, session, wired } from './wired.testing'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

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

  it('that the server does not have any more are not open', async () => {
    const wire = wired()
    await wire.up()
    const gone = new ApiError({ type: '', title: '', status: 404, code: 'NOT_FOUND' })
    wire.server.session.mockRejectedValue(gone)
    wire.down()
    await wire.up([])
    expect(wire.chat.sessions.open.value).toEqual([])
    expect(wire.chat.sessions.get('S')).toBeUndefined()
    // Any other refusal says nothing about it.
    await wire.up()
    wire.server.session.mockRejectedValue(new ApiError({ ...gone.problem, status: 503 }))
    await expect(wire.chat.look('S')).rejects.toThrow()
    expect(wire.chat.sessions.get('S')).toBeDefined()
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
