import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(fs.existsSync)
const WEBKIT = ['4.1', '6.0', '4.0']
  .flatMap((version) =>
    ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
  )
  .find(fs.existsSync)

/** What Firefox needs to be driven; `undefined` when everything is there. */
export const missingFirefox = FIREFOX ? undefined : 'no Firefox here'

/** The same for both engines. */
export const missing = missingFirefox
  ? missingFirefox
  : !WEBKIT || !fs.existsSync('/usr/bin/WebKitWebDriver') || !fs.existsSync('/usr/bin/Xvfb')
    ? 'no WebKitWebDriver, MiniBrowser or Xvfb here'
    : undefined

/** How an element is named in an answer, for every WebDriver. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
type Element = { [ELEMENT]: string }

/** The few things that are asked of a browser. */
export interface Engine {
  go(url: string): Promise<void>
  run<T>(script: string, ...args: unknown[]): Promise<T>
  click(element: Element): Promise<void>
  type(element: Element, text: string): Promise<void>
  close(): Promise<void>
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })

async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  patience = 20_000,
): Promise<T> {
  for (const end = Date.now() + patience; ; await pause(100)) {
    const found = await look().catch(() => null)
    if (found) return found
    if (Date.now() > end) throw new Error(`not there: ${what}`)
  }
}

const end = (...children: ChildProcess[]) => {
  for (const child of children) child.kill()
}

/** WebKit as Debian has it, by its own driver, on a screen that nobody sees. */
export async function webkit(): Promise<Engine> {
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '600x1000x24', '-nolisten', 'tcp'])
  const display = await new Promise<string>((resolve) =>
    screen.stdout.once('data', (bytes) => resolve(`:${String(bytes).trim()}`)),
  )
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    stdio: 'ignore',
  })
  const call = async <T>(method: string, where: string, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}/session${where}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const { value } = (await response.json()) as { value: T }
    if (!response.ok) throw new Error(JSON.stringify(value))
    return value
  }
  const options = { binary: WEBKIT, args: ['--automation'] }
  const { sessionId } = await until('WebKit', () =>
    call<{ sessionId: string }>('POST', '', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
    }),
  )
  const at = `/${sessionId}`
  await call('POST', `${at}/window/rect`, { x: 0, y: 0, width: 412, height: 915 })
  return {
    go: (url) => call('POST', `${at}/url`, { url }),
    run: (script, ...args) => call('POST', `${at}/execute/sync`, { script, args }),
    click: (element) => call('POST', `${at}/element/${element[ELEMENT]}/click`, {}),
    type: (element, text) => call('POST', `${at}/element/${element[ELEMENT]}/value`, { text }),
    async close() {
      await call('DELETE', at).catch(() => undefined)
      end(driver, screen)
    },
  }
}

