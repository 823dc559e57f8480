import type { ChatSession } from '@curhat/chat'
import { type Load, useLoad } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { chat } from '../live/chat'

/** One session as it is now. What the server announces is followed; what was never announced is asked for. */
export function useSession(id: string): Pick<Load<unknown>, 'error' | 'slow' | 'again'> & { session?: ChatSession } {
  const asked = useLoad(() => chat.look(id).then(() => true), id)
  const session = chat.sessions.get(id)
  useEffect(() => {
    // A step missed while away is caught up with at the next connection.
    if (session && chat.link.value === 'open') void chat.thread(id).catchUp()
  }, [id, session])
  const { error, slow, again } = asked
  return { error: session ? null : error, slow, again, ...(session ? { session } : {}) }
}
