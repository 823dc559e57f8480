import {
  ApiError,
  createApi,
  createBridge,
  localKeeper,
  type PublicPaths,
  type PublicTypes,
  type Tokens,
  unwrap,
  uuid,
} from '@curhat/api'
import { computed, signal } from '@preact/signals'
import { forgetAll, keep, kept, PREFIX } from './storage'

export type CustomerProfile = PublicTypes['schemas']['CustomerProfile']
type AuthResult = PublicTypes['schemas']['AuthResult']

const keeper = localKeeper(`${PREFIX}tokens`)

/** Why one was signed out, when it was not by oneself. */
export const ended = signal<ApiError | null>(null)

async function refresh(refresh_token: string): Promise<Tokens> {
  const response = await fetch('/api/shared/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
  })
  const body = await response.json().catch(() => ({}))
  if (response.ok) return tokensOf(body as AuthResult)
  const { status, statusText: title } = response
  throw new ApiError({ type: 'about:blank', title, status, code: 'UNKNOWN', ...body })
}

/** Only a clear no ends a sign-in; whatever else goes wrong may be better next time. */
async function renew(held: Tokens | null): Promise<Tokens | null> {
  if (!held?.refresh_token) return null
  try {
    return await refresh(held.refresh_token)
  } catch (error) {
    if (!(error instanceof ApiError) || ![401, 403].includes(error.problem.status)) throw error
    // Without locks (plain http on a local network) another tab may have been faster: what it got is good for us too.
    const newer = keeper.read()
    if (newer && newer.refresh_token !== held.refresh_token) return newer
    ended.value = error
    return null
  }
}

const tokensOf = ({ access_token, refresh_token }: AuthResult): Tokens => ({ access_token, refresh_token })

export const bridge = createBridge('client', keeper, renew)
/** The public API, signed in. */
export const api = createApi<PublicPaths>(bridge)

/** Known at once from what the device holds: no screen is shown that the next moment takes away. */
export const signedIn = signal(bridge.tokens !== null)
/** Who one is, as last heard from the server. */
export const me = signal<CustomerProfile | null>(kept<CustomerProfile | null>('local', 'me', null))
/** Without a phone number or an account: what one has is lost with the device. */
export const isGuest = computed(() => me.value?.is_anonymous ?? false)

export function setMe(profile: CustomerProfile) {
  keep('local', 'me', profile)
  me.value = profile
}

bridge.onChange((tokens) => {
  const now = tokens !== null
  if (!now && signedIn.value) {
    forgetAll()
    me.value = null
  }
  if (now) {
    ended.value = null
    // Signed in by another tab: who it is, it has written down.
    me.value = kept<CustomerProfile | null>('local', 'me', null)
  }
  signedIn.value = now
})

function enter(result: AuthResult) {
  setMe(result.profile as CustomerProfile)
  bridge.set(tokensOf(result))
}

/** In without giving anything away. */
export async function enterAsGuest() {
  enter(
    await unwrap(
      api.POST('/api/shared/auth/anonymous', { body: {}, params: { header: { 'Idempotency-Key': uuid() } } }),
    ),
  )
}

/** Has a code sent to a phone. */
export const askCode = (phone: string) => unwrap(api.POST('/api/client/auth/otp/request', { body: { phone } }))

/** A guest stays who they are, and keeps what they have. */
const upgrade = () => (isGuest.value && me.value ? { anonymous_customer_id: me.value.id } : {})

/** Signs in with the code. `fresh`: as whoever the number belongs to, even if that leaves the guest behind. */
export async function signIn(otp_request_id: string, code: string, fresh = false) {
  const body = { otp_request_id, code, ...(fresh ? {} : upgrade()) }
  const result = await unwrap(api.POST('/api/client/auth/otp/verify', { body }))
  if (fresh) forgetAll()
  enter(result)
}

/** Signs in with what a provider says who one is. */
export async function signInWith(provider: 'google' | 'apple', id_token: string) {
  const body = { id_token, ...upgrade() }
  enter(await unwrap(api.POST(`/api/client/auth/${provider}/verify`, { body })))
}

/** Asks anew who one is: it may have changed on another device. */
export async function loadMe() {
  setMe(await unwrap(api.GET('/api/client/auth/me')))
}

export async function rename(display_name: string) {
  setMe(await unwrap(api.PATCH('/api/client/auth/me', { body: { display_name } })))
}

/** Tells the server first: a sign-in that it still holds is not over. */
export async function signOut() {
  try {
    await unwrap(api.POST('/api/shared/auth/logout'))
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.status !== 401) throw error
  }
  bridge.set(null)
}
