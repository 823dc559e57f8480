import { ChatView, isLive } from '@curhat/chat'
import { Failure, focusHeading, useVisibleHeight, useWakeLock } from '@curhat/ui'
import { useEffect, useState } from 'preact/hooks'
import { Redirect } from 'wouter-preact'
import { EndButton } from '../chat/EndButton'
import { ExtensionCard } from '../chat/ExtensionCard'
import { GoodbyeCard } from '../chat/GoodbyeCard'
import { Header } from '../chat/Header'
import { Notice } from '../chat/notice'
import { Others } from '../chat/Others'
import { OverCard } from '../chat/OverCard'
import { TopicToggle } from '../chat/TopicToggle'
import { useScrollMemory } from '../chat/useScrollMemory'
import { useSession } from '../chat/useSession'
import { chat } from '../live/chat'
import { Loading } from '../shell/Loading'
import { words } from '../words'

/** One conversation. Yellow where the topic is sensitive, else pink. */
export default function Chat({ id }: { id: string }) {
  const { session, error, again } = useSession(id)
  const [seenLive, setSeenLive] = useState(false)
  const live = session !== undefined && isLive(session)
  const name = session?.counterpart?.display_name
  const frame = useVisibleHeight<HTMLElement>()
  useScrollMemory(frame, id, session !== undefined && chat.thread(id).loaded.value)
  useWakeLock(live)
  useEffect(() => {
    if (live) setSeenLive(true)
  }, [live])
  useEffect(() => {
    if (name) focusHeading(`${words.t.chat.page(name)} – ${words.t.shell.app}`)
  }, [name])

  if (!session)
    return error ? (
      <main id="content" class="grid min-h-dvh place-items-center">
        <Failure error={error} again={again} />
      </main>
    ) : (
      <Loading />
    )
  // What was over before one came is history: it takes this address' place, so that back does not lead here again.
  if (!live && !seenLive) return <Redirect to={`/history/${id}`} replace />
  return (
    <main
      id="content"
      ref={frame}
      class="flex h-[calc(100dvh-var(--bar,0px))] flex-col"
      data-topic={session.topic_sensitivity}
    >
      <Header session={session} up="/home">
        <TopicToggle session={session} />
        <EndButton session={session} />
      </Header>
      <Others here={id} />
      <ChatView
        chat={chat}
        session={session}
        tone={session.topic_sensitivity === 'sensitive' ? 'yellow' : 'pink'}
        withNotes
        above={
          session.status === 'extending' ? (
            <ExtensionCard session={session} />
          ) : (
            session.status === 'closing' && <GoodbyeCard session={session} />
          )
        }
        {...(live ? {} : { instead: <OverCard session={session} /> })}
      />
      <Notice />
    </main>
  )
}
