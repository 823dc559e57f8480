import { expect, test } from 'vitest'
import { nameProblem } from './nameProblem'

test('what the server would refuse in a name is said before it is asked', () => {
  expect(nameProblem(' Sari 🌸 ', 40)).toBeUndefined()
  expect(nameProblem('  ', 40)).toBe('Wajib diisi.')
  expect(nameProblem('🌸'.repeat(40), 40)).toBeUndefined()
  expect(nameProblem('🌸'.repeat(41), 40)).toBe('Paling banyak 40 karakter.')
  for (const sign of ['\t', '\u0000', '\u0085', '\u202e', '\u2066', '\ufeff'])
    expect(nameProblem(`Sa${sign}ri`, 40)).toBe('Ada karakter yang tidak terlihat. Ketik ulang namanya.')
})
