import { useEffect, useMemo, useState } from 'preact/hooks'
import type { ChatServer } from '../store/server'
import type { ChatSession, Goodbyes, Side } from '../store/types'

/** What one side has left for the other. */
export interface Farewell {
  from: Side
  message: string
  created_at: string
}

const SIDES: Side[] = ['customer', 'mitra']

/**
 * The goodbyes that have words, the first one first. A session says only who has said it: the words are asked for as long as
 * some are missing, with each news of the session. A failure is silent: without them a conversation can be read as well.
 */
export function useGoodbyes(server: ChatServer, session: ChatSession): Farewell[] {
  const [held, setHeld] = useState<{ of: string; both: Goodbyes } | null>(null)
  const both = held?.of === session.id ? held.both : null
  const missing = SIDES.some((side) => session.goodbye[side] && !both?.[side])
  useEffect(() => {
    if (!missing) return
    let current = true
    server.goodbyes(session.id).then(
      (found) => current && setHeld({ of: session.id, both: found }),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [server, session, missing])
  return useMemo(
    () =>
      SIDES.flatMap((from) => {
        const said = both?.[from]
        return said?.message ? [{ from, message: said.message, created_at: said.created_at }] : []
      }).sort((a, b) => a.created_at.localeCompare(b.created_at)),
    [both],
  )
}
