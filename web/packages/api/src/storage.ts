/** What belongs to the device, whoever is signed in: how the app looks, sounds, was last told. Where there is no room it is not kept. */
export const device = {
  kept(key: string): string | null {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  },
  keep(key: string, text: string) {
    try {
      localStorage.setItem(key, text)
    } catch {
      // Full, or shut: everything kept here is a convenience.
    }
  },
  drop(key: string) {
    try {
      localStorage.removeItem(key)
    } catch {
      // Nothing is in it.
    }
  },
}

/** What one app keeps in the browser's storage, and forgets with a sign-in. */
export interface AppStorage {
  /** What was kept under a key, or what `otherwise` says. */
  kept<T>(storage: Storage, key: string, otherwise: T): T
  /** Keeps something until one signs out. Where there is no room it is not kept. */
  keep(storage: Storage, key: string, value: unknown): void
  /** Is called when one is signed out: for what is kept elsewhere. */
  onForget(forget: () => unknown): void
  /** Leaves nothing of one person for the next. */
  forgetAll(): void
}

/** All keys begin with `prefix`, so that signing out finds them. */
export function createStorage(prefix: string): AppStorage {
  const elsewhere = new Set<() => unknown>()
  return {
    kept<T>(storage: Storage, key: string, otherwise: T): T {
      try {
        const text = storage.getItem(prefix + key)
        return text === null ? otherwise : (JSON.parse(text) as T)
      } catch {
        return otherwise
      }
    },
    keep(storage, key, value) {
      try {
        storage.setItem(prefix + key, JSON.stringify(value))
      } catch {
        // Full: everything kept here is a convenience.
      }
    },
    onForget: (forget) => void elsewhere.add(forget),
    forgetAll() {
      for (const storage of [localStorage, sessionStorage])
        for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
      for (const forget of elsewhere) forget()
    },
  }
}
