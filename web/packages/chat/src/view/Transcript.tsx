import { Button, Failure, Skeleton } from '@curhat/ui'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { merge } from '../store/merge'
import type { Outbox } from '../store/outbox'
import type { ChatServer } from '../store/server'
import type { ChatSession, Message, Side } from '../store/types'
import type { Tone } from './ChatView'
import { RowList } from './RowList'
import { rowsOf } from './rows'
import { useGoodbyes } from './useGoodbyes'
import { chatWords } from './words'

const STEP = 200

interface Props {
  server: ChatServer
  session: ChatSession
  side: Side
  tone: Tone
  /** What was never sent is shown where it would have stood, to be taken away. */
  outbox: Outbox
}

/** A conversation that is over, to be read from its beginning. */
export function Transcript({ server, session, side, tone, outbox }: Props) {
  const t = chatWords()
  const [messages, setMessages] = useState<Message[] | null>(null)
  const [more, setMore] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { id } = session

  async function load(after_seq = 0) {
    try {
      const page = await server.messages(id, { after_seq, limit: STEP })
      setMessages((held) => merge(after_seq ? (held ?? []) : [], page.items))
      setMore(page.has_more)
      setError(null)
    } catch (reason) {
      setError(reason)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another session is another reading
  useEffect(() => {
    setMessages(null)
    void load()
  }, [id])

  const goodbyes = useGoodbyes(server, session)
  const waiting = outbox.waiting.value
  const rows = useMemo(
    () => rowsOf({ messages: messages ?? [], waiting: more ? [] : waiting, side, goodbyes: more ? [] : goodbyes }),
    [messages, waiting, more, goodbyes, side],
  )
  return (
    <div class={`tone-${tone} doodles grow pt-2 pb-6`} data-tone={tone} data-transcript>
      {error ? (
        <div class="mx-auto max-w-3xl p-4">
          <div class="rounded-2xl bg-card">
            <Failure error={error} again={() => load(messages?.at(-1)?.seq)} />
          </div>
        </div>
      ) : !messages ? (
        <div class="mx-auto grid max-w-3xl gap-3 p-6" aria-busy="true">
          <Skeleton class="h-12 w-3/5 rounded-2xl" />
          <Skeleton class="ml-auto h-12 w-1/2 rounded-2xl" />
        </div>
      ) : rows.length ? (
        <RowList rows={rows} name={session.counterpart?.display_name ?? ''} outbox={outbox} />
      ) : (
        <p class="mx-auto mt-10 w-fit rounded-2xl bg-card/95 px-5 py-3 text-center text-fg/80 shadow-xs">
          {t.emptyTranscript}
        </p>
      )}
      {more && !error && (
        <div class="flex justify-center pb-4">
          <Button look="quiet" onClick={() => load(messages?.at(-1)?.seq)}>
            {t.more}
          </Button>
        </div>
      )}
    </div>
  )
}
