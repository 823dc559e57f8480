import { randomUUID } from 'node:crypto'
import type { Server, SignedIn } from './server'

interface Session {
  id: string
  status: string
}
/** A mitra who is online, and can be told what to do. */
export interface Helper {
  id: string
  name: string
  token: string
}

/** Limits that a test run would meet are lifted. */
export async function relax(server: Server) {
  await server.config('otp', { resend_cooldown_seconds: 0, max_per_phone_per_hour: 1000, max_per_ip_per_hour: 100_000 })
  await server.config('chat', { mitra_max_concurrent_sessions: 100 })
  await server.config('early-end', { customer: true, mitra: true })
}

/** A mitra, signed in and online. */
export async function helper(server: Server, phone: string, name: string): Promise<Helper> {
  const signedIn = await server.signIn('mitra', phone, name)
  await online(server, signedIn.access_token, true)
  return { id: signedIn.profile.id, name, token: signedIn.access_token }
}

/** Makes a mitra take requests, or no more. */
export const online = (server: Server, token: string, is: boolean) =>
  server.call('PUT', '/api/mitra/status', { token, body: { online: is } })

/** A guest asks for a session. */
export async function request(server: Server, who: SignedIn, topic_sensitivity: 'regular' | 'sensitive' = 'regular') {
  const token = who.access_token
  const { tiers } = await server.call<{ tiers: { id: string }[] }>('GET', '/api/client/pricing', { token })
  const body = { topic_sensitivity, price_tier_id: tiers[0]?.id }
  return await server.call<Session>('POST', '/api/client/chat/request', { token, body })
}

/** A mitra takes a request. */
export const accept = (server: Server, mitra: Helper, session: Session) =>
  server.call<Session>('POST', `/api/mitra/chat/requests/${session.id}/accept`, { token: mitra.token })
/** A mitra turns a request down. */
export const reject = (server: Server, mitra: Helper, session: Session) =>
  server.call('POST', `/api/mitra/chat/requests/${session.id}/reject`, { token: mitra.token })
/** A mitra flips the topic. */
export const flip = (server: Server, mitra: Helper, session: Session, topic_sensitivity: 'regular' | 'sensitive') =>
  server.call('PATCH', `/api/mitra/chat/sessions/${session.id}/sensitivity`, {
    token: mitra.token,
    body: { topic_sensitivity },
  })
/** Someone says something. */
export const say = (server: Server, side: 'client' | 'mitra', token: string, session: Session, content: string) =>
  server.call('POST', `/api/${side}/chat/sessions/${session.id}/messages`, {
    token,
    body: { client_message_id: randomUUID(), content },
  })
/** Both sides end it in peace. */
export async function complete(server: Server, mitra: Helper, guest: SignedIn, session: Session) {
  await server.call('POST', `/api/client/chat/sessions/${session.id}/end`, { token: guest.access_token })
  await server.call('POST', `/api/client/chat/sessions/${session.id}/goodbye`, {
    token: guest.access_token,
    body: { rating: 5 },
  })
  await server.call('POST', `/api/mitra/chat/sessions/${session.id}/goodbye`, { token: mitra.token, body: {} })
}

/** A small house with something of everything: two mitras, and sessions in many states. */
export async function seed(server: Server) {
  await relax(server)
  const sari = await helper(server, '+6281200000001', 'Sari')
  const budi = await helper(server, '+6281200000002', 'Budi')
  const guest = (name: string) => server.guest(name)

  const kabut = await guest('Kabut Riang')
  const completed = await request(server, kabut)
  await reject(server, budi, completed)
  await accept(server, sari, completed)
  await say(server, 'client', kabut.access_token, completed, 'Halo')
  await say(server, 'mitra', sari.token, completed, 'Halo juga')
  await complete(server, sari, kabut, completed)

  const ombak = await guest('Ombak Tenang')
  const flipped = await request(server, ombak)
  await accept(server, sari, flipped)
  await flip(server, sari, flipped, 'sensitive')
  await flip(server, sari, flipped, 'regular')
  await flip(server, sari, flipped, 'sensitive')

  const fajar = await guest('Fajar Ramah')
  const sensitive = await request(server, fajar, 'sensitive')
  await accept(server, sari, sensitive)
  await complete(server, sari, fajar, sensitive)

  const senja = await guest('=Senja "Perak"')
  const cancelled = await request(server, senja)
  await server.call('POST', `/api/client/chat/sessions/${cancelled.id}/cancel`, { token: senja.access_token })

  const embun = await guest('Embun Pagi')
  const running = await request(server, embun)
  await accept(server, sari, running)

  return { sari, budi, sessions: { completed, flipped, sensitive, cancelled, running } }
}
