import { ApiError, unwrap } from '@curhat/api'
import type { ChatSession, Topic } from '@curhat/chat'
import { chat } from '../live/chat'
import { api } from '../session'

const path = (id: string) => ({ path: { id } })
/** Answers carry the session as it is after them; who comes later by the socket only confirms it. */
const put = async (call: Promise<unknown>) => {
  const session = (await call) as ChatSession
  chat.sessions.put(session)
  return session
}

/** What the server says of the session may have changed while one decided: then it is read anew before it is complained. */
async function orLook<T>(id: string, call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 409) chat.look(id).catch(() => undefined)
    throw error
  }
}

/** Marks what kind of topic it is. */
export const flip = (id: string, topic_sensitivity: Topic) =>
  orLook(
    id,
    put(
      unwrap(api.PATCH('/api/mitra/chat/sessions/{id}/sensitivity', { params: path(id), body: { topic_sensitivity } })),
    ),
  )

/** Ends it before its time. */
export const end = (id: string) =>
  orLook(id, put(unwrap(api.POST('/api/mitra/chat/sessions/{id}/end', { params: path(id) }))))

/** The last word. */
export const sayGoodbye = (id: string, message: string) =>
  orLook(
    id,
    put(
      unwrap(api.POST('/api/mitra/chat/sessions/{id}/goodbye', { params: path(id), body: message ? { message } : {} })),
    ),
  )

/** Answers whether there shall be more time. */
export const answerExtension = (id: string, extension_id: string, how: 'accept' | 'reject') =>
  orLook(
    id,
    put(
      unwrap(
        api.POST(`/api/mitra/chat/sessions/{id}/extensions/{extension_id}/${how}`, {
          params: { path: { id, extension_id } },
        }),
      ),
    ),
  )
