/** A sign-in as a device holds it. The control center has no refresh token: a cookie carries it. */
export interface Tokens {
  access_token: string
  refresh_token?: string | undefined
}

/** Whose a sign-in is, as its token says; `null` when there is none. */
export function ownerOf(tokens: Tokens | null): string | null {
  if (!tokens) return null
  try {
    const claims = (tokens.access_token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
    return (JSON.parse(atob(claims)) as { sub: string }).sub
  } catch {
    return ''
  }
}

/** Where a sign-in is kept between page loads, and how other tabs hear of a change. */
export interface Keeper {
  read(): Tokens | null
  write(tokens: Tokens | null): void
  /** Calls back when another tab has written. */
  watch(changed: (tokens: Tokens | null) => void): void
}

/**
 * How tokens are renewed. Answers `null` when the server says that the sign-in is over; throws when it can't be asked,
 * which ends nothing.
 */
export type Renew = (held: Tokens | null) => Promise<Tokens | null>

export interface Bridge {
  readonly tokens: Tokens | null
  /** After a sign-in, or with `null` a sign-out; other tabs follow. */
  set(tokens: Tokens | null): void
  /** Renews, once for all who ask at the same time. `stale`: the access token that was refused. */
  renew(stale?: string): Promise<Tokens | null>
  /** Calls back at each change, also those of other tabs. Gives back the way to stop. */
  onChange(changed: (tokens: Tokens | null) => void): () => void
}

/** While no other tab does the same; at once where there are no locks (plain http), or none to be had (storage is forbidden). */
async function alone<T>(name: string, run: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks
  if (!locks) return run()
  let started = false
  const once = () => {
    started = true
    return run()
  }
  try {
    return (await locks.request(name, once)) as T
  } catch (error) {
    if (started) throw error
    return run()
  }
}

/**
 * Holds the tokens of a signed-in app. A refresh token works once, so renewals are serialised: within a tab by sharing one
 * promise, between tabs by a lock, under which what another tab has renewed meanwhile is taken over instead.
 */
export function createBridge(name: string, keeper: Keeper, ask: Renew): Bridge {
  let tokens = keeper.read()
  let renewing: Promise<Tokens | null> | null = null
  /** Counts signings in and out: a renewal that was asked for before one of them means nobody any more. */
  let turns = 0
  const listeners = new Set<(tokens: Tokens | null) => void>()
  const hold = (next: Tokens | null) => {
    tokens = next
    for (const listener of listeners) listener(next)
  }
  keeper.watch((next) => {
    if (!next || (tokens && ownerOf(next) !== ownerOf(tokens))) turns++
    hold(next)
  })

  async function renewUnderLock(stale: string | undefined) {
    const held = keeper.read() ?? tokens
    if (held && stale !== undefined && held.access_token !== stale) {
      hold(held)
      return held
    }
    const turn = turns
    const next = await ask(held)
    if (turn !== turns) return tokens
    keeper.write(next)
    hold(next)
    return next
  }

  return {
    get tokens() {
      return tokens
    },
    set(next) {
      turns++
      keeper.write(next)
      hold(next)
    },
    renew(stale) {
      if (stale !== undefined && tokens && tokens.access_token !== stale) return Promise.resolve(tokens)
      renewing ??= alone(`curhat-${name}`, () => renewUnderLock(stale)).finally(() => {
        renewing = null
      })
      return renewing
    },
    onChange(changed) {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
  }
}
