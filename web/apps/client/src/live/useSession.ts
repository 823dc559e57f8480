import type { ChatSession } from '@curhat/chat'
import { useEffect, useState } from 'preact/hooks'
import { chat } from './chat'

/** A session by its address; asked for when it is not among the open ones. */
export function useSession(id: string): { session: ChatSession | undefined; error: unknown; again: () => void } {
  const [error, setError] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  const session = chat.sessions.get(id)
  const known = session !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again on demand
  useEffect(() => {
    if (known) return
    let mine = true
    chat.look(id).then(
      () => mine && setError(null),
      (reason) => mine && setError(reason),
    )
    return () => {
      mine = false
    }
  }, [id, known, round])
  return { session, error, again: () => setRound((n) => n + 1) }
}
