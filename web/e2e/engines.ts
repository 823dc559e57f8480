import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Builder, By, Capabilities, until, type WebDriver, type WebElement } from 'selenium-webdriver'
import firefox from 'selenium-webdriver/firefox.js'
import { freePort } from './server'

/** The engines beside Chromium, driven by WebDriver: Debian has no builds of them that Playwright can drive. */
export type Engine = 'firefox' | 'webkit'

const found = (name: string) => {
  const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  return stdout.trim()
}
const built = path.resolve(import.meta.dirname, '../../target/tools/bin/geckodriver')
const geckodriver = () => process.env.GECKODRIVER ?? (fs.existsSync(built) ? built : found('geckodriver'))
const minibrowser = () =>
  ['4.1', '4.0', '6.0']
    .map(
      (version) =>
        `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
    )
    .find((file) => fs.existsSync(file))

/** What is lacking to try this engine here; empty when nothing is. */
export function lacking(engine: Engine): string {
  const needed =
    engine === 'firefox'
      ? { firefox: found('firefox-esr') || found('firefox'), geckodriver: geckodriver() }
      : { WebKitWebDriver: found('WebKitWebDriver'), MiniBrowser: minibrowser(), Xvfb: found('Xvfb') }
  return Object.entries(needed)
    .filter(([, file]) => !file)
    .map(([name]) => name)
    .join(', ')
}

/** How long something may take to appear. */
const PATIENCE = 20_000

/** One browser with a profile of its own, at phone size or as wide as asked for. */
export class Browser {
  readonly #started: ChildProcess[] = []
  #driver!: WebDriver
  #home = fs.mkdtempSync(path.join(os.tmpdir(), 'curhat-engine-'))

  static async open(engine: Engine, { width = 412, height = 860 } = {}): Promise<Browser> {
    const browser = new Browser()
    try {
      await (engine === 'firefox' ? browser.#firefox() : browser.#webkit())
      await browser.#driver.manage().window().setRect({ width, height, x: 0, y: 0 })
    } catch (error) {
      await browser.close()
      throw error
    }
    return browser
  }

  async #firefox() {
    const options = new firefox.Options()
    options.setBinary(found('firefox-esr') || found('firefox'))
    options.addArguments('-headless')
    options.setPreference('intl.accept_languages', 'id-ID, id')
    this.#driver = await new Builder()
      .forBrowser('firefox')
      .setFirefoxOptions(options)
      .setFirefoxService(new firefox.ServiceBuilder(geckodriver()).setEnvironment(this.#env()))
      .build()
  }

  async #webkit() {
    const display = `:${90 + (process.pid % 400)}`
    this.#start('Xvfb', [display, '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'])
    const port = await freePort()
    this.#start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { DISPLAY: display })
    const browser = new Capabilities()
    browser.set('browserName', 'MiniBrowser')
    browser.set('webkitgtk:browserOptions', { binary: minibrowser(), args: ['--automation'] })
    for (let left = 50; ; left--) {
      try {
        this.#driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(browser).build()
        return
      } catch (error) {
        if (left === 0 || !/ECONNREFUSED/.test(String(error))) throw error
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }
  }

  #env(more: Record<string, string> = {}) {
    // WebKit's own sandbox needs rights that containers and root do not have.
    return {
      PATH: process.env.PATH ?? '',
      LANG: 'id_ID.UTF-8',
      TZ: 'Asia/Jakarta',
      HOME: this.#home,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      ...more,
    }
  }

  #start(program: string, args: string[], env: Record<string, string> = {}) {
    this.#started.push(spawn(program, args, { env: this.#env(env), stdio: 'ignore' }))
  }

  async close() {
    await this.#driver?.quit().catch(() => undefined)
    for (const child of this.#started) child.kill('SIGTERM')
    fs.rmSync(this.#home, { recursive: true, force: true })
  }

  go = (url: string) => this.#driver.get(url)
  url = () => this.#driver.getCurrentUrl()
  reload = () => this.#driver.navigate().refresh()

  /** The first that is seen of what an XPath finds. */
  #seen = (xpath: string, what: string, isThere = (it: WebElement) => it.isDisplayed()): Promise<WebElement> =>
    this.#driver.wait(
      async () => {
        for (const element of await this.#driver.findElements(By.xpath(xpath)))
          if (await isThere(element).catch(() => false)) return element
        return null
      },
      PATIENCE,
      `${what} was not seen`,
    ) as Promise<WebElement>

  /** Waits until a text is seen somewhere. */
  sees = (text: string) => this.#seen(`//*[text()[contains(normalize-space(.), ${quoted(text)})]]`, text)

  /** Presses a button or a link by what it says, or is called. */
  async press(name: string) {
    const is = `(normalize-space(.)=${quoted(name)} or starts-with(normalize-space(.), ${quoted(`${name}:`)}) or starts-with(@aria-label, ${quoted(name)}) or @aria-labelledby=//*[normalize-space(.)=${quoted(name)}]/@id)`
    const found = await this.#seen(`//*[(self::button or self::a or @role='button' or self::label) and ${is}]`, name)
    await found.click()
  }

  /** Presses until something is seen: a sheet that has just come takes no tap yet. */
  async pressUntil(name: string, text: string) {
    const pressed = async () => {
      if (await this.#has(text)) return true
      const [button] = await this.#driver.findElements(By.xpath(`//button[normalize-space(.)=${quoted(name)}]`))
      await button?.click().catch(() => undefined)
      return false
    }
    await this.#driver.wait(pressed, PATIENCE, `${text} was not seen after ${name}`, 500)
  }

  #has = async (text: string) =>
    (await this.#driver.findElements(By.xpath(`//*[text()[contains(normalize-space(.), ${quoted(text)})]]`))).length > 0

  /** Writes into a field by its label. */
  async write(label: string, text: string) {
    const field = await this.#seen(
      `//*[(self::input or self::textarea) and (@aria-label=${quoted(label)} or @id=//label[starts-with(normalize-space(.), ${quoted(label)})]/@for)]`,
      label,
      // The field of a code is drawn by what stands behind it, and is itself invisible.
      (it) => it.isEnabled(),
    )
    await field.clear()
    await field.sendKeys(text)
  }

  /** Waits until the address is such. */
  at = (part: RegExp) => this.#driver.wait(until.urlMatches(part), PATIENCE)

  /** What is seen now, as a PNG. */
  shot = async () => Buffer.from(await this.#driver.takeScreenshot(), 'base64')

  /** Whether anything is wider than the window. */
  isTooWide = () =>
    this.#driver.executeScript<boolean>(
      'return document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
}

const quoted = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`)
