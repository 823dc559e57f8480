import { type Signal, signal } from '@preact/signals'

/** Said again at most that often while one goes on typing. */
const AGAIN_MS = 3000
/** Without news for that long the other side has stopped, even if it never said so. */
const SHOWN_MS = 5000

export interface Typing {
  /** The other side is typing. */
  readonly theirs: Signal<boolean>
  heard(is_typing: boolean): void
  /** One has typed a letter, or emptied the field. */
  tell(is_typing: boolean): void
}

/** Who is typing in one conversation: theirs shown for a while, ours told now and then. */
export function createTyping(send: (is_typing: boolean) => boolean): Typing {
  const theirs = signal(false)
  let fade: ReturnType<typeof setTimeout> | undefined
  let told = Number.NEGATIVE_INFINITY
  return {
    theirs,
    heard(is_typing) {
      clearTimeout(fade)
      theirs.value = is_typing
      if (is_typing) fade = setTimeout(() => (theirs.value = false), SHOWN_MS)
    },
    tell(is_typing) {
      const since = Date.now() - told
      if (is_typing ? since < AGAIN_MS : since >= SHOWN_MS) return
      if (!send(is_typing)) return
      told = is_typing ? Date.now() : Number.NEGATIVE_INFINITY
    },
  }
}
