import type { Keeper, Tokens } from './bridge'
import { device } from './storage'

/** Keeps a sign-in in the browser's local storage: the customer's and the mitra's app stay signed in. */
export function localKeeper(key: string): Keeper {
  /** What the storage would not take lasts as long as the page: a token that was renewed and then lost ends the sign-in. */
  let unkept: Tokens | undefined
  const read = (): Tokens | null => {
    if (unkept) return unkept
    try {
      return JSON.parse(localStorage.getItem(key) ?? 'null') as Tokens | null
    } catch {
      return null
    }
  }
  return {
    read,
    write(tokens) {
      unkept = undefined
      try {
        if (tokens) localStorage.setItem(key, JSON.stringify(tokens))
        else localStorage.removeItem(key)
      } catch {
        unkept = tokens ?? undefined
        // The one before is used up: whoever found it again and showed it would be taken for a thief.
        device.drop(key)
      }
    },
    watch(changed) {
      addEventListener('storage', (event) => {
        if (event.key !== key && event.key !== null) return
        unkept = undefined
        changed(read())
      })
    },
  }
}

/**
 * Keeps the access token in memory alone, for the control center: what a script could steal is gone with the tab. Tabs tell
 * each other of a renewal and of signing out.
 */
export function memoryKeeper(name: string): Keeper {
  let held: Tokens | null = null
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`curhat-${name}`) : null
  return {
    read: () => held,
    write(tokens) {
      held = tokens
      channel?.postMessage(tokens)
    },
    watch(changed) {
      channel?.addEventListener('message', (event: MessageEvent<Tokens | null>) => {
        held = event.data
        changed(held)
      })
    },
  }
}
