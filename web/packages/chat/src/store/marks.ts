import { signal } from '@preact/signals'

/** Marks of one kind that have to reach the server: up to which message it has come, or was seen. */
export interface Marks {
  /** Everything up to here; sent together with what else comes in the same moment. */
  upTo(seq: number): void
  /** Once more, on a new connection: on the old one it may have been lost. */
  repeat(): void
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
    repeat() {
      told = 0
      flush()
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
