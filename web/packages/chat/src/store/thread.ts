import type { ServerFrame, Socket } from '@curhat/api'
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { createMarks } from './marks'
import { advance, differs, merge, whole } from './merge'
import { createOutbox, type Outbox } from './outbox'
import type { ChatServer } from './server'
import type { Shelf } from './shelf'
import type { Message, Side, Topic } from './types'
import { createTyping, type Typing } from './typing'

/** The first look at a conversation, and each step back in it. */
const FIRST = 100
const STEP = 50
const AT_ONCE = 200

/** The topic was flipped: not a message, but part of what happened. */
export interface TopicNote {
  at: string
  topic: Topic
}

/** One conversation's messages, and all that goes with writing them. */
export interface Thread {
  readonly session_id: string
  /** By `seq`; without holes once `loaded`. */
  readonly messages: ReadonlySignal<Message[]>
  readonly outbox: Outbox
  readonly typing: Typing
  readonly draft: Signal<string>
  readonly notes: Signal<TopicNote[]>
  readonly loaded: ReadonlySignal<boolean>
  /** Why the messages could not be read; gone with the next success. */
  readonly error: ReadonlySignal<unknown>
  readonly hasOlder: ReadonlySignal<boolean>
  readonly loadingOlder: ReadonlySignal<boolean>
  /** The newest message that came while we listened: to be said once. Never history. */
  readonly arrived: ReadonlySignal<Message | null>
  /** Reads what is missing: the latest page at first, later whatever came meanwhile. */
  catchUp(): Promise<void>
  older(): Promise<void>
  send(content: string): void
  /** The person has everything before their eyes. */
  seen(): void
  take(frame: ThreadFrame): void
  /** A connection is there again, and what was missed is being read; or it is gone. */
  connected(): void
  disconnected(): void
  /** One has signed out: what still comes is nobody's, and nothing more is kept or sent. */
  close(): void
}

export type ThreadFrame = Extract<
  ServerFrame,
  { type: 'message' | 'message_ack' | 'message_status' | 'typing' | 'error' | 'session_topic_updated' }
>

interface Given {
  session_id: string
  side: Side
  server: ChatServer
  shelf: Shelf
  socket: Pick<Socket, 'send'>
  /** Everything has been read. */
  onRead(): void
}

