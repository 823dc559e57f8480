import { ApiError, unwrap } from '@curhat/api'
import type { ChatSession, Topic } from '@curhat/chat'
import { chat } from '../live/chat'
import { api } from '../session'

const path = (id: string) => ({ path: { id } })

/** What the server says of the session may have changed while one decided: then it is read anew before it is complained. */
async function act(id: string, call: Promise<unknown>): Promise<void> {
  try {
    await chat.settle(id, call as Promise<ChatSession>)
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 409) chat.look(id).catch(() => undefined)
    throw error
  }
}

/** Marks what kind of topic it is. */
export const flip = (id: string, topic_sensitivity: Topic) =>
  act(
    id,
    unwrap(api.PATCH('/api/mitra/chat/sessions/{id}/sensitivity', { params: path(id), body: { topic_sensitivity } })),
  )

/** Ends it before its time. */
export const end = (id: string) => act(id, unwrap(api.POST('/api/mitra/chat/sessions/{id}/end', { params: path(id) })))

/** The last word. */
export const sayGoodbye = (id: string, message: string) =>
  act(
    id,
    unwrap(api.POST('/api/mitra/chat/sessions/{id}/goodbye', { params: path(id), body: message ? { message } : {} })),
  )

/** Answers whether there shall be more time. */
export const answerExtension = (id: string, extension_id: string, how: 'accept' | 'reject') =>
  act(
    id,
    unwrap(
      api.POST(`/api/mitra/chat/sessions/{id}/extensions/{extension_id}/${how}`, {
        params: { path: { id, extension_id } },
      }),
    ),
  )
