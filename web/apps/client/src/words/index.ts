import { createI18n } from '@curhat/ui'
import indonesian from './id'

/** The words of this app, by area: `words.t.home.title`. */
export const words = createI18n(indonesian, () => import('./en'))
export type Dictionary = typeof indonesian
