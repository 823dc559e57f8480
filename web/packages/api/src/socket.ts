import type { components } from './schema/frames'

export type ClientFrame = components['schemas']['ClientFrame']
export type ServerFrame = components['schemas']['ServerFrame']
type Say = Exclude<ClientFrame, { type: 'auth' }>

/**
 * `open`: signed in. `waiting`: between two tries. `closed`: for good. `lost`: the server wants no more of it, and trying again by
 * itself would go on for ever; `start` tries once more, when a person asks for it.
 */
export type SocketState = 'connecting' | 'open' | 'waiting' | 'closed' | 'lost'

export interface Socket {
  start(): void
  stop(): void
  /** False when it could not be sent: there is no signed-in connection now. */
  send(frame: Say): boolean
}

export interface SocketOptions {
  url: string
  /** The current access token, or `null` when signed out. `refused`: the server did not take the last one. */
  token(refused: boolean): Promise<string | null>
  onFrame(frame: ServerFrame): void
  onState?(state: SocketState): void
  /** How the server's clock differs from ours, in ms. */
  onClock?(offset: number): void
  WebSocketImpl?: typeof WebSocket
  random?(): number
}

const PING_MS = 25_000
/** No sign of life for that long: the connection is dead, whatever the browser believes. */
const SILENCE_MS = 60_000
const LONGEST_WAIT_MS = 30_000
/** A try that has not led to a signed-in connection by then is lost on its way: browsers would wait for minutes. */
const PATIENCE_MS = 12_000
/** When someone comes back, or the network does, a try that old is begun anew. */
const STALE_MS = 3000

/** Close codes after which trying again can't help: not our fault to mend by waiting. */
const HOPELESS = new Set([4400, 4403])

/**
 * Stays connected while started: signs in, keeps alive, renews the token in place, and comes back after a loss with growing
 * pauses of random length, so that a thousand apps don't return in the same second.
 */
export function createSocket(options: SocketOptions): Socket {
  const Impl = options.WebSocketImpl ?? WebSocket
  const random = options.random ?? Math.random
  let socket: WebSocket | null = null
  let running = false
  /** Which try this is: what an earlier one still waits for is no more of its business. */
  let turn = 0
  let signedIn = false
  let refused = false
  let tries = 0
  let heard = 0
  let begun = 0
  let patience: ReturnType<typeof setTimeout> | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  let pulse: ReturnType<typeof setInterval> | undefined

  const tell = (state: SocketState) => options.onState?.(state)
  const write = (frame: ClientFrame) => socket?.send(JSON.stringify(frame))

  function again() {
    const longest = Math.min(LONGEST_WAIT_MS, 500 * 2 ** tries++)
    tell('waiting')
    pause = setTimeout(() => void open(), random() * longest)
  }

  /** Gives the next step of a try its time. */
  function wait() {
    clearTimeout(patience)
    patience = setTimeout(drop, PATIENCE_MS)
  }

  async function open() {
    pause = undefined
    const started = ++turn
    begun = Date.now()
    wait()
    tell('connecting')
    let token: string | null
    try {
      token = await options.token(refused)
    } catch {
      if (started === turn) drop()
      return
    }
    if (started !== turn) return
    if (token === null) {
      stop()
      return
    }
    wait()
    const mine = new Impl(options.url)
    socket = mine
    mine.onopen = () => mine.send(JSON.stringify({ type: 'auth', token } satisfies ClientFrame))
    mine.onmessage = (event) => {
      if (socket !== mine) return
      heard = Date.now()
      take(JSON.parse(String(event.data)) as ServerFrame)
    }
    mine.onclose = ({ code }) => {
      if (socket !== mine) return
      clearTimeout(patience)
      clearInterval(pulse)
      socket = null
      signedIn = false
      refused = code === 4401 || code === 4403
      if (!running) return
      if (HOPELESS.has(code)) end('lost')
      else again()
    }
  }

  function take(frame: ServerFrame) {
    if (frame.type === 'auth_ok') {
      options.onClock?.(Date.parse(frame.server_time) - Date.now())
      if (!signedIn) {
        signedIn = true
        clearTimeout(patience)
        tries = 0
        refused = false
        tell('open')
        pulse = setInterval(() => {
          if (Date.now() - heard > SILENCE_MS) drop()
          else write({ type: 'ping' })
        }, PING_MS)
      }
    }
    if (frame.type === 'auth_expiring') {
      options.token(true).then(
        (token) => token && signedIn && write({ type: 'auth', token }),
        () => undefined,
      )
    }
    options.onFrame(frame)
  }

  /** Gives up this connection without waiting for the other side to agree: it may be long gone. */
  function drop() {
    const dead = socket
    turn++
    clearTimeout(patience)
    clearInterval(pulse)
    socket = null
    signedIn = false
    dead?.close()
    if (running) again()
  }

  /** Tries at once instead of waiting: the network came back, or the person did. */
  function nudge() {
    if (!running || globalThis.document?.visibilityState === 'hidden') return
    if (pause === undefined && !signedIn && Date.now() - begun > STALE_MS) drop()
    if (pause !== undefined) {
      clearTimeout(pause)
      void open()
    } else if (signedIn) {
      if (Date.now() - heard > SILENCE_MS) drop()
      else write({ type: 'ping' })
    }
  }

  function end(state: 'closed' | 'lost') {
    running = false
    turn++
    clearTimeout(patience)
    clearTimeout(pause)
    clearInterval(pulse)
    pause = undefined
    const old = socket
    socket = null
    signedIn = false
    old?.close(1000)
    globalThis.removeEventListener?.('online', nudge)
    globalThis.document?.removeEventListener('visibilitychange', nudge)
    tell(state)
  }
  const stop = () => end('closed')

  return {
    start() {
      if (running) return
      running = true
      globalThis.addEventListener?.('online', nudge)
      globalThis.document?.addEventListener('visibilitychange', nudge)
      void open()
    },
    stop,
    send(frame) {
      if (!signedIn) return false
      write(frame)
      return true
    },
  }
}
