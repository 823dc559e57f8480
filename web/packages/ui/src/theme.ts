import { effect, signal } from '@preact/signals'

/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'curhat-theme'
const known: readonly string[] = ['light', 'dark']
const stored = globalThis.localStorage?.getItem(KEY) ?? ''

export const theme = signal<Theme>(known.includes(stored) ? (stored as Theme) : 'system')
export function setTheme(next: Theme) {
  globalThis.localStorage?.setItem(KEY, next)
  theme.value = next
}

effect(() => {
  if (!globalThis.document) return
  if (theme.value === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme.value
})
