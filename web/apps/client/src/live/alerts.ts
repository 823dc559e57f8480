import { present } from '@curhat/chat'
import { effect, signal } from '@preact/signals'
import { keep, kept, onForget } from '../storage'
import { chat } from './chat'

/** A sound and a short vibration for what comes while one looks elsewhere. */
export const audible = signal(kept<boolean>('local', 'sound', true))
export function setAudible(on: boolean) {
  keep('local', 'sound', on)
  audible.value = on
}
onForget(() => {
  audible.value = true
})

let audio: AudioContext | null = null

/** Two soft notes, made here: no file to load. Browsers keep silent until the page has been touched. */
function chime() {
  try {
    audio ??= new AudioContext()
    const context = audio
    for (const [at, pitch] of [
      [0, 660],
      [0.14, 880],
    ] as const) {
      const tone = context.createOscillator()
      const volume = context.createGain()
      const start = context.currentTime + at
      tone.frequency.value = pitch
      volume.gain.setValueAtTime(0.0001, start)
      volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02)
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.3)
      tone.connect(volume).connect(context.destination)
      tone.start(start)
      tone.stop(start + 0.32)
    }
  } catch {
    // A device without sound.
  }
}

/** Draws attention by sound, by the page's title and by the app's badge. */
export function watchAlerts() {
  chat.onFrame((frame) => {
    const calls = (frame.type === 'message' && frame.message.sender === 'mitra') || frame.type === 'session_started'
    if (!calls || present.value || !audible.value) return
    if (navigator.userActivation?.hasBeenActive) {
      chime()
      navigator.vibrate?.([80, 60, 80])
    }
  })
  effect(() => {
    const count = chat.unread.value
    showInTitle(count)
    if (count) navigator.setAppBadge?.(count).catch(() => undefined)
    else navigator.clearAppBadge?.().catch(() => undefined)
  })
  // Pages name themselves when one goes to them.
  const title = document.querySelector('title')
  if (title) new MutationObserver(() => showInTitle(chat.unread.value)).observe(title, { childList: true })
}

function showInTitle(count: number) {
  const plain = document.title.replace(/^\(\d+\) /, '')
  const wanted = count ? `(${count}) ${plain}` : plain
  if (document.title !== wanted) document.title = wanted
}
