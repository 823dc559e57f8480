import { device } from '@curhat/api'
import { signal } from '@preact/signals'

const KEY = 'curhat-onboarded'

/** The first pages have been seen. It belongs to the device, not to who is signed in. */
export const onboarded = signal(device.kept(KEY) === '1')
export function setOnboarded() {
  device.keep(KEY, '1')
  onboarded.value = true
}
