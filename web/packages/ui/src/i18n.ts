import { device } from '@curhat/api'
import { computed, effect, signal } from '@preact/signals'

/** Indonesian is what people start with; English by a switch. */
export type Lang = 'id' | 'en'

const KEY = 'curhat-lang'
const stored = (): Lang => (device.kept(KEY) === 'en' ? 'en' : 'id')

export const lang = signal<Lang>(stored())
export function setLang(next: Lang) {
  device.keep(KEY, next)
  lang.value = next
}

/** The same shape in every language; what is a literal in one is any text in another. */
export type Words<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Key in keyof T]: Words<T[Key]> }

export interface I18n<D> {
  /** The words of the language of now. Read inside a component it follows a switch. */
  readonly t: Words<D>
  /** Settled when the words are there. */
  ready(): Promise<void>
}

/** An app's words: Indonesian built in, English loaded when it is first asked for. */
export function createI18n<D extends object>(indonesian: D, english: () => Promise<{ default: Words<D> }>): I18n<D> {
  const loaded = signal<Words<D> | null>(null)
  let loading: Promise<void> | null = null
  const words = computed(() => (lang.value === 'en' && loaded.value) || (indonesian as unknown as Words<D>))
  const load = () => {
    loading ??= english().then(
      (module) => {
        loaded.value = module.default
      },
      (error) => {
        // Whoever switches again asks again.
        loading = null
        throw error
      },
    )
    return loading
  }
  effect(() => {
    if (globalThis.document) document.documentElement.lang = lang.value
    if (lang.value === 'en') load().catch(() => undefined)
  })
  return {
    get t() {
      return words.value
    },
    ready: () => (lang.value === 'en' ? load() : Promise.resolve()),
  }
}
