import { expect, test } from 'vitest'
import { csv } from './csv'
import { readAll } from './readAll'

test('cells are quoted where they must be, and no formula is one any more', () => {
  expect(
    csv([
      ['a', 1, null],
      ['x,y', 'say "hi"', '=1+1'],
      ['+62', '@x', '-1'],
    ]),
  ).toBe('\uFEFFa,1,\r\n"x,y","say ""hi""",\'=1+1\r\n\'+62,\'@x,\'-1\r\n')
})

test('no disguise makes a formula of a name', () => {
  for (const name of ['=cmd()', ' =cmd()', '\t=cmd()', '\n=cmd()', '＝cmd()', '\0=cmd()', '\u00a0@x'])
    expect(csv([[name]])).toMatch(/^\uFEFF"?'/)
  for (const name of ['Ratna', 'a=b', 'Ibu - Sari', "O'Neil"]) expect(csv([[name]])).toBe(`\uFEFF${name}\r\n`)
})

test('a list is read to its end, with word of how far it is, and no further once stopped', async () => {
  const pages = [
    { items: [1, 2], next_cursor: 'b', total: 3, total_is_exact: true },
    { items: [3], next_cursor: null, total: 3, total_is_exact: true },
  ]
  const steps: number[] = []
  const asked: (string | undefined)[] = []
  const stopper = new AbortController()
  const read = (cursor: string | undefined) => {
    asked.push(cursor)
    return Promise.resolve(pages[cursor ? 1 : 0] as (typeof pages)[0])
  }
  expect(await readAll(read, stopper.signal, (done) => steps.push(done))).toEqual([1, 2, 3])
  expect(steps).toEqual([2, 3])
  expect(asked).toEqual([undefined, 'b'])
  await expect(readAll(read, stopper.signal, () => stopper.abort())).rejects.toThrow()
  expect(asked).toHaveLength(3)
})
