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

/** Answers carry the session as it is after them. */
async function put(id: string, call: Promise<unknown>) {
  chat.sessions.put((await orLook(id, call)) as ChatSession)
}

/** Ends it before its time. */
export const end = (id: string) => put(id, unwrap(api.POST('/api/client/chat/sessions/{id}/end', { params: path(id) })))

/** The last word, and how it was. */
export const sayGoodbye = (id: string, body: { message?: string; rating?: number }) =>
  put(id, unwrap(api.POST('/api/client/chat/sessions/{id}/goodbye', { params: path(id), body })))

/** Asks for more time; under the same key once, however often it is sent. `again`: this is not the first time. */
export async function extend(id: string, price_tier_id: string, key: string, again: boolean) {
  const params = { ...path(id), header: { 'Idempotency-Key': key } }
  const call = unwrap(api.POST('/api/client/chat/sessions/{id}/extensions', { params, body: { price_tier_id } }))
  const extension = (await orLook(id, call)) as Extension
  // The first answer is given again, and the mitra may have decided since.
  if (again) return chat.look(id).catch(() => undefined)
  chat.sessions.change(id, ({ status, pending_extension }) =>
    // The answer may have been faster than this one.
    status === 'extending' || pending_extension ? {} : { status: 'extending', pending_extension: extension },
  )
}
