import { isLive, Transcript as Reading } from '@curhat/chat'
import { Failure, focusHeading } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { Redirect } from 'wouter-preact'
import { Header } from '../chat/Header'
import { useSession } from '../chat/useSession'
import { chat } from '../live/chat'
import { Loading } from '../shell/Loading'
import { words } from '../words'

/** A conversation of the past, in the colour that its topic has now. */
export default function Transcript({ id }: { id: string }) {
  const { session, error, again } = useSession(id)
  const name = session?.counterpart?.display_name
  useEffect(() => {
    if (name) focusHeading(`${words.t.history.transcript(name)} – ${words.t.shell.app}`)
  }, [name])
  if (!session)
    return error ? (
      <main id="content" class="grid min-h-dvh place-items-center">
        <Failure error={error} again={again} />
      </main>
    ) : (
      <Loading />
    )
  if (isLive(session)) return <Redirect to={`/chat/${id}`} replace />
  return (
    <main id="content" class="flex min-h-[calc(100dvh-var(--bar,0px))] flex-col" data-topic={session.topic_sensitivity}>
      <div class="sticky top-(--bar,0px) z-10">
        <Header session={session} up="/history" />
      </div>
      <Reading
        server={chat.server}
        session={session}
        side="mitra"
        tone={session.topic_sensitivity === 'sensitive' ? 'yellow' : 'pink'}
        outbox={chat.thread(id).outbox}
      />
    </main>
  )
}
