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
} from '@curhat/api'
import { signal } from '@preact/signals'
import { forgetAll, PREFIX } from './storage'

export type MitraProfile = PublicTypes['schemas']['MitraProfile']
type AuthResult = PublicTypes['schemas']['AuthResult']

const keeper = localKeeper(`${PREFIX}tokens`)

/** Why one was signed out, when it was not by oneself. */
export const ended = signal<ApiError | null>(null)

/** Whoever waits for new tokens waits no longer than that: all that is asked meanwhile waits with them. */
const PATIENCE_MS = 15_000

async function refresh(refresh_token: string) {
  const response = await fetch('/api/shared/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (response.ok) {
    // Half an answer is none: it is asked for again.
    const { access_token, refresh_token } = (await response.json()) as AuthResult
    return { access_token, refresh_token }
  }
  const body = await response.json().catch(() => ({}))
  throw new ApiError({
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'UNKNOWN',
    ...body,
  })
}

/** Only a clear no ends a sign-in; whatever else goes wrong may be better next time. */
async function renew(held: Tokens | null): Promise<Tokens | null> {
  if (!held?.refresh_token) return null
  try {
    return await refresh(held.refresh_token)
  } catch (error) {
    if (!(error instanceof ApiError) || (error.problem.status !== 401 && error.problem.status !== 403)) throw error
    // Without locks (plain http on a local network) another tab may have been faster: what it got is good for us too.
    const newer = keeper.read()
    if (newer && newer.refresh_token !== held.refresh_token) return newer
    ended.value = error
    return null
  }
}

export const bridge = createBridge('mitra', keeper, renew)
/** The public API, signed in. */
export const api = createApi<PublicPaths>(bridge)

/** Known at once from what the device holds: no screen is shown that the next moment takes away. */
export const signedIn = signal(bridge.tokens !== null)

let owner = ownerOf(bridge.tokens)
bridge.onChange((tokens) => {
  const next = ownerOf(tokens)
  // A tab that slept hears of one who left and of the next at once: what it holds is still the first one's.
  if (signedIn.value && next !== owner) {
    forgetAll(tokens ? ['tokens'] : [])
    signedIn.value = false
  }
  owner = next
  if (tokens) ended.value = null
  signedIn.value = tokens !== null
})

/** Has a code sent to a phone. */
export async function askCode(phone: string) {
  return unwrap(api.POST('/api/mitra/auth/otp/request', { body: { phone } }))
}

/** Signs in with the code. */
export async function signIn(otp_request_id: string, code: string) {
  const result = await unwrap(api.POST('/api/mitra/auth/otp/verify', { body: { otp_request_id, code } }))
  bridge.set({ access_token: result.access_token, refresh_token: result.refresh_token })
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