export function createThread({ session_id, side, server, shelf, socket, onRead }: Given): Thread {
  const messages = signal<Message[]>([])
  const loaded = signal(false)
  const error = signal<unknown>(null)
  const hasOlder = signal(false)
  const loadingOlder = signal(false)
  const arrived = signal<Message | null>(null)
  const draft = signal(shelf.read<string>(`draft-${session_id}`) ?? '')
  const notes = signal<TopicNote[]>([])
  const typing = createTyping((is_typing) => socket.send({ type: 'typing', session_id, is_typing }))
  const outbox = createOutbox(session_id, shelf, (frame) => socket.send(frame))
  const delivered = createMarks((up_to_seq) => socket.send({ type: 'delivered', session_id, up_to_seq }))
  const read = createMarks((up_to_seq) => socket.send({ type: 'read', session_id, up_to_seq }))
  /** How far one's own messages had come when that was last told: a page that was written before does not know it. */
  const come = { delivered: 0, read: 0 }
  let reading: Promise<void> | null = null
  let askedAgain = false
  let closed = false

  draft.subscribe((text) => {
    if (text) shelf.write(`draft-${session_id}`, text)
    else shelf.remove(`draft-${session_id}`)
  })

  const lastTheirs = computed(() => messages.value.findLast((message) => message.sender !== side))

  function add(fresh: Message[]) {
    if (!fresh.length || closed) return
    batch(() => {
      const marked = advance(fresh, side, come.delivered, 'delivered')
      messages.value = merge(messages.value, advance(marked, side, come.read, 'read'))
      for (const message of fresh) if (message.sender === side) outbox.confirm(message.client_message_id)
    })
    const theirs = lastTheirs.value
    if (theirs?.status === 'sent') delivered.upTo(theirs.seq)
  }

  /** From here on something may be missing, or have got another status while we did not listen. */
  function readFrom() {
    const unread = messages.value.find((message) => message.sender === side && message.status !== 'read')
    // The last one that is held without a gap has to come again: by its id we know the server's history for ours.
    return Math.max(0, Math.min(whole(messages.value), unread?.seq ?? Number.POSITIVE_INFINITY) - 1)
  }

  /** The server was restored from a backup: what is held is not what it has. The outbox stays, it was never there. */
  function forget() {
    batch(() => {
      messages.value = []
      notes.value = []
      loaded.value = false
    })
    come.delivered = 0
    come.read = 0
    delivered.forget()
    read.forget()
  }

  function readAnew() {
    forget()
    return readOnce()
  }

  async function readMissing() {
    do {
      askedAgain = false
      try {
        await readOnce()
      } catch (reason) {
        if (!askedAgain) throw reason
      }
    } while (askedAgain)
  }

  async function readOnce(): Promise<void> {
    // The answers have to come as far as this. What is heard while they are on their way may be newer than they are.
    const last = messages.value.at(-1)?.seq ?? 0
    if (!loaded.value) {
      const page = await server.messages(session_id, { limit: FIRST })
      if (differs(messages.value, page.items) || (page.items.at(-1)?.seq ?? 0) < last) return readAnew()
      hasOlder.value = page.has_more
      batch(() => {
        add(page.items)
        loaded.value = true
      })
      if (whole(messages.value) === (messages.value.at(-1)?.seq ?? 0)) return
    }
    for (let after_seq = readFrom(); ; ) {
      const page = await server.messages(session_id, { after_seq, limit: AT_ONCE })
      after_seq = page.items.at(-1)?.seq ?? after_seq
      const more = page.has_more && page.items.length > 0
      if (differs(messages.value, page.items) || (!more && after_seq < last)) return readAnew()
      add(page.items)
      if (!more) return
    }
  }

  function catchUp() {
    // What is on its way may have been answered before that came for which we are asked.
    askedAgain = true
    reading ??= readMissing()
      .then(
        () => {
          error.value = null
        },
        (reason) => {
          error.value = reason
        },
      )
      .finally(() => {
        reading = null
      })
    return reading
  }

  function heard(message: Message) {
    const other = differs(messages.value, [message])
    if (other) forget()
    const known = whole(messages.value)
    add([message])
    if (message.sender !== side) {
      typing.heard(false)
      if (message.seq > known) arrived.value = message
    }
    if (other || (loaded.value && message.seq > whole(messages.value))) void catchUp()
  }

  return {
    session_id,
    messages,
    outbox,
    typing,
    draft,
    notes,
    loaded,
    error,
    hasOlder,
    loadingOlder,
    arrived,
    catchUp,
    async older() {
      const first = messages.value[0]
      if (!first || !hasOlder.value || loadingOlder.value) return
      loadingOlder.value = true
      try {
        const page = await server.messages(session_id, { before_seq: first.seq, limit: STEP })
        // What it stands before was forgotten meanwhile.
        if (messages.value[0]?.id !== first.id) return
        hasOlder.value = page.has_more
        add(page.items)
      } catch {
        // Scrolling on asks again.
      } finally {
        loadingOlder.value = false
      }
    },
    send(content) {
      typing.tell(false)
      outbox.add(content)
    },
    seen() {
      const theirs = lastTheirs.value
      if (!theirs) return
      onRead()
      if (theirs.status === 'read') return
      messages.value = advance(messages.value, theirs.sender, theirs.seq, 'read')
      read.upTo(theirs.seq)
    },
    take(frame) {
      switch (frame.type) {
        case 'message':
          return heard(frame.message)
        case 'message_ack':
          heard(frame.message)
          return outbox.confirm(frame.client_message_id)
        case 'message_status':
          come[frame.status] = Math.max(come[frame.status], frame.up_to_seq)
          messages.value = advance(messages.value, side, frame.up_to_seq, frame.status)
          return
        case 'typing':
          if (frame.from !== side) typing.heard(frame.is_typing)
          return
        case 'session_topic_updated':
          notes.value = [...notes.value, { at: frame.changed_at, topic: frame.topic_sensitivity }]
          return
        case 'error':
          return outbox.refuse(frame)
      }
    },
    connected() {
      outbox.flush()
      // Marks wait for what is being read: it tells whether their numbers are still those of the same messages.
      void Promise.resolve(reading).then(() => {
        delivered.tell()
        read.tell()
      })
    },
    disconnected() {
      delivered.lost()
      read.lost()
      typing.heard(false)
      outbox.interrupted()
    },
    close() {
      closed = true
      delivered.forget()
      read.forget()
      typing.heard(false)
      outbox.interrupted()
    },
  }
}
