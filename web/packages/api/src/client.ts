import createClient from 'openapi-fetch'
import { type Bridge, ownerOf } from './bridge'
import { uuid } from './id'

/** RFC 9457, with the members that Curhat adds. `code` is what apps switch on. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  request_id?: string
  retry_after_seconds?: number
  attempts_left?: number
  session_id?: string
  reason?: string
  errors?: { pointer: string; detail: string }[]
}

/** A refusal of the server; or `NETWORK` (status 0) when it could not be reached. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
  }

  get code() {
    return this.problem.code
  }

  /** The server was not reached, or can't answer now: trying again may help. */
  get isTransient() {
    return this.problem.status === 0 || this.problem.status >= 502
  }
}

/** Whether a 401 speaks of the token. A wrong password or code is none of it: sent once more, it would count twice. */
async function refusesToken(response: Response) {
  if (response.status !== 401) return false
  const { code = 'TOKEN' } = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string }
  return code.startsWith('TOKEN') || code.startsWith('AUTH')
}

/** Sends with the access token; when it is refused renews it, shared by all who wait, and sends once more. */
export function authorized(bridge: Bridge, send: typeof fetch = (...given) => fetch(...given)): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    // A body can be read once only.
    const again = request.clone()
    const used = bridge.tokens?.access_token
    const withToken = (sent: Request, token: string | undefined) => {
      if (token) sent.headers.set('Authorization', `Bearer ${token}`)
      return sent
    }
    const response = await send(withToken(request, used))
    if (!used || !(await refusesToken(response))) return response
    const renewed = await bridge.renew(used).catch(() => null)
    // Another tab may have signed in as someone else: what one asked for is none of theirs.
    if (!renewed || ownerOf(renewed) !== ownerOf({ access_token: used })) return response
    return send(withToken(again, renewed.access_token))
  }
}

/** A typed client of one of the two APIs. Each request has an id of its own, which the server's log repeats. */
export function createApi<Paths extends {}>(bridge: Bridge, send?: typeof fetch, baseUrl = location.origin) {
  const client = createClient<Paths>({
    baseUrl,
    credentials: 'include',
    fetch: authorized(bridge, send) as (request: Request) => Promise<Response>,
  })
  client.use({
    onRequest({ request }) {
      request.headers.set('X-Request-Id', uuid())
      return request
    },
  })
  return client
}

/** The answer's body, or the refusal thrown as an {@link ApiError}. */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result: Awaited<typeof call>
  try {
    result = await call
  } catch {
    throw new ApiError({ type: 'about:blank', title: 'No connection', status: 0, code: 'NETWORK' })
  }
  const { data, error, response } = result
  if (response.ok) return data as T
  throw new ApiError({
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'UNKNOWN',
    request_id: response.headers.get('x-request-id') ?? undefined,
    ...(typeof error === 'object' ? (error as Partial<Problem>) : {}),
  } as Problem)
}
