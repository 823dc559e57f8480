import { Failure, Skeleton } from '@curhat/ui'
import { useSignal, useSignalEffect } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks'
import type { Chat } from '../store/chat'
import { present } from '../store/marks'
import type { ChatSession } from '../store/types'
import { Composer } from './Composer'
import { JumpToEnd } from './JumpToEnd'
import { RowList } from './RowList'
import { rowsOf } from './rows'
import { TypingRow } from './TypingRow'
import { useGoodbyes } from './useGoodbyes'
import { useStickyScroll } from './useStickyScroll'
import { chatWords } from './words'

/** Yellow is only ever a mitra's, where the topic is sensitive. */
export type Tone = 'pink' | 'yellow'

interface Props {
  chat: Chat
  session: ChatSession
  tone: Tone
  /** Shows in the conversation when the topic was flipped: for mitras. */
  withNotes?: boolean
  /** Above the messages. */
  banner?: ComponentChildren
  /** In place of the field to write in. */
  instead?: ComponentChildren
  /** Between the messages and the field. */
  above?: ComponentChildren
}

/** A conversation as it goes on. Fills what is left of its place; its header is the app's. */
export const ChatView = (props: Props) => <Conversation key={props.session.id} {...props} />

function Conversation({ chat, session, tone, withNotes, banner, instead, above }: Props) {
  const t = chatWords()
  const thread = chat.thread(session.id)
  const name = session.counterpart?.display_name ?? ''
  const loaded = thread.loaded.value
  const messages = thread.messages.value
  const waiting = thread.outbox.waiting.value

  // Where the unread ones began when one came here; it stays while one is here.
  const opened = useRef<{ thread: unknown; unread_from: number | null; last: number }>({
    thread: null,
    unread_from: null,
    last: 0,
  })
  // What is read anew begins anew.
  if (!loaded) opened.current.thread = null
  else if (opened.current.thread !== thread) {
    const unread_from = messages.find((each) => each.sender !== chat.side && each.status !== 'read')?.seq ?? null
    opened.current = { thread, unread_from, last: messages.at(-1)?.seq ?? 0 }
  }
  const { unread_from } = opened.current
  const notes = withNotes ? thread.notes.value : undefined
  const goodbyes = useGoodbyes(chat.server, session)
  const rows = useMemo(
    () =>
      rowsOf({
        messages,
        waiting,
        side: chat.side,
        unread_from,
        goodbyes: loaded ? goodbyes : [],
        ...(notes ? { notes } : {}),
      }),
    [messages, waiting, notes, loaded, goodbyes, chat.side, unread_from],
  )

  useEffect(() => {
    if (!thread.loaded.value) void thread.catchUp()
  }, [thread])
  useSignalEffect(() => {
    // Named so that a new connection or a new message asks again.
    void [chat.link.value, thread.messages.value]
    if (present.value && thread.loaded.value) thread.seen()
  })

  const own = rows.findLast((row) => row.kind === 'bubble' && row.own)?.key
  const theirs = messages.filter((each) => each.sender !== chat.side && each.seq > opened.current.last).length
  const onTop = useCallback(() => void thread.older(), [thread])
  const { scroller, onScroll, away, below, toEnd } = useStickyScroll({
    first: messages[0]?.id,
    own,
    theirs,
    ready: loaded,
    onTop,
  })

  // Only what is new is said, once; what was there before is history.
  const said = useSignal('')
  useSignalEffect(() => {
    const message = thread.arrived.value
    if (message) said.value = `${name}: ${message.content}`
  })
  useEffect(() => {
    said.value = ''
  }, [said])
  const farewell = goodbyes.find(({ from }) => from !== chat.side)?.message
  const saidBefore = useRef(session.goodbye[chat.side === 'mitra' ? 'customer' : 'mitra'])
  // biome-ignore lint/correctness/useExhaustiveDependencies: said when it comes, not when a name or the language changes
  useEffect(() => {
    if (farewell && !saidBefore.current) said.value = `${t.goodbyeFrom(name)}: ${farewell}`
  }, [farewell])

  return (
    <div class={`tone-${tone} flex min-h-0 grow flex-col`} data-tone={tone}>
      {banner}
      <div class="doodles relative flex min-h-0 grow flex-col">
        <section
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
          tabIndex={0}
          aria-label={t.messages}
          class="min-h-0 grow overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
          onScroll={onScroll}
        >
          <div>
            {thread.loadingOlder.value && <p class="py-3 text-center text-sm text-fg/80">{t.loadingOlder}</p>}
            {!loaded && thread.error.value ? (
              <div class="m-4 rounded-2xl bg-card">
                <Failure error={thread.error.value} again={() => thread.catchUp()} />
              </div>
            ) : !loaded && !rows.length ? (
              <div class="mx-auto grid max-w-3xl gap-3 p-6" aria-busy="true">
                <Skeleton class="h-12 w-3/5 rounded-2xl" />
                <Skeleton class="ml-auto h-12 w-1/2 rounded-2xl" />
                <Skeleton class="h-16 w-2/3 rounded-2xl" />
              </div>
            ) : rows.length ? (
              <RowList rows={rows} name={name} outbox={thread.outbox} />
            ) : (
              <p class="mx-auto mt-10 w-fit max-w-[80%] rounded-2xl bg-card/95 px-5 py-3 text-center text-fg/80 shadow-xs">
                {chat.side === 'mitra' ? t.emptyForMitra : t.empty}
              </p>
            )}
            {thread.typing.theirs.value && <TypingRow name={name} />}
          </div>
        </section>
        {away && <JumpToEnd below={Math.floor(below)} onClick={toEnd} />}
      </div>
      <p role="status" aria-live="polite" class="sr-only" data-arrived>
        {said}
      </p>
      {above}
      {instead ?? <Composer key={session.id} thread={thread} />}
    </div>
  )
}
