import { renderHook, waitFor } from '@testing-library/preact'
import { describe, expect, it, vi } from 'vitest'
import { type ChatServer, chatServer } from '../store/server'
import type { ChatSession, Goodbyes } from '../store/types'
import { useGoodbyes } from './useGoodbyes'

const AT = '2026-11-23T01:00:00.000Z'
const LATER = '2026-11-23T01:00:09.000Z'
const session = (customer: boolean, mitra: boolean, id = 'S') => ({ id, goodbye: { customer, mitra } }) as ChatSession

/** Watches one session after the other, of a server that says what it is told to. */
function watched(first: ChatSession) {
  const asked = vi.fn<(id: string) => Promise<Goodbyes>>()
  const server = { goodbyes: asked } as unknown as ChatServer
  asked.mockResolvedValue({ customer: null, mitra: { message: 'Jaga diri', created_at: AT } })
  const hook = renderHook(({ now }: { now: ChatSession }) => useGoodbyes(server, now), { initialProps: { now: first } })
  return {
    asked,
    said: () => hook.result.current.map(({ from, message }) => `${from}: ${message}`),
    becomes: (now: ChatSession) => hook.rerender({ now }),
  }
}

describe('goodbyes', () => {
  it('are asked for when a side has said one, and again when the other has', async () => {
    const { asked, said, becomes } = watched(session(false, false))
    expect(asked).not.toHaveBeenCalled()
    becomes(session(false, true))
    await waitFor(() => expect(said()).toEqual(['mitra: Jaga diri']))
    // News of the session that bring no goodbye ask for nothing.
    becomes(session(false, true))
    expect(asked).toHaveBeenCalledTimes(1)
    asked.mockResolvedValue({
      customer: { message: 'Makasih', created_at: LATER },
      mitra: { message: 'Jaga diri', created_at: AT },
    })
    becomes(session(true, true))
    await waitFor(() => expect(said()).toEqual(['mitra: Jaga diri', 'customer: Makasih']))
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('without words are not shown', async () => {
    const { asked, said, becomes } = watched(session(false, false))
    asked.mockResolvedValue({
      customer: { message: null, created_at: AT },
      mitra: { message: 'Jaga diri', created_at: LATER },
    })
    becomes(session(true, true))
    await waitFor(() => expect(said()).toEqual(['mitra: Jaga diri']))
  })

  it('that could not be read are asked for with the next news of the session', async () => {
    const { asked, said, becomes } = watched(session(false, false))
    asked.mockRejectedValueOnce(new Error('no connection'))
    becomes(session(false, true))
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1))
    await asked.mock.results[0]?.value.catch(() => undefined)
    expect(said()).toEqual([])
    becomes(session(false, true))
    await waitFor(() => expect(said()).toEqual(['mitra: Jaga diri']))
  })

  it('of one session are never shown in another', async () => {
    const { said, becomes } = watched(session(false, true))
    await waitFor(() => expect(said()).toEqual(['mitra: Jaga diri']))
    becomes(session(false, false, 'T'))
    expect(said()).toEqual([])
  })

  it('are asked for by each side at its own address', async () => {
    const GET = vi.fn(async () => ({ data: { customer: null, mitra: null }, response: new Response() }))
    const api = { GET } as unknown as Parameters<typeof chatServer>[0]
    await chatServer(api, 'customer').goodbyes('S')
    await chatServer(api, 'mitra').goodbyes('S')
    expect(GET.mock.calls.map(([path]: unknown[]) => path)).toEqual([
      '/api/client/chat/sessions/{id}/goodbye',
      '/api/mitra/chat/sessions/{id}/goodbye',
    ])
  })
})
