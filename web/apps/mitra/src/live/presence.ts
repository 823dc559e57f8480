import { unwrap } from '@curhat/api'
import { computed, effect, signal } from '@preact/signals'
import { api, type MitraProfile, signedIn } from '../session'
import { onForget } from '../storage'
import { chat } from './chat'
import { config } from './config'

/** Who one is, as the server knows it; `null` until it has been asked. */
export const me = signal<MitraProfile | null>(null)
/** Whether the server counts one as online: never what the app merely hopes. */
export const online = computed(() => me.value?.is_online ?? null)
/** While the server is told. */
export const changing = signal(false)
/** Why the server could not be asked. */
export const failure = signal<unknown>(null)
/** Numbers what the server is asked and told. */
let turn = 0
/** An answer to what was asked before it is news no more: a later question was answered, or something was told. */
let since = 0
/** What came before it was of someone who has signed out. */
let parted = 0
/** One was online, and then the server said otherwise without being told to. */
export const dropped = signal(false)

onForget(() => {
  parted = since = ++turn
  me.value = null
  failure.value = null
  dropped.value = false
})

/** Asks the server how things stand. */
export async function check() {
  const at = ++turn
  const stale = () => at < since || changing.value || !signedIn.value
  try {
    const now = await unwrap(api.GET('/api/mitra/auth/me'))
    if (stale()) return
    since = at
    if (me.value?.is_online && !now.is_online) dropped.value = true
    if (now.is_online) dropped.value = false
    failure.value = null
    me.value = now
  } catch (error) {
    if (!stale()) failure.value = error
    throw error
  }
}

/** Comes or goes. Throws what the server says when it refuses; the state stays what it was. */
export async function setOnline(wanted: boolean) {
  const at = ++turn
  changing.value = true
  try {
    const answer = await unwrap(api.PUT('/api/mitra/status', { body: { online: wanted } }))
    if (at < parted) return
    since = ++turn
    dropped.value = false
    if (me.value) me.value = { ...me.value, is_online: answer.online }
  } finally {
    changing.value = false
  }
}

/** A new name, as customers will see it. */
export async function rename(display_name: string) {
  const at = ++turn
  const answer = await unwrap(api.PATCH('/api/mitra/auth/me', { body: { display_name } }))
  if (at < parted) return
  since = ++turn
  // Whether one is online may have been changed meanwhile.
  me.value = me.value ? { ...me.value, display_name: answer.display_name } : answer
}

/** Asks where nobody waits for the answer: a failure is told by `failure`. */
export const checkQuietly = async () => {
  if (signedIn.value) await check().catch(() => undefined)
}

// After sleep, a lost connection or a look at something else, what was true may be true no more.
chat.onFrame((frame) => {
  if (frame.type === 'auth_ok') void checkQuietly()
})
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void checkQuietly()
})

/** Three quarters of what is allowed: a slow ping still comes in time. */
const PART = 0.75

// Signs of life, only while one is online and they are asked for.
effect(() => {
  const rule = config.value?.mitra_ping
  if (!signedIn.value || !online.value || !rule?.required) return
  const ping = () => unwrap(api.POST('/api/mitra/ping')).catch(() => undefined)
  void ping()
  const timer = setInterval(ping, rule.interval_seconds * 1000 * PART)
  return () => clearInterval(timer)
})
