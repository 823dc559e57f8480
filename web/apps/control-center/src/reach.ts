import { effect, signal } from '@preact/signals'

/** The server has not been reached for two seconds. */
export const unreachable = signal(false)

const lost = signal(!navigator.onLine)
let patience: ReturnType<typeof setTimeout> | undefined
let listening: ReturnType<typeof setInterval> | undefined

let offlineSince = 0

/** Something was answered. Right after the network was lost that may be an answer from before: whoever knocks will see. */
export const heard = () => {
  if (Date.now() - offlineSince > 1000) lost.value = false
}
/** Nothing was answered. */
export const unheard = () => {
  lost.value = true
}

addEventListener('offline', () => {
  offlineSince = Date.now()
  unheard()
})
addEventListener('online', () => {
  offlineSince = 0
  void knock()
})

const knock = () => fetch('/healthz').then(heard, unheard)

// While nobody answers, knock now and then, so that the page mends itself.
effect(() => {
  clearTimeout(patience)
  clearInterval(listening)
  if (!lost.value) {
    unreachable.value = false
    return
  }
  patience = setTimeout(() => {
    unreachable.value = true
  }, 2000)
  listening = setInterval(knock, 3000)
})
