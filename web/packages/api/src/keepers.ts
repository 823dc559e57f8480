import type { Keeper, Tokens } from './bridge'
import { device } from './storage'

/**
 * Keeps a sign-in in the browser's local storage: the customer's and the mitra's app stay signed in. Where there is no room it
 * lasts as long as the page, and the token before is not found again: it is used up, and whoever showed it would be taken for a
 * thief.
 */
export function localKeeper(key: string): Keeper {
  const read = (): Tokens | null => {
    try {
      return JSON.parse(device.kept(key) ?? 'null') as Tokens | null
    } catch {
      return null
    }
  }
  return {
    read,
    write(tokens) {
      const text = JSON.stringify(tokens)
      if (tokens && device.keep(key, text)) return
      device.drop(key)
      if (tokens) device.keep(key, text)
    },
    watch: (changed) => device.watch(key, () => changed(read())),
  }
}

/** Where storage is forbidden so is speaking to other tabs, in some browsers; then every tab is alone. */
function between(name: string) {
  try {
    return new BroadcastChannel(`curhat-${name}`)
  } catch {
    return null
  }
}

/**
 * Keeps the access token in memory alone, for the control center: what a script could steal is gone with the tab. Tabs tell
 * each other of a renewal and of signing out.
 */
export function memoryKeeper(name: string): Keeper {
  let held: Tokens | null = null
  const channel = between(name)
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
