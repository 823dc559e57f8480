import { device } from '@curhat/api'
import { effect, signal } from '@preact/signals'

/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'curhat-theme'
const known: readonly string[] = ['light', 'dark']
const stored = device.kept(KEY) ?? ''

export const theme = signal<Theme>(known.includes(stored) ? (stored as Theme) : 'system')
export function setTheme(next: Theme) {
  device.keep(KEY, next)
  theme.value = next
}

/** Each app calls it when it starts, so that every screen has the chosen looks, not only the one where they are chosen. */
export const watchTheme = () =>
  effect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme.value
  })
