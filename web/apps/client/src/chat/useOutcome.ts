import type { ChatSession } from '@curhat/chat'
import { toast } from '@curhat/ui'
import { useEffect, useRef } from 'preact/hooks'
import { chat } from '../live/chat'
import { words } from '../words'

/** Says in words what became of the wish for more time, and that the end is near. */
export function useOutcome(id: string, session: ChatSession | undefined) {
  const name = session?.counterpart?.display_name ?? ''
  // The answer does not repeat how much was asked for.
  const minutes = useRef(0)
  const pending = session?.pending_extension
  if (pending) minutes.current = pending.price_tier.duration_minutes
  useEffect(
    () =>
      chat.onFrame((frame) => {
        const t = words.t.chat
        if (frame.type === 'extension_resolved' && frame.session.id === id) {
          if (frame.outcome === 'accepted') toast(t.accepted(minutes.current))
          else toast(frame.outcome === 'rejected' ? t.rejected(name) : t.timeout(name), 'bad')
        }
        if (frame.type === 'session_expiring' && frame.session_id === id)
          toast(t.expiring(Math.max(1, Math.round(frame.remaining_seconds / 60))))
      }),
    [id, name],
  )
}
