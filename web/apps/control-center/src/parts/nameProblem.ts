import { words } from '../../words'

/** What is wrong with a display name, before the server is asked. */
export function nameProblem(name: string): string | undefined {
  const length = [...name.trim()].length
  if (length === 0) return words.t.mitras.required
  return length > 40 ? words.t.mitras.nameTooLong : undefined
}
