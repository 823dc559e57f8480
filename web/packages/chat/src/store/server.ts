import { type createApi, type PublicPaths, unwrap } from '@curhat/api'
import type { ChatSession, Goodbyes, Message, SharedConfig, Side } from './types'

export interface MessagePage {
  items: Message[]
  has_more: boolean
}

export interface HistoryPage {
  items: ChatSession[]
  next_cursor: string | null
}

/** What the store asks over REST: whatever was missed, and whatever is older. */
export interface ChatServer {
  session(id: string): Promise<ChatSession>
  messages(id: string, range: { before_seq?: number; after_seq?: number; limit?: number }): Promise<MessagePage>
  goodbyes(id: string): Promise<Goodbyes>
  history(cursor?: string): Promise<HistoryPage>
  config(): Promise<SharedConfig>
}

type Api = ReturnType<typeof createApi<PublicPaths>>

/** The REST API as one side sees it; both sides' paths differ in one word. */
export function chatServer(api: Api, side: Side): ChatServer {
  const sessions = `/api/${side === 'customer' ? 'client' : 'mitra'}/chat/sessions` as '/api/client/chat/sessions'
  return {
    session: (id) =>
      unwrap(api.GET(`${sessions}/{id}`, { params: { path: { id } } })) as unknown as Promise<ChatSession>,
    messages: (id, query) =>
      unwrap(api.GET(`${sessions}/{id}/messages`, { params: { path: { id }, query } })) as Promise<MessagePage>,
    goodbyes: (id) => unwrap(api.GET(`${sessions}/{id}/goodbye`, { params: { path: { id } } })),
    history: (cursor) =>
      unwrap(
        api.GET(sessions, { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } }),
      ) as unknown as Promise<HistoryPage>,
    config: () => unwrap(api.GET('/api/shared/config')),
  }
}
