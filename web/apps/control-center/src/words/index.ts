import { createI18n } from '@curhat/ui'
import indonesian from './id'

/** The words of the control center, by area: `words.t.sessions.title`. */
export const words = createI18n(indonesian, () => import('./en'))
export type NavLabel = keyof typeof indonesian.shell.nav
export type Dictionary = typeof indonesian
