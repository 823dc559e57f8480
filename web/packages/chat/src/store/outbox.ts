import { type ClientFrame, type ServerFrame, uuid } from '@curhat/api'
import { type Signal, signal } from '@preact/signals'
import type { Shelf } from './shelf'

/** Something written that the server has not yet confirmed. */
export interface Unsent {
  client_message_id: string
  content: string
  /** When it was written, in ms by our own clock. */
  written_at: number
  /** Why the server did not take it. It is sent again, under the same id, only when the writer asks. */
  failed?: string
  /** The server's own sentence about that. */
  detail?: string
}

export interface Outbox {
  readonly waiting: Signal<Unsent[]>
  /** Keeps it, and sends it as soon as it is its turn. */
  add(content: string): void
  /** Sends the next one, if nothing is on its way. */
  flush(): void
  /** The connection is gone: what was on its way may not have arrived. */
  interrupted(): void
  /** A failed one once more. */
  again(client_message_id: string): void
  discard(client_message_id: string): void
  /** The server has it: by the acknowledgement, or because it came back as a message. */
  confirm(client_message_id: string): void
  refuse(frame: Extract<ServerFrame, { type: 'error' }>): void
}

/** Without an answer for that long it is sent again; the server knows it by its id. */
const PATIENCE_MS = 10_000
/** What may go better by itself in a moment. */
const PASSING = new Set(['BUSY', 'SHUTTING_DOWN', 'RATE_LIMITED', 'STORAGE_UNAVAILABLE'])
const PASSING_TRIES = 3

/**
 * One conversation's outgoing messages, kept on the device. One at a time is on its way, so that they arrive in the order in
 * which they were written, whatever happens in between.
 */
export function createOutbox(session_id: string, shelf: Shelf, send: (frame: Say) => boolean): Outbox {
  const name = `outbox-${session_id}`
  const waiting = signal<Unsent[]>(shelf.read<Unsent[]>(name) ?? [])
  let onItsWay: string | null = null
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function set(next: Unsent[]) {
    waiting.value = next
    if (next.length) shelf.write(name, next)
    else shelf.remove(name)
  }

  function free() {
    clearTimeout(timer)
    onItsWay = null
  }

  function flush() {
    if (onItsWay) return
    const next = waiting.value.find((each) => !each.failed)
    if (!next) return
    const { client_message_id, content } = next
    if (!send({ type: 'message', session_id, client_message_id, content })) return
    onItsWay = client_message_id
    timer = setTimeout(() => {
      free()
      flush()
    }, PATIENCE_MS)
  }

  function confirm(client_message_id: string) {
    tries = 0
    set(waiting.value.filter((each) => each.client_message_id !== client_message_id))
    if (onItsWay === client_message_id) free()
    flush()
  }

  return {
    waiting,
    flush,
    confirm,
    add(content) {
      set([...waiting.value, { client_message_id: uuid(), content, written_at: Date.now() }])
      flush()
    },
    interrupted: free,
    again(client_message_id) {
      const chosen = waiting.value.find((each) => each.client_message_id === client_message_id)
      if (!chosen) return
      const { failed: _, detail: __, ...fresh } = chosen
      // It goes to the end: what was written later has been sent meanwhile.
      set([...waiting.value.filter((each) => each !== chosen), fresh])
      flush()
    },
    discard(client_message_id) {
      if (onItsWay === client_message_id) free()
      set(waiting.value.filter((each) => each.client_message_id !== client_message_id))
      flush()
    },
    refuse({ code, detail, ref }) {
      const refused = waiting.value.find((each) => each.client_message_id === ref)
      if (!refused || onItsWay !== ref) return
      free()
      if (PASSING.has(code) && ++tries < PASSING_TRIES) {
        onItsWay = ref
        timer = setTimeout(() => {
          free()
          flush()
        }, 1000 * tries)
        return
      }
      tries = 0
      set(waiting.value.map((each) => (each === refused ? { ...each, failed: code, detail } : each)))
      flush()
    },
  }
}

/** Frames that a signed-in socket takes. */
export type Say = Exclude<ClientFrame, { type: 'auth' }>
