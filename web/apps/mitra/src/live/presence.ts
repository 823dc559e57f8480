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
/** Counts what the server was told: an answer from before it is news no more. */
let told = 0
/** One was online, and then the server said otherwise without being told to. */
export const dropped = signal(false)

onForget(() => {
  me.value = null
  dropped.value = false
})

/** Asks the server how things stand. */
export async function check() {
  const was = me.value?.is_online
  const at = told
  const now = await unwrap(api.GET('/api/mitra/auth/me'))
  if (at !== told || changing.value || !signedIn.value) return
  if (was && !now.is_online) dropped.value = true
  if (now.is_online) dropped.value = false
  me.value = now
}

/** Comes or goes. Throws what the server says when it refuses; the state stays what it was. */
export async function setOnline(wanted: boolean) {
  changing.value = true
  try {
    const answer = await unwrap(api.PUT('/api/mitra/status', { body: { online: wanted } }))
    told++
    dropped.value = false
    if (me.value) me.value = { ...me.value, is_online: answer.online }
  } finally {
    changing.value = false
  }
}

/** A new name, as customers will see it. */
export async function rename(display_name: string) {
  me.value = await unwrap(api.PATCH('/api/mitra/auth/me', { body: { display_name } }))
}

const checkQuietly = () => {
  if (signedIn.value) check().catch(() => undefined)
}

// After sleep, a lost connection or a look at something else, what was true may be true no more.
chat.onFrame((frame) => {
  if (frame.type === 'auth_ok') checkQuietly()
})
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') checkQuietly()
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
