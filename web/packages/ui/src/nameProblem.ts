import { lang } from './i18n'

const words = {
  id: {
    missing: 'Wajib diisi.',
    tooLong: (most: number) => `Paling banyak ${most} karakter.`,
    unprintable: 'Ada karakter yang tidak terlihat. Ketik ulang namanya.',
  },
  en: {
    missing: 'Required.',
    tooLong: (most: number) => `At most ${most} characters.`,
    unprintable: 'Some characters can’t be seen. Type the name again.',
  },
}

/** Control characters, and those that turn the direction of writing around for the rest of the line. */
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/u

/** What is wrong with a name of at most so many characters, before the server is asked: it would say less. */
export function nameProblem(name: string, most: number): string | undefined {
  const t = words[lang.value]
  const length = [...name.trim()].length
  if (length === 0) return t.missing
  if (length > most) return t.tooLong(most)
  return UNPRINTABLE.test(name.trim()) ? t.unprintable : undefined
}
