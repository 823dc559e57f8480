import type { ChatSession } from '@curhat/chat'
import { beforeEach, expect, it, vi } from 'vitest'

const hands = vi.hoisted(() => ({ POST: vi.fn(), look: vi.fn(async () => {}), put: vi.fn(), news: vi.fn(() => 0) }))
vi.mock('../session', () => ({ api: { POST: hands.POST } }))
vi.mock('../live/chat', () => ({ chat: { look: hands.look, sessions: { put: hands.put, news: hands.news } } }))

import { request } from './request'

const session = { id: 'S', status: 'requested' } as ChatSession
const body = { topic_sensitivity: 'regular', price_tier_id: 'T' } as const

beforeEach(() => {
  vi.clearAllMocks()
  hands.POST.mockResolvedValue({ data: session, response: new Response() })
})

it('is as the answer says', async () => {
  expect(await request(body, 'K', false)).toBe('S')
  expect(hands.put).toHaveBeenCalledWith(session)
  expect(hands.look).not.toHaveBeenCalled()
})

it.each([
  ['an answer that was given before', true, 0],
  ['an answer that the news have overtaken', false, 1],
])('is read anew after %s', async (_, again, news) => {
  hands.news.mockReturnValue(news)
  hands.look.mockRejectedValueOnce(new Error('no connection'))
  expect(await request(body, 'K', again)).toBe('S')
  expect(hands.look).toHaveBeenCalledWith('S')
  expect(hands.put).not.toHaveBeenCalled()
})
