import { ApiError, type ServerFrame, type Socket, type SocketState } from '@curhat/api'
import { serverNow, setServerOffset } from '@curhat/ui'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { ChatServer } from './server'
import { createSessions, type Sessions, takeSession } from './sessions'
import type { Shelf } from './shelf'
import { createThread, type Thread } from './thread'
import { type ChatSession, isLive, type SharedConfig, type Side } from './types'

/** Our idea of the server's time may be wrong by that much before it matters. */
const CLOCK_MS = 2000

/** Shown only when a connection stays away for that long: short gaps are nobody's business. */
const OFFLINE_AFTER_MS = 2000

/** The pauses between tries of what has to be known while there is a connection; the next one asks anew. */
const PAUSES_MS = [2000, 5000, 10_000, 30_000]

/** How often a session is read anew because the socket told of it while it was being read. */
const LOOKS = 4

export interface ChatOptions {
  side: Side
  server: ChatServer
  /** Where drafts and unsent messages are kept. */
  shelf: Shelf
  /** Makes the socket; `createSocket` with what only the app knows: its address and its token. */
  connect(handlers: {
    onFrame(frame: ServerFrame): void
    onState(state: SocketState): void
    onClock(offset: number): void
  }): Socket
}

/** All conversations of one who is signed in, kept as the server has them. */
export interface Chat {
  readonly side: Side
  readonly server: ChatServer
  readonly link: ReadonlySignal<SocketState>
  /** There has been no connection for a while. */
  readonly offline: ReadonlySignal<boolean>
  /** The server has ended the connection, and `start` is up to the person. */
  readonly lost: ReadonlySignal<boolean>
  readonly sessions: Sessions
  /** What operators have set; `null` until an app has asked, or it was announced. */
  readonly config: Signal<SharedConfig | null>
  /** Asks for it: what was changed while there was no connection was not heard of. */
  loadConfig(): Promise<void>
  /** Asks until there is an answer, with pauses, for as long as this connection lasts. */
  insist(ask: () => Promise<unknown>): Promise<void>
  /** Unread messages of all open sessions. */
  readonly unread: ReadonlySignal<number>
  thread(session_id: string): Thread
  /** Reads a session that may be over: an address was opened, or an answer is in doubt. */
  look(session_id: string): Promise<void>
  /** Takes in the session as it is after something was done to it; fails as the answer does. */
  settle(session_id: string, answer: Promise<ChatSession>): Promise<void>
  /** Everything that the server says, after it has been taken in. Answers the way to stop. */
  onFrame(listener: (frame: ServerFrame) => void): () => void
  start(): void
  stop(): void
  /** Leaves nothing of one person for the next, on the device too. */
  forget(): void
}