/** Firefox as Debian has it, by the remote control that is built into it. */
export async function firefox({ width, height } = { width: 412, height: 915 }): Promise<Engine> {
  const port = await freePort()
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'curhat-firefox-'))
  fs.writeFileSync(path.join(profile, 'user.js'), `user_pref("marionette.port", ${port});\n`)
  const args = [
    '--headless',
    '--marionette',
    '--no-remote',
    '--profile',
    profile,
    '--width',
    `${width}`,
    '--height',
    `${height}`,
  ]
  const browser = spawn(FIREFOX as string, args, { stdio: 'ignore' })
  const socket = await until('Firefox', async () => {
    const line = net.connect(port, '127.0.0.1')
    return await new Promise<net.Socket>((resolve, reject) =>
      line.once('connect', () => resolve(line)).once('error', reject),
    )
  })
  let held = Buffer.alloc(0)
  let last = 0
  const waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>()
  // Every message is its length in bytes, a colon, and JSON: `[1, id, error, result]`.
  socket.on('data', (bytes) => {
    held = Buffer.concat([held, bytes])
    for (;;) {
      const colon = held.indexOf(':')
      const length = Number(held.subarray(0, Math.max(0, colon)))
      if (colon < 0 || held.length < colon + 1 + length) return
      const message = JSON.parse(String(held.subarray(colon + 1, colon + 1 + length))) as unknown[]
      held = held.subarray(colon + 1 + length)
      if (!Array.isArray(message)) continue
      const [, id, error, result] = message
      const asked = waiting.get(id as number)
      waiting.delete(id as number)
      if (error) asked?.reject(new Error(JSON.stringify(error)))
      else asked?.resolve(result)
    }
  })
  const call = <T>(command: string, params: object = {}) =>
    new Promise<T>((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      const text = JSON.stringify([0, id, `WebDriver:${command}`, params])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
    })
  await call('NewSession', { capabilities: { alwaysMatch: {} } })
  await call('SetWindowRect', { width, height })
  return {
    go: (url) => call('Navigate', { url }),
    run: async <T>(script: string, ...args: unknown[]) =>
      (await call<{ value: T }>('ExecuteScript', { script, args })).value,
    click: (element) => call('ElementClick', { id: element[ELEMENT] }),
    type: (element, text) => call('ElementSendKeys', { id: element[ELEMENT], text }),
    async close() {
      await call('DeleteSession').catch(() => undefined)
      socket.destroy()
      end(browser)
      await new Promise((resolve) => browser.once('exit', resolve))
      fs.rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** What can be pressed or filled in now: in the dialog above all else, if there is one. */
const FIND = `
  const [kind, wanted] = arguments
  const top = [...document.querySelectorAll('dialog')].filter((each) => each.open).at(-1) ?? document
  const plain = (text) => (text ?? '').replace(/\\s+/g, ' ').trim()
  const shown = (each) => each.getClientRects().length > 0
  if (kind === 'field') {
    const label = [...top.querySelectorAll('label')].find((each) => plain(each.textContent).startsWith(wanted))
    return label?.control ?? null
  }
  const name = (each) => plain(each.getAttribute('aria-label') ?? each.textContent)
  const fits = (each) => wanted.endsWith('…') ? name(each).startsWith(wanted.slice(0, -1)) : name(each) === wanted
  return [...top.querySelectorAll('button, a')].find((each) => shown(each) && fits(each)) ?? null
`

/** Someone with a browser: sees, presses and writes as people do, by what things are called. */
export class Person {
  constructor(readonly engine: Engine) {}

  go = (url: string) => this.engine.go(url)

  async sees(text: string) {
    await until(`text "${text}"`, () =>
      this.engine.run<boolean>('return document.body.innerText.includes(arguments[0])', text),
    )
  }

  /** By its whole name, or by its beginning: `Cari bestie…`. */
  async presses(name: string) {
    await until(`a press on "${name}"`, async () => {
      const button = await this.engine.run<Element | null>(FIND, 'button', name)
      return button && this.engine.click(button).then(() => true)
    })
  }

  /** Presses until it had its effect: a sheet that has just come takes no press yet. */
  async pressesUntil(name: string, done: string) {
    await until(`"${name}" to lead to: ${done}`, async () => {
      if (await this.engine.run<boolean>(`return ${done}`)) return true
      const button = await this.engine.run<Element | null>(FIND, 'button', name)
      if (button) await this.engine.click(button)
      return false
    })
  }

  async writes(field: string, text: string) {
    const element = await until(`field "${field}"`, () => this.engine.run<Element | null>(FIND, 'field', field))
    await this.engine.run('arguments[0].focus(); arguments[0].select?.()', element)
    await this.engine.type(element, text)
  }

  /** Whether anything sticks out of the screen, or needs a screen wider than a phone's. */
  async fits() {
    return await this.engine.run<boolean>(
      'return innerWidth < 520 && document.documentElement.scrollWidth <= document.documentElement.clientWidth',
    )
  }
}
