import { words } from '../words'

/** Control characters, and those that turn the direction of writing around for the rest of the line. */
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/u

/** What is wrong with a name of at most so many characters, before the server is asked: it would say so in English. */
export function nameProblem(name: string, most: number): string | undefined {
  const t = words.t.names
  const length = [...name.trim()].length
  if (length === 0) return t.missing
  if (length > most) return t.tooLong(most)
  return UNPRINTABLE.test(name.trim()) ? t.unprintable : undefined
}