export function createChat({ side, server, shelf, connect }: ChatOptions): Chat {
  const link = signal<SocketState>('closed')
  const offline = signal(false)
  const lost = signal(false)
  const config = signal<SharedConfig | null>(null)
  const sessions = createSessions()
  const threads = new Map<string, Thread>()
  const listeners = new Set<(frame: ServerFrame) => void>()
  /** Counts who was here: an answer meant for the last one is not shown to the next. */
  let person = 0
  /** Counts the connections that there were. */
  let connections = 0
  /** Counts questions after the settings and announcements of them; `newest` is the one that is held. */
  let settings = 0
  let newest = 0
  let late: ReturnType<typeof setTimeout> | undefined

  const socket = connect({ onFrame: take, onState: state, onClock: setServerOffset })

  function state(next: SocketState) {
    const was = link.value
    link.value = next
    if (next === 'lost') lost.value = true
    if (next === 'open' || next === 'closed') lost.value = false
    if (next === 'open' || next === 'closed' || next === 'lost') {
      clearTimeout(late)
      late = undefined
      offline.value = false
    } else late ??= setTimeout(() => (offline.value = true), OFFLINE_AFTER_MS)
    if (was !== 'open') return
    connections++
    for (const thread of threads.values()) thread.disconnected()
  }

  function thread(session_id: string): Thread {
    const held = threads.get(session_id)
    if (held) return held
    const onRead = () => {
      if (sessions.get(session_id)?.unread_count) sessions.change(session_id, () => ({ unread_count: 0 }))
    }
    const made = createThread({ session_id, side, server, shelf, socket, onRead })
    threads.set(session_id, made)
    return made
  }

  /** Answers whether that was the latest word: what the socket told while one waited may be older than the answer, or newer. */
  async function heed(session_id: string, answer: Promise<ChatSession>): Promise<boolean> {
    const asked = person
    const before = sessions.news(session_id)
    const session = await answer
    if (asked !== person) return true
    if (sessions.news(session_id) !== before) return false
    sessions.put(session)
    return true
  }

  async function look(session_id: string) {
    const asked = person
    try {
      // Who is told of it all the time knows enough.
      for (let n = 0; n < LOOKS; n++) if (await heed(session_id, server.session(session_id))) return
    } catch (reason) {
      if (asked === person && reason instanceof ApiError && reason.problem.status === 404) sessions.drop(session_id)
      throw reason
    }
  }

  async function settle(session_id: string, answer: Promise<ChatSession>) {
    // It was done: nobody waits until it has been read again too.
    if (!(await heed(session_id, answer))) look(session_id).catch(() => undefined)
  }

  async function loadConfig() {
    const asked = ++settings
    const answer = await server.config()
    // What was announced meanwhile is newer, or the same; so is the answer to a later question.
    if (asked < newest) return
    newest = asked
    config.value = answer
  }

  async function insist(ask: () => Promise<unknown>) {
    const here = connections
    for (const pause of PAUSES_MS) {
      try {
        await ask()
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause))
        if (here !== connections) return
      }
    }
    await ask().catch(() => undefined)
  }

  function sync(frame: Extract<ServerFrame, { type: 'sync' }>) {
    const before = new Map(sessions.open.value.map((session) => [session.id, session]))
    for (const id of sessions.replace(frame.sessions)) void insist(() => look(id))
    for (const session of frame.sessions) if (isLive(session)) thread(session.id)
    // What was begun in a session that is over can be sent no more.
    for (const name of shelf.names('draft-')) {
      const id = name.slice('draft-'.length)
      if (frame.sessions.some((session) => session.id === id)) continue
      const held = threads.get(id)
      if (held) held.draft.value = ''
      else shelf.remove(name)
    }
    for (const name of shelf.names('outbox-')) thread(name.slice('outbox-'.length))
    for (const each of threads.values()) {
      const session = sessions.get(each.session_id)
      // What nobody looks at and has nothing new needs no reading.
      if (session && (isLive(session) || before.has(session.id))) void each.catchUp()
      each.connected()
    }
  }

  function count(frame: Extract<ServerFrame, { type: 'message' }>) {
    const { session_id, seq, sender } = frame.message
    sessions.change(session_id, (session) => ({
      last_seq: Math.max(session.last_seq, seq),
      unread_count: session.unread_count + (sender !== side && seq > session.last_seq ? 1 : 0),
    }))
  }

  /** News may come late but never early: where they are from later than now, our clock has been set back, or theirs ahead. */
  function keepTime(frame: ServerFrame) {
    const at = momentOf(frame, (id) => sessions.get(id)?.expires_at)
    if (at > serverNow() + CLOCK_MS) setServerOffset(at - Date.now())
  }

  function take(frame: ServerFrame) {
    takeSession(sessions, frame)
    keepTime(frame)
    switch (frame.type) {
      case 'sync':
        sync(frame)
        break
      case 'message':
        count(frame)
        thread(frame.message.session_id).take(frame)
        break
      case 'message_ack':
        sessions.change(frame.message.session_id, ({ last_seq }) => ({
          last_seq: Math.max(last_seq, frame.message.seq),
        }))
        thread(frame.message.session_id).take(frame)
        break
      case 'message_status':
      case 'typing':
      case 'session_topic_updated':
        threads.get(frame.session_id)?.take(frame)
        break
      case 'error':
        for (const each of threads.values()) each.take(frame)
        break
      case 'config_updated':
        newest = ++settings
        config.value = frame.config
        break
    }
    for (const listener of listeners) listener(frame)
  }

  return {
    side,
    server,
    link,
    offline,
    lost,
    sessions,
    config,
    loadConfig,
    insist,
    unread: computed(() => sessions.open.value.reduce((sum, { unread_count }) => sum + unread_count, 0)),
    thread,
    look,
    settle,
    onFrame(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    start: () => socket.start(),
    stop: () => socket.stop(),
    forget() {
      person++
      socket.stop()
      for (const each of threads.values()) each.close()
      for (const start of ['draft-', 'outbox-']) for (const name of shelf.names(start)) shelf.remove(name)
      threads.clear()
      sessions.forget()
    },
  }
}

/** When the server sent a frame, as far as it says so; 0 when it does not. */
function momentOf(frame: ServerFrame, expiry: (session_id: string) => string | null | undefined): number {
  switch (frame.type) {
    case 'message':
      return Date.parse(frame.message.created_at)
    case 'message_status':
      return Date.parse(frame.at)
    case 'session_started':
      return Date.parse(frame.session.started_at ?? '') || 0
    case 'session_closing':
      return Date.parse(frame.session.closing_at ?? '') || 0
    case 'session_expiring':
      return (Date.parse(expiry(frame.session_id) ?? '') || 0) - frame.remaining_seconds * 1000
    default:
      return 0
  }
}
