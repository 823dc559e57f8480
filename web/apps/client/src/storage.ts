/** All that this app keeps in the browser's storage begins like this, so that signing out finds it. */
export const PREFIX = 'curhat-client-'

/** Things to be forgotten with a sign-in that are kept elsewhere. */
const elsewhere = new Set<() => unknown>()
/** Is called when one is signed out. */
export const onForget = (forget: () => unknown) => void elsewhere.add(forget)

/** Leaves nothing of one person for the next. */
export function forgetAll() {
  for (const storage of [localStorage, sessionStorage])
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key)
  for (const forget of elsewhere) forget()
}

/** What was kept under a key, or what `otherwise` says. */
export function kept<T>(storage: Storage, key: string, otherwise: T): T {
  try {
    const text = storage.getItem(PREFIX + key)
    return text === null ? otherwise : (JSON.parse(text) as T)
  } catch {
    return otherwise
  }
}

/** Keeps something until one signs out. */
export const keep = (storage: Storage, key: string, value: unknown) =>
  storage.setItem(PREFIX + key, JSON.stringify(value))
