import { signal } from '@preact/signals'

const KEY = 'curhat-onboarded'

/** The first pages have been seen. It belongs to the device, not to who is signed in. */
export const onboarded = signal(localStorage.getItem(KEY) === '1')
export function setOnboarded() {
  localStorage.setItem(KEY, '1')
  onboarded.value = true
}
