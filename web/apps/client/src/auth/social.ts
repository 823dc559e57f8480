import { uuid } from '@curhat/api'
import { config } from '../live/config'
import { keep, kept, PREFIX } from '../storage'

export type Provider = 'google' | 'apple'
export const NAMES: Record<Provider, string> = { google: 'Google', apple: 'Apple' }

/**
 * Where a provider asks who one is. The page goes there and comes back with the token in the address' fragment: no script of
 * theirs runs here, which the content policy would forbid.
 */
const PLACES: Record<Provider, { address: string; query: Record<string, string> }> = {
  google: {
    address: 'https://accounts.google.com/o/oauth2/v2/auth',
    query: { response_type: 'id_token', scope: 'openid email profile' },
  },
  apple: {
    address: 'https://appleid.apple.com/auth/authorize',
    query: { response_type: 'code id_token', response_mode: 'fragment' },
  },
}

/** Under which id the provider knows this app. Servers that do not say it can not be signed in to from a browser. */
const clientId = (provider: Provider) =>
  (config.value?.social_auth as Record<string, unknown> | undefined)?.[`${provider}_client_id`]

/** Leaves for the provider. False when it can't: the server has not said who we are there. */
export function startWith(provider: Provider): boolean {
  const client_id = clientId(provider)
  if (typeof client_id !== 'string' || !client_id) return false
  // What comes back has to be the answer to this question, and to no other.
  const state = uuid()
  keep(sessionStorage, `social-${provider}`, state)
  const { address, query } = PLACES[provider]
  const redirect_uri = `${location.origin}/app/auth/${provider}`
  location.assign(`${address}?${new URLSearchParams({ ...query, client_id, redirect_uri, state, nonce: uuid() })}`)
  return true
}

export type SocialAnswer = { id_token: string } | { refused: true } | { stale: true }

/** What the provider has sent along; it is taken out of the address at once, and works once. */
export function socialAnswer(provider: Provider): SocialAnswer {
  const given = new URLSearchParams(location.hash.slice(1))
  history.replaceState(history.state, '', location.pathname)
  const expected = kept<string | null>(sessionStorage, `social-${provider}`, null)
  sessionStorage.removeItem(`${PREFIX}social-${provider}`)
  if (!expected || given.get('state') !== expected) return { stale: true }
  const id_token = given.get('id_token')
  return id_token ? { id_token } : { refused: true }
}
