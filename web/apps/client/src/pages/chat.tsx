import { ChatView, isLive } from '@curhat/chat'
import { focusHeading, useVisibleHeight, useWakeLock } from '@curhat/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Redirect } from 'wouter-preact'
import { Bar } from '../chat/Bar'
import { ExtendSheet } from '../chat/ExtendSheet'
import { GoodbyeSheet } from '../chat/GoodbyeSheet'
import { Header } from '../chat/Header'
import { Over } from '../chat/Over'
import { useOutcome } from '../chat/useOutcome'
import { useSheet } from '../chat/useSheet'
import { chat } from '../live/chat'
import { useSession } from '../live/useSession'
import { Loading } from '../shell/Loading'
import { Unreadable } from '../shell/Unreadable'
import { words } from '../words'

/** The conversation. Pink, whatever the topic: the flag is for mitras. */
export default function Chat({ id }: { id: string }) {
  const { session, error, again } = useSession(id)
  const sheet = useSheet(id)
  const live = session !== undefined && isLive(session)
  const [seenLive, setSeenLive] = useState(live)
  const name = session?.counterpart?.display_name ?? ''
  const status = session?.status
  const before = useRef(status)
  useOutcome(id, session)
  useWakeLock(live)
  const frame = useVisibleHeight<HTMLElement>()
  useEffect(() => {
    if (live) setSeenLive(true)
  }, [live])
  useEffect(() => {
    if (name) focusHeading(`${words.t.chat.title(name)} – ${words.t.shell.app}`)
  }, [name])
  // The time is up under one's eyes: the goodbye comes by itself, once. A sheet that fits no more goes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the session, not the sheets
  useEffect(() => {
    const was = before.current
    before.current = status
    if (status === 'closing' && was && was !== 'closing' && !session?.goodbye.customer) sheet.show('goodbye')
    else if (sheet.open && was && was !== status) sheet.close()
  }, [status])

  if (!session) return error ? <Unreadable error={error} again={again} /> : <Loading />
  if (session.status === 'requested' || session.status === 'expired' || session.status === 'cancelled')
    return <Redirect to={`/searching/${id}`} replace />
  // What was over before one came is history, and takes this address' place.
  if (!live && !seenLive) return <Redirect to={`/history/${id}`} replace />
  const closing = session.status === 'closing'
  return (
    <main ref={frame} id="content" class="flex h-[calc(100dvh-var(--bar,0px))] flex-col">
      <Header session={session} extend={() => sheet.show('extend')} />
      <ChatView
        chat={chat}
        session={session}
        tone="pink"
        above={<Bar session={session} show={sheet.show} />}
        {...(live ? {} : { instead: <Over session={session} /> })}
      />
      {sheet.open === 'extend' && (closing || session.status === 'active') && (
        <ExtendSheet session={session} close={sheet.close} />
      )}
      {sheet.open === 'goodbye' && closing && !session.goodbye.customer && (
        <GoodbyeSheet session={session} close={sheet.close} />
      )}
    </main>
  )
}
