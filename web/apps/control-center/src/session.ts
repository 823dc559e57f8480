import {
  ApiError,
  createApi,
  createBridge,
  device,
  type InternalPaths,
  type InternalTypes,
  memoryKeeper,
  ownerOf,
} from '@curhat/api'
import { computed, effect, signal } from '@preact/signals'
import { heard, unheard } from './reach'

type StaffProfile = InternalTypes['schemas']['StaffProfile']
type LoginResult = InternalTypes['schemas']['LoginResult']

/** Says that there may be a cookie worth asking for: without it nobody is asked, and no refusal stands in the console. */
const KNOWN = 'curhat-cc-known'

/** Whoever is signed in. */
export const me = signal<StaffProfile | null>(null)
/** `starting` until the cookie has been tried. `failed`: it could not be asked whether one is still signed in. */
export const state = signal<'starting' | 'failed' | 'in' | 'out'>('starting')
/** Why it could not be asked. */
export const failure = signal<unknown>(null)
/** Why one was signed out, when it was not by oneself. */
export const ended = signal<ApiError | null>(null)

const send: typeof fetch = async (...given) => {
  try {
    const response = await fetch(...given)
    heard()
    return response
  } catch (error) {
    // A request that a page took back says nothing of the network.
    if ((error as Error).name !== 'AbortError') unheard()
    throw error
  }
}

const post = (path: string, headers: HeadersInit = {}, more: RequestInit = {}) =>
  send(path, { method: 'POST', credentials: 'include', headers, ...more })

const unreached = () => new ApiError({ type: 'about:blank', title: 'No connection', status: 0, code: 'NETWORK' })

async function problem(response: Response) {
  const body = await response.json().catch(() => ({}))
  return new ApiError({
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'UNKNOWN',
    request_id: response.headers.get('x-request-id') ?? undefined,
    ...body,
  })
}

/** The last sign-in that the server has answered. Who it is says nothing before its token is held: one may have left meanwhile. */
let answered: LoginResult | null = null
function tokensOf(result: LoginResult) {
  answered = result
  return { access_token: result.access_token }
}

/** Whoever waits for a new token waits no longer than that: all that is asked meanwhile waits with them. */
const PATIENCE_MS = 15_000

/** Takes the new access token that the cookie is good for. */
async function renewByCookie(mayLose: boolean) {
  const response = await post('/internal/auth/refresh', {}, { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (response.ok) return tokensOf((await response.json()) as LoginResult)
  const refused = await problem(response)
  if (response.status !== 401 && response.status !== 403) throw refused
  // Without locks (plain http on a local network) another tab may just have used the cookie: the browser has its successor.
  if (mayLose && !navigator.locks) return renewByCookie(false)
  if (state.value === 'in' || refused.code === 'ACCOUNT_INACTIVE') ended.value = refused
  return null
}

export const bridge = createBridge('cc', memoryKeeper('cc'), () => renewByCookie(true))
/** The internal API, signed in. */
export const api = createApi<InternalPaths>(bridge, send)

bridge.onChange((tokens) => {
  if (!tokens) {
    me.value = null
    device.drop(KNOWN)
    state.value = 'out'
    return
  }
  device.keep(KNOWN, '1')
  ended.value = null
  if (answered?.access_token === tokens.access_token) me.value = answered.profile
  if (me.value && me.value.id === ownerOf(tokens)) {
    state.value = 'in'
    return
  }
  // Another tab has signed in.
  void api.GET('/internal/auth/me').then(
    ({ data }) => {
      // By now that tab may have signed out again, or someone else in.
      if (!data || bridge.tokens !== tokens) return
      me.value = data
      state.value = 'in'
    },
    () => undefined,
  )
})

/** Signs in with what the browser still holds from before. */
export async function start() {
  if (!device.kept(KNOWN)) {
    state.value = 'out'
    return
  }
  state.value = 'starting'
  try {
    await bridge.renew()
  } catch (error) {
    failure.value = error instanceof ApiError ? error : unreached()
    state.value = 'failed'
  }
}

/** Throws what the server says when it refuses. */
export async function signIn(email: string, password: string) {
  let response: Response
  try {
    response = await post(
      '/internal/auth/login',
      { 'Content-Type': 'application/json' },
      { body: JSON.stringify({ email, password }) },
    )
  } catch {
    throw unreached()
  }
  if (!response.ok) throw await problem(response)
  bridge.set(tokensOf((await response.json()) as LoginResult))
}

/** Tells the server first: a sign-in that it still holds is not over. */
export async function signOut() {
  const token = bridge.tokens?.access_token
  let response: Response
  try {
    response = await post('/internal/auth/logout', token ? { Authorization: `Bearer ${token}` } : {})
  } catch {
    throw unreached()
  }
  if (!response.ok && response.status !== 401) throw await problem(response)
  left.value = true
  bridge.set(null)
}

/** One has signed out oneself, and needs no way back to where one was. */
export const left = signal(false)
effect(() => {
  if (state.value === 'in') left.value = false
})

const permissions = computed(() => new Set(me.value?.permissions ?? []))
/** Whether one's role allows it: `can('mitras:update')`. */
export const can = (permission: string) => permissions.value.has(permission)
