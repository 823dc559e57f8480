import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const binary = path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, 'target'), 'debug/curhat')

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = net.createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })

export const ADMIN = { email: 'admin@curhat.local', password: 'admin123' }

/** The real program with data of its own, on ports of its own. */
export class Server {
  #process: ChildProcess | undefined
  #log = ''
  #admin: string | undefined
  private constructor(
    readonly folder: string,
    readonly publicPort: number,
    readonly internalPort: number,
    readonly settings: Record<string, string>,
  ) {}

  /** `settings`: as the environment has them. */
  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'curhat-e2e-'))
    const server = new Server(folder, await freePort(), await freePort(), settings)
    await server.up()
    return server
  }

  get publicUrl() {
    return `http://127.0.0.1:${this.publicPort}`
  }

  get internalUrl() {
    return `http://127.0.0.1:${this.internalPort}`
  }

  /** What it has printed so far. */
  get log() {
    return this.#log
  }

  /** Starts, or starts again with the data that is there. */
  async up(): Promise<void> {
    const child = spawn(binary, ['dev'], {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        PUBLIC_PORT: String(this.publicPort),
        INTERNAL_PORT: String(this.internalPort),
        BIND_ADDRESS: '127.0.0.1',
        DATA_DIR: path.join(this.folder, 'data'),
        LOG_FORMAT: 'json',
        ...this.settings,
      },
    })
    this.#process = child
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes) => {
        this.#log += bytes
      })
    for (let left = 300; ; left--) {
      const answers = await Promise.all(
        [this.publicUrl, this.internalUrl].map((url) =>
          fetch(`${url}/readyz`).then(
            (r) => r.ok,
            () => false,
          ),
        ),
      )
      if (answers.every(Boolean)) return
      if (child.exitCode !== null || left === 0) throw new Error(`the server did not start:\n${this.#log}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Ends it, with SIGKILL as a power cut would. */
  async down(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }

  /** Another command of the program, on the same data, in the server's folder: `run('backup', 'copy.db')`. */
  run(...command: string[]): void {
    execFileSync(binary, command, {
      cwd: this.folder,
      env: { PATH: process.env.PATH, DATA_DIR: path.join(this.folder, 'data') },
    })
  }

  async remove(): Promise<void> {
    await this.down()
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  /** The newest code that was "sent" to a phone. The inbox has it before whoever asked has an answer; the log may lag. */
  async codeFor(phone: string): Promise<string> {
    const inbox = `/internal/dev/inbox?to=${encodeURIComponent(phone)}&wait=5s`
    const code = (await this.call<{ items: { code?: string }[] }>('GET', inbox)).items.at(-1)?.code
    if (!code) throw new Error(`no code was sent to ${phone}`)
    return code
  }

  /** Calls an API as a script would; throws what is refused. */
  async call<T = Record<string, never>>(
    method: string,
    url: string,
    { token, body }: { token?: string | undefined; body?: unknown } = {},
  ): Promise<T> {
    const base = url.startsWith('/internal') ? this.internalUrl : this.publicUrl
    const response = await fetch(base + url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`)
    return (text ? JSON.parse(text) : {}) as T
  }

  /** The first super admin's access token; signed in anew only when the last one is good no more. */
  async admin(): Promise<string> {
    const held = this.#admin
    if (held) {
      const still = await this.call('GET', '/internal/auth/me', { token: held }).catch(() => null)
      if (still) return held
    }
    const { access_token } = await this.call<{ access_token: string }>('POST', '/internal/auth/login', { body: ADMIN })
    this.#admin = access_token
    return access_token
  }

  /** Changes a group of settings: `config('early-end', {customer: false})`. */
  async config(group: string, body: object): Promise<void> {
    await this.call('PATCH', `/internal/config/${group}`, { token: await this.admin(), body })
  }

  /** Signs in by phone; a mitra is registered and activated first. */
  async signIn(who: 'client' | 'mitra', phone: string, name?: string): Promise<SignedIn> {
    if (who === 'mitra') {
      const body = { phone, display_name: name ?? 'Mitra', is_active: true }
      await this.call('POST', '/internal/mitras', { token: await this.admin(), body }).catch(() => undefined)
    }
    const asked = await this.call<{ otp_request_id: string }>('POST', `/api/${who}/auth/otp/request`, {
      body: { phone },
    })
    const body = { otp_request_id: asked.otp_request_id, code: await this.codeFor(phone) }
    return await this.call<SignedIn>('POST', `/api/${who}/auth/otp/verify`, { body })
  }

  /** A guest, by the API. */
  async guest(display_name: string): Promise<SignedIn> {
    return await this.call<SignedIn>('POST', '/api/shared/auth/anonymous', { body: { display_name } })
  }
}

export interface SignedIn {
  access_token: string
  refresh_token: string
  session_id: string
  profile: { id: string; display_name: string | null }
}
