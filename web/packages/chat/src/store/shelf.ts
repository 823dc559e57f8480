/** What a device keeps of conversations until one signs out. Without storage (private windows) it keeps it while it is open. */
export interface Shelf {
  read<T>(name: string): T | null
  write(name: string, value: unknown): void
  remove(name: string): void
  /** All names that begin like this. */
  names(start: string): string[]
}

/** In the browser's local storage; every name begins with `prefix`, so that an app finds all of its own. */
export function localShelf(prefix: string): Shelf {
  const held = memoryShelf()
  const attempt = <T>(run: (storage: Storage) => T, otherwise: () => T): T => {
    try {
      return run(localStorage)
    } catch {
      return otherwise()
    }
  }
  return {
    read: <T>(name: string) =>
      attempt<T | null>(
        (storage) => JSON.parse(storage.getItem(prefix + name) ?? 'null') as T | null,
        () => held.read<T>(name),
      ),
    write: (name, value) =>
      attempt(
        (storage) => storage.setItem(prefix + name, JSON.stringify(value)),
        () => held.write(name, value),
      ),
    remove: (name) => {
      held.remove(name)
      attempt(
        (storage) => storage.removeItem(prefix + name),
        () => undefined,
      )
    },
    names: (start) =>
      attempt(
        (storage) =>
          Object.keys(storage)
            .filter((key) => key.startsWith(prefix + start))
            .map((key) => key.slice(prefix.length)),
        () => held.names(start),
      ),
  }
}

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
