import { expect, it } from 'vitest'
import { bridge, signedIn } from './session'
import { kept, onForget } from './storage'

const tokensOf = (sub: string) => ({ access_token: `of.${btoa(JSON.stringify({ sub }))}.x`, refresh_token: sub })

it('a tab that slept forgets who left before it takes in who came, and nothing for a renewal', () => {
  let forgotten = 0
  onForget(() => forgotten++)
  const seen: boolean[] = []
  signedIn.subscribe((now) => seen.push(now))
  const inAnotherTab = (tokens: object) => {
    localStorage.setItem('curhat-mitra-tokens', JSON.stringify(tokens))
    dispatchEvent(new StorageEvent('storage', { key: 'curhat-mitra-tokens' }))
  }
  bridge.set(tokensOf('sari'))
  inAnotherTab({ ...tokensOf('sari'), refresh_token: 'newer' })
  expect([forgotten, seen]).toEqual([0, [false, true]])
  inAnotherTab(tokensOf('budi'))
  // What hangs on being signed in ends, and begins anew.
  expect([forgotten, seen]).toEqual([1, [false, true, false, true]])
  expect([bridge.tokens, kept('local', 'tokens', null)]).toEqual([tokensOf('budi'), tokensOf('budi')])
})
