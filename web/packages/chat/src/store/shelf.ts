import { device } from '@curhat/api'

/** What a device keeps of conversations until one signs out. Without storage (private windows) it keeps it while it is open. */
export interface Shelf {
  read<T>(name: string): T | null
  write(name: string, value: unknown): void
  remove(name: string): void
  /** All names that begin like this. */
  names(start: string): string[]
}

/** In the browser's local storage; every name begins with `prefix`, so that an app finds all of its own. */
export const localShelf = (prefix: string): Shelf => ({
  read<T>(name: string) {
    try {
      return JSON.parse(device.kept(prefix + name) ?? 'null') as T | null
    } catch {
      return null
    }
  },
  write: (name, value) => void device.keep(prefix + name, JSON.stringify(value)),
  remove: (name) => device.drop(prefix + name),
  names: (start) => device.keys(prefix + start).map((key) => key.slice(prefix.length)),
})

/** In memory alone. */
export function memoryShelf(): Shelf {
  const held = new Map<string, string>()
  return {
    read: <T>(name: string) => JSON.parse(held.get(name) ?? 'null') as T | null,
    write: (name, value) => void held.set(name, JSON.stringify(value)),
    remove: (name) => void held.delete(name),
    names: (start) => [...held.keys()].filter((key) => key.startsWith(start)),
  }
}
