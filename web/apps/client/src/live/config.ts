import { device } from '@curhat/api'
import type { SharedConfig } from '@curhat/chat'
import { computed, effect } from '@preact/signals'
import { isGuest, loadMe, signedIn } from '../session'
import { chat } from './chat'

const KEY = 'curhat-config'

function stored(): SharedConfig | null {
  try {
    return JSON.parse(device.kept(KEY) ?? 'null') as SharedConfig | null
  } catch {
    return null
  }
}

// What was last heard is good enough to begin with; the server is asked at once, and at each connection.
chat.config.value = stored()
effect(() => {
  if (chat.config.value) device.keep(KEY, JSON.stringify(chat.config.value))
})

/** What the operators have set; `null` until it is known. */
export const config = chat.config

/** Guests may not start sessions here: one has to sign up first. */
export const mustRegister = computed(() => isGuest.value && config.value?.anonymity_enabled === false)

/** An answer that young is as good as a new one. */
const FRESH_MS = 10_000
/** When it was last asked for; 0 when that came to nothing. */
let asked = 0
const ask = () => {
  asked = Date.now()
  chat.loadConfig().catch(() => {
    asked = 0
  })
  if (signedIn.value) loadMe().catch(() => undefined)
}
ask()
// What was changed while there was no connection was not heard of; at the first one it may just have been asked.
let first = true
chat.onFrame((frame) => {
  if (frame.type !== 'auth_ok') return
  if (!first || Date.now() - asked > FRESH_MS) ask()
  first = false
})
addEventListener('online', ask)
