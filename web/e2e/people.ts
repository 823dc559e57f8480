import { randomUUID } from 'node:crypto'
import type { ClientFrame, FrameTypes, ServerFrame } from '@curhat/api'
import { expect, type Page } from '@playwright/test'
import { WebSocket } from 'ws'
import { helper } from './seed'
import type { Server, SignedIn } from './server'

type Session = FrameTypes['schemas']['ChatSession']
type Extension = FrameTypes['schemas']['Extension']
type Topic = FrameTypes['schemas']['TopicSensitivity']
type Of<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>

/** Where the customer app keeps a sign-in, and who it is. */
const KEPT = { tokens: 'curhat-client-tokens', me: 'curhat-client-me', onboarded: 'curhat-onboarded' }

let phones = 0
/** A number that nobody has had in this run. */
export const newPhone = () =>
  `+62812${String(process.pid % 10_000).padStart(4, '0')}${String(++phones).padStart(4, '0')}`

/** A connection as an app has one, for who is there without a browser. */
export class Line {
  readonly frames: ServerFrame[] = []
  private constructor(private readonly socket: WebSocket) {}

  static async open(server: Server, token: string): Promise<Line> {
    const socket = new WebSocket(`${server.publicUrl.replace('http', 'ws')}/api/shared/ws`)
    const line = new Line(socket)
    socket.on('message', (text) => line.frames.push(JSON.parse(String(text)) as ServerFrame))
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    line.send({ type: 'auth', token })
    await line.heard('sync')
    return line
  }

  send(frame: ClientFrame) {
    this.socket.send(JSON.stringify(frame))
  }

  /** The first frame of a kind for which `fits` holds; waited for, if it has not come yet. */
  async heard<T extends ServerFrame['type']>(type: T, fits: (frame: Of<T>) => boolean = () => true): Promise<Of<T>> {
    const find = () => this.frames.find((frame) => frame.type === type && fits(frame as Of<T>)) as Of<T> | undefined
    await expect.poll(() => find() !== undefined, { message: `a frame "${type}"` }).toBe(true)
    return find() as Of<T>
  }

  close() {
    this.socket.close()
  }
}

/** A mitra who is online, with a connection, and does what a test tells. */
export class Listener {
  private constructor(
    readonly server: Server,
    readonly id: string,
    readonly name: string,
    readonly token: string,
    readonly line: Line,
  ) {}

  static async onDuty(server: Server, name: string, phone = newPhone()): Promise<Listener> {
    const { id, token } = await helper(server, phone, name)
    return new Listener(server, id, name, token, await Line.open(server, token))
  }

  #post<T = Session>(path: string, body: object = {}): Promise<T> {
    return this.server.call<T>('POST', `/api/mitra/chat${path}`, { token: this.token, body })
  }

  readonly #answered = new Set<string>()

  /** The request that a customer of this name has made, and that is not answered yet. */
  async request(customer: string) {
    const fits = ({ request }: Of<'chat_request'>) =>
      request.customer_display_name === customer && !this.#answered.has(request.session_id)
    return (await this.line.heard('chat_request', fits)).request
  }

  async #next(customer: string) {
    const { session_id } = await this.request(customer)
    this.#answered.add(session_id)
    return session_id
  }

  /** Takes it as soon as it comes. */
  async accept(customer: string) {
    return await this.#post(`/requests/${await this.#next(customer)}/accept`)
  }

  async reject(customer: string) {
    await this.#post(`/requests/${await this.#next(customer)}/reject`)
  }

  say(session_id: string, content: string) {
    this.line.send({ type: 'message', session_id, client_message_id: randomUUID(), content })
  }

  type(session_id: string, is_typing: boolean) {
    this.line.send({ type: 'typing', session_id, is_typing })
  }

  /** Everything up to here has come, or was seen. */
  mark(type: 'delivered' | 'read', session_id: string, up_to_seq: number) {
    this.line.send({ type, session_id, up_to_seq })
  }

  /** What the customer has said. */
  async hears(content: string) {
    return (await this.line.heard('message', ({ message }) => message.content === content)).message
  }

  flip(session_id: string, topic_sensitivity: Topic) {
    return this.server.call<Session>('PATCH', `/api/mitra/chat/sessions/${session_id}/sensitivity`, {
      token: this.token,
      body: { topic_sensitivity },
    })
  }

  /** Answers the newest wish for more time in a session. */
  async answer(session_id: string, how: 'accept' | 'reject') {
    await this.line.heard('extension_requested', (frame) => frame.session_id === session_id)
    const asked = this.line.frames.findLast(
      (frame) => frame.type === 'extension_requested' && frame.session_id === session_id,
    ) as { extension: Extension }
    return await this.#post(`/sessions/${session_id}/extensions/${asked.extension.id}/${how}`)
  }

  end = (session_id: string) => this.#post(`/sessions/${session_id}/end`)
  goodbye = (session_id: string) => this.#post(`/sessions/${session_id}/goodbye`)

  /** Takes no more requests, so that those of the next test are not heard. */
  async leave() {
    await this.server.call('PUT', '/api/mitra/status', { token: this.token, body: { online: false } })
    this.line.close()
  }
}

