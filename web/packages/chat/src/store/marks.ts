import { signal } from '@preact/signals'

/** Marks of one kind that have to reach the server: up to which message it has come, or was seen. */
export interface Marks {
  /** Everything up to here; sent together with what else comes in the same moment. */
  upTo(seq: number): void
  /** The connection is gone, and what was told on it may be too. */
  lost(): void
  /** Tells what is not told yet, on a new connection. */
  tell(): void
  /** The messages are not there any more: their numbers will be those of others. */
  forget(): void
}

export function createMarks(send: (up_to_seq: number) => boolean): Marks {
  let wanted = 0
  let told = 0
  let planned = false
  const flush = () => {
    planned = false
    if (wanted > told && send(wanted)) told = wanted
  }
  return {
    lost() {
      told = 0
    },
    tell: flush,
    forget() {
      wanted = 0
      told = 0
    },
    upTo(seq) {
      if (seq <= wanted) return
      wanted = seq
      if (planned) return
      planned = true
      queueMicrotask(flush)
    },
  }
}

/** The page is in front of someone: visible, and it has the focus. */
export const present = signal(false)

const look = () => {
  present.value = document.visibilityState === 'visible' && document.hasFocus()
}
if (globalThis.document) {
  look()
  document.addEventListener('visibilitychange', look)
  addEventListener('focus', look)
  addEventListener('blur', look)
  addEventListener('pageshow', look)
}
