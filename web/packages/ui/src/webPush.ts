import { effect, type Signal, signal } from '@preact/signals'
import { lang } from './i18n'

/**
 * `unavailable`: this browser, this address (plain http) or this server has none. `denied`: forbidden in the browser's own
 * settings, where only the person can allow it again.
 */
export type PushState = 'unavailable' | 'off' | 'on' | 'denied'

/** What is asked of the server. */
export interface PushServer {
  key(): Promise<string | null>
  register(token: string): Promise<unknown>
  unregister(token: string): Promise<unknown>
}

export interface WebPush {
  readonly state: Signal<PushState>
  /** Looks how things stand, and tells the server anew where it reaches us; to be called when one is signed in. */
  check(): Promise<void>
  /** Asks the person, then the browser, then tells the server. */
  turnOn(): Promise<void>
  turnOff(): Promise<void>
  /** Leaves nothing of it on the device. The server forgets the device with the sign-in. */
  forget(): Promise<void>
}

const isPossible = () =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis && isSecureContext

const bytesOf = (key: string) =>
  Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

/** Whether a subscription was made for this key of the server's: with another it reaches nobody. */
function isFor(subscription: PushSubscription, key: string) {
  const held = subscription.options?.applicationServerKey
  if (!held) return true
  const [a, b] = [new Uint8Array(held), bytesOf(key)]
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** Not where storage is forbidden: there is no worker either. */
async function keepForWorker(name: string, text: string) {
  await (await caches.open('chosen')).put(name, new Response(text))
}

/** Notices to an app that is closed. `base` is where the app lives: `/app/`. */
export function createWebPush(base: string, server: PushServer): WebPush {
  const state = signal<PushState>('unavailable')
  const manager = async () => (await navigator.serviceWorker.ready).pushManager
  const token = (subscription: PushSubscription) => JSON.stringify(subscription)

  async function drop(subscription: PushSubscription) {
    await server.unregister(token(subscription)).catch(() => undefined)
    await subscription.unsubscribe()
  }

  async function check() {
    if (!isPossible()) return
    const key = await server.key()
    const push = key && (await manager())
    if (!push) {
      state.value = 'unavailable'
      return
    }
    let subscription = await push.getSubscription()
    if (subscription && !isFor(subscription, key)) {
      await drop(subscription)
      subscription = await push.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) })
    }
    if (Notification.permission === 'denied') state.value = 'denied'
    else if (!subscription || Notification.permission !== 'granted') state.value = 'off'
    else {
      await server.register(token(subscription))
      state.value = 'on'
    }
  }

  if (isPossible())
    effect(() => {
      const chosen = lang.value
      // The service worker reads it there, when the app is closed.
      keepForWorker(`${base}chosen-language`, chosen).catch(() => undefined)
    })

  return {
    state,
    check,
    async turnOn() {
      const key = await server.key()
      if (!key) return
      if ((await Notification.requestPermission()) !== 'granted') {
        state.value = Notification.permission === 'denied' ? 'denied' : 'off'
        return
      }
      const push = await manager()
      const subscription = await push.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) })
      await server.register(token(subscription))
      state.value = 'on'
    },
    async turnOff() {
      const subscription = await (await manager()).getSubscription()
      if (subscription) await drop(subscription)
      state.value = 'off'
    },
    async forget() {
      if (!isPossible()) return
      // Also where it is not known how things stand: the server could not be asked.
      await (await (await manager()).getSubscription())?.unsubscribe()
      if (state.value === 'on') state.value = 'off'
    },
  }
}