/** A customer without a browser has a conversation with a mitra. */
export async function pair(server: Server, mitra: Listener, name: string, topic_sensitivity: Topic = 'regular') {
  const guest = await server.guest(name)
  const session = await request(server, guest, topic_sensitivity)
  await mitra.accept(name)
  return { guest, session }
}

/** A customer asks, for the first price there is. */
export async function request(server: Server, who: SignedIn, topic_sensitivity: Topic = 'regular') {
  const token = who.access_token
  const { tiers } = await server.call<{ tiers: { id: string }[] }>('GET', '/api/client/pricing', { token })
  const body = { topic_sensitivity, price_tier_id: tiers[0]?.id }
  return await server.call<Session>('POST', '/api/client/chat/request', { token, body })
}

/** Opens the customer app on a device on which one is signed in already; once, so that signing out stays so. */
export async function openAs(page: Page, server: Server, who: SignedIn, path = '/home') {
  const { access_token, refresh_token, profile } = who
  await page.addInitScript(
    (kept) => {
      if (!location.protocol.startsWith('http') || sessionStorage.getItem('given')) return
      sessionStorage.setItem('given', '1')
      for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value)
    },
    {
      [KEPT.tokens]: JSON.stringify({ access_token, refresh_token }),
      [KEPT.me]: JSON.stringify(profile),
      [KEPT.onboarded]: '1',
    },
  )
  await page.goto(`${server.publicUrl}/app${path}`)
}

/** Through the first pages to the door. */
export async function toWelcome(page: Page, server: Server) {
  await page.goto(`${server.publicUrl}/app/`)
  await page.getByRole('button', { name: 'Lewati' }).click()
  await expect(page.getByRole('button', { name: 'Lanjut sebagai Tamu' })).toBeVisible()
}

/** In as a guest of this name, as a person does it. */
export async function enterAsGuest(page: Page, server: Server, name: string) {
  await toWelcome(page, server)
  await page.getByRole('button', { name: 'Lanjut sebagai Tamu' }).click()
  await page.getByLabel('Nama panggilan').fill(name)
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Hai, ${name}` })).toBeVisible()
}

/** On the screen for the number: fills it in, then the code that is sent. */
export async function signInByPhone(page: Page, server: Server, phone: string) {
  await page.getByLabel('Nomor HP').fill(phone)
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(page.getByRole('heading', { name: 'Masukkan kode' })).toBeVisible()
  await page.getByLabel('Kode OTP, 6 digit').fill(await server.codeFor(phone))
}

/** Lets time pass at once, for the server. */
export const pass = (server: Server, seconds: number) =>
  server.call('POST', '/internal/dev/clock/advance', { body: { seconds } })
