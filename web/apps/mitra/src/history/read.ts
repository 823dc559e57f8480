import { type FrameTypes, unwrap } from '@curhat/api'
import { api } from '../session'

export type ChatSession = FrameTypes['schemas']['ChatSession']
export interface Page {
  items: ChatSession[]
  next_cursor: string | null
}

const AT_ONCE = '30'

/** A page of one's sessions, newest first. */
export const readHistory = (cursor?: string) =>
  unwrap(
    api.GET('/api/mitra/chat/sessions', { params: { query: { limit: AT_ONCE, ...(cursor ? { cursor } : {}) } } }),
  ) as unknown as Promise<Page>
