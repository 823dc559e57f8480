import {
  ApiError,
  createApi,
  createBridge,
  localKeeper,
  ownerOf,
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

/** Whoever waits for new tokens waits no longer than that: all that is asked meanwhile waits with them. */
const PATIENCE_MS = 15_000

async function refresh(refresh_token: string): Promise<Tokens> {
  const response = await fetch('/api/shared/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  // Half an answer is none: it is asked for again.
  if (response.ok) return tokensOf((await response.json()) as AuthResult)
  const body = await response.json().catch(() => ({}))
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

/** Whose sign-in it is. Known at once from what the device holds: no screen is shown that the next moment takes away. */
export const owner = signal(ownerOf(bridge.tokens))
export const signedIn = computed(() => owner.value !== null)
const lastHeard = () => kept<CustomerProfile | null>('local', 'me', null)
/** Who one is, as last heard from the server. */
export const me = signal(lastHeard())
/** Without a phone number or an account: what one has is lost with the device. */
export const isGuest = computed(() => signedIn.value && (me.value?.is_anonymous ?? false))

/** Numbers what is asked and heard of oneself. */
let turn = 0
/** The answer to what was asked before it is news no more. */
let since = 0

function setMe(profile: CustomerProfile, at = ++turn) {
  since = at
  keep('local', 'me', profile)
  me.value = profile
}

/** The guest's conversations are the account's now, and so is what was written in them. */
let merging = false

bridge.onChange((tokens) => {
  const next = ownerOf(tokens)
  if (next !== owner.value) {
    since = ++turn
    // Whoever comes next has written down these, here or in another tab. Who became part of them has lost nothing by it.
    if (signedIn.value && !merging) forgetAll(tokens ? ['tokens', 'me'] : [])
  }
  if (tokens) ended.value = null
  me.value = lastHeard()
  owner.value = next
})

/** Who it is comes first: whoever hears of the tokens reads it there. `upgraded`: the guest one was has gone into it. */
function enter(result: AuthResult, upgraded = false) {
  since = ++turn
  keep('local', 'me', result.profile)
  merging = upgraded
  bridge.set(tokensOf(result))
  merging = false
}

/** The same until there is a clear answer: where one was lost on its way, the guest it made comes with the next. */
let guestKey = ''

/** In without giving anything away. */
export async function enterAsGuest() {
  guestKey ||= uuid()
  const params = { header: { 'Idempotency-Key': guestKey } }
  const made = await unwrap(api.POST('/api/shared/auth/anonymous', { body: {}, params })).catch((error: ApiError) => {
    if (!error.isTransient) guestKey = ''
    throw error
  })
  guestKey = ''
  enter(made)
}

/** Has a code sent to a phone. */
export const askCode = (phone: string) => unwrap(api.POST('/api/client/auth/otp/request', { body: { phone } }))

/** A guest stays who they are, and keeps what they have. */
const upgrade = () => (isGuest.value && me.value ? { anonymous_customer_id: me.value.id } : {})

/** Signs in with the code. `fresh`: as whoever the number belongs to, even if that leaves the guest behind. */
export async function signIn(otp_request_id: string, code: string, fresh = false) {
  const guest = fresh ? {} : upgrade()
  const body = { otp_request_id, code, ...guest }
  enter(await unwrap(api.POST('/api/client/auth/otp/verify', { body })), 'anonymous_customer_id' in guest)
}

/** Signs in with what a provider says who one is. */
export async function signInWith(provider: 'google' | 'apple', id_token: string) {
  const guest = upgrade()
  const body = { id_token, ...guest }
  enter(await unwrap(api.POST(`/api/client/auth/${provider}/verify`, { body })), 'anonymous_customer_id' in guest)
}

/** Asks anew who one is: it may have changed on another device. */
export async function loadMe() {
  const at = ++turn
  const profile = await unwrap(api.GET('/api/client/auth/me'))
  if (at > since) setMe(profile, at)
}

export async function rename(display_name: string) {
  const whose = owner.value
  const profile = await unwrap(api.PATCH('/api/client/auth/me', { body: { display_name } }))
  if (whose === owner.value) setMe(profile)
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
