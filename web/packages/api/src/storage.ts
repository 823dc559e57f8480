/** The browser's own two: what stays, and what goes with the tab. */
export type Room = 'local' | 'session'

/** What a room has no place for, or what it keeps where nobody may enter: it lasts as long as the page. */
const unkept: Record<Room, Map<string, string>> = { local: new Map(), session: new Map() }

/** Runs with a room; otherwise where browsers forbid it (an error at the mere mention), or have none (`null`). */
function within<T>(room: Room, run: (storage: Storage) => T, otherwise: T): T {
  try {
    return run(room === 'local' ? localStorage : sessionStorage)
  } catch {
    return otherwise
  }
}

/** Texts on the device, whoever is signed in. Where there is no room for them they last as long as the page. */
export const device = {
  kept: (key: string, room: Room = 'local'): string | null =>
    unkept[room].get(key) ?? within(room, (storage) => storage.getItem(key), null),
  /** Answers whether it outlasts the page. */
  keep(key: string, text: string, room: Room = 'local'): boolean {
    const isKept = within(
      room,
      (storage) => {
        storage.setItem(key, text)
        return true
      },
      false,
    )
    if (isKept) unkept[room].delete(key)
    else unkept[room].set(key, text)
    return isKept
  },
  drop(key: string, room: Room = 'local') {
    unkept[room].delete(key)
    within(room, (storage) => storage.removeItem(key), undefined)
  },
  /** All keys that begin like this. */
  keys(start: string, room: Room = 'local'): string[] {
    const stored = within(room, (storage) => Object.keys(storage), [])
    return [...new Set([...stored, ...unkept[room].keys()])].filter((key) => key.startsWith(start))
  },
  /** Calls back when another tab has changed something in the local room. */
  watch(key: string, changed: () => void) {
    addEventListener('storage', (event) => {
      if (event.key !== key && event.key !== null) return
      unkept.local.delete(key)
      changed()
    })
  },
}

/** What one app keeps in the browser's storage, and forgets with a sign-in. */
export interface AppStorage {
  /** What was kept under a key, or what `otherwise` says. */
  kept<T>(room: Room, key: string, otherwise: T): T
  /** Keeps something until one signs out; where there is no room, until the page is left. */
  keep(room: Room, key: string, value: unknown): void
  drop(room: Room, key: string): void
  /** Is called when one is signed out: for what is kept elsewhere. */
  onForget(forget: () => unknown): void
  /** Leaves nothing of one person for the next. `spared`: keys that the next one has written already. */
  forgetAll(spared?: string[]): void
}

/** All keys begin with `prefix`, so that signing out finds them. */
export function createStorage(prefix: string): AppStorage {
  const elsewhere = new Set<() => unknown>()
  return {
    kept<T>(room: Room, key: string, otherwise: T): T {
      const text = device.kept(prefix + key, room)
      try {
        return text === null ? otherwise : (JSON.parse(text) as T)
      } catch {
        return otherwise
      }
    },
    keep: (room, key, value) => void device.keep(prefix + key, JSON.stringify(value), room),
    drop: (room, key) => device.drop(prefix + key, room),
    onForget: (forget) => void elsewhere.add(forget),
    forgetAll(spared = []) {
      for (const room of ['local', 'session'] as const)
        for (const key of device.keys(prefix, room))
          if (!spared.includes(key.slice(prefix.length))) device.drop(key, room)
      for (const forget of elsewhere) forget()
    },
  }
}
