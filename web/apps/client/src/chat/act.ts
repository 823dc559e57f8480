import { ApiError, unwrap } from '@curhat/api'
import type { ChatSession, Extension } from '@curhat/chat'
import { chat } from '../live/chat'
import { api } from '../session'

const path = (id: string) => ({ path: { id } })

/** What was true when one decided may be so no more: then it is read anew before it is complained. */
async function orLook<T>(id: string, call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 409) chat.look(id).catch(() => undefined)
    throw error
  }
}

const put = (id: string, call: Promise<unknown>) => orLook(id, chat.settle(id, call as Promise<ChatSession>))

/** Ends it before its time. */
export const end = (id: string) => put(id, unwrap(api.POST('/api/client/chat/sessions/{id}/end', { params: path(id) })))

/** The last word, and how it was. */
export const sayGoodbye = (id: string, body: { message?: string; rating?: number }) =>
  put(id, unwrap(api.POST('/api/client/chat/sessions/{id}/goodbye', { params: path(id), body })))

/** Asks for more time; under the same key once, however often it is sent. `again`: this is not the first time. */
export async function extend(id: string, price_tier_id: string, key: string, again: boolean) {
  const params = { ...path(id), header: { 'Idempotency-Key': key } }
  const before = chat.sessions.news(id)
  const call = unwrap(api.POST('/api/client/chat/sessions/{id}/extensions', { params, body: { price_tier_id } }))
  const extension = (await orLook(id, call)) as Extension
  // The first answer is given again, or the mitra was faster than this one: what has been decided since is asked for.
  if (again || chat.sessions.news(id) !== before) return chat.look(id).catch(() => undefined)
  chat.sessions.change(id, () => ({ status: 'extending', pending_extension: extension }))
}
