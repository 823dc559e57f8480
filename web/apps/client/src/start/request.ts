import { type PublicTypes, unwrap } from '@curhat/api'
import type { ChatSession } from '@curhat/chat'
import { chat } from '../live/chat'
import { api } from '../session'

/** Asks for a session, under the same key once, however often it is sent; answers its id. `again`: this is not the first time. */
export async function request(body: PublicTypes['schemas']['NewChatRequest'], key: string, again: boolean) {
  const params = { header: { 'Idempotency-Key': key } }
  const session = await unwrap(api.POST('/api/client/chat/request', { body, params }))
  // The first answer is given again, or the news of it were faster: what has become of it since is asked for.
  if (again || chat.sessions.news(session.id)) await chat.look(session.id).catch(() => undefined)
  else chat.sessions.put(session as unknown as ChatSession)
  return session.id
}
