import { device } from '@curhat/api'
import { signal } from '@preact/signals'
import { chat } from '../live/chat'

const KEY = 'curhat-sound'

/** Whether the app may be heard. */
export const sound = signal(device.kept(KEY) !== 'off')
export function setSound(on: boolean) {
  device.keep(KEY, on ? 'on' : 'off')
  sound.value = on
}

let audio: AudioContext | undefined

/** Two soft notes, made here: no file to load. */
function chime() {
  audio ??= new AudioContext()
  const start = audio.currentTime
  for (const [at, pitch] of [
    [0, 659],
    [0.16, 880],
  ] as const) {
    const note = audio.createOscillator()
    const loudness = audio.createGain()
    note.frequency.value = pitch
    loudness.gain.setValueAtTime(0, start + at)
    loudness.gain.linearRampToValueAtTime(0.18, start + at + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.001, start + at + 0.5)
    note.connect(loudness).connect(audio.destination)
    note.start(start + at)
    note.stop(start + at + 0.55)
  }
}

/** Makes itself noticed. Browsers allow it only after the person has touched the page; before that it stays silent. */
export function announce() {
  if (!sound.value || navigator.userActivation?.hasBeenActive === false) return
  navigator.vibrate?.([120, 80, 120])
  if ('AudioContext' in globalThis) chime()
}

chat.onFrame((frame) => {
  // Whoever reads it as it comes needs no bell.
  if (frame.type === 'message' && frame.message.sender === 'customer' && document.hidden) announce()
})
