import type { ChatSession } from '@curhat/chat'
import { type Load, useLoad } from '@curhat/ui'
import { useEffect, useRef } from 'preact/hooks'
import { chat } from '../live/chat'

/** One session as it is now. What the server announces is followed; what was never announced is asked for. */
export function useSession(id: string): Pick<Load<unknown>, 'error' | 'slow' | 'again'> & { session?: ChatSession } {
  const asked = useLoad(() => chat.look(id).then(() => true), id)
  const session = chat.sessions.get(id)
  const known = session !== undefined
  const was = useRef(known)
  const { again } = asked
  // One that was there and is no more says why.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it goes
  useEffect(() => {
    if (was.current && !known) again()
    was.current = known
  }, [known])
  useEffect(() => {
    // A step missed while away is caught up with at the next connection.
    if (session && chat.link.value === 'open') void chat.thread(id).catchUp()
  }, [id, session])
  const { error, slow } = asked
  return { error: session ? null : error, slow, again, ...(session ? { session } : {}) }
}
