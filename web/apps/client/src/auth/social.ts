import { unwrap, uuid } from '@curhat/api'
import { api } from '../session'
import { drop, keep, kept } from '../storage'

export type Provider = 'google' | 'apple'
export const NAMES: Record<Provider, string> = { google: 'Google', apple: 'Apple' }

/**
 * What a provider is asked for. The page goes there and comes back with the token in the address' fragment: no script of
 * theirs runs here, which the content policy would forbid.
 */
const QUERIES: Record<Provider, Record<string, string>> = {
  google: { response_type: 'id_token', scope: 'openid email profile' },
  apple: { response_type: 'code id_token', response_mode: 'fragment' },
}

/** Leaves for the provider. False when it can't: the server does not say where to, or who we are there. */
export async function startWith(provider: Provider): Promise<boolean> {
  const known = (await unwrap(api.GET('/api/client/auth/providers')))[provider]
  if (!known) return false
  const { client_id, authorize_url } = known
  // What comes back has to be the answer to this question, and to no other.
  const state = uuid()
  keep('session', `social-${provider}`, state)
  const redirect_uri = `${location.origin}/app/auth/${provider}`
  location.assign(
    `${authorize_url}?${new URLSearchParams({ ...QUERIES[provider], client_id, redirect_uri, state, nonce: uuid() })}`,
  )
  return true
}

export type SocialAnswer = { id_token: string } | { refused: true } | { stale: true }

/** What the provider has sent along; it is taken out of the address at once, and works once. */
export function socialAnswer(provider: Provider): SocialAnswer {
  const given = new URLSearchParams(location.hash.slice(1))
  history.replaceState(history.state, '', location.pathname)
  const expected = kept<string | null>('session', `social-${provider}`, null)
  drop('session', `social-${provider}`)
  if (!expected || given.get('state') !== expected) return { stale: true }
  const id_token = given.get('id_token')
  return id_token ? { id_token } : { refused: true }
}
