import { createSign, generateKeyPairSync } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { enterAsGuest, toWelcome } from './people'
import { relax } from './seed'
import { Server } from './server'
import { test as base, expect } from './test'

const CLIENT_ID = 'web.example'
const google = 'Lanjut dengan Google'
const apple = 'Lanjut dengan Apple'

/** Google as far as this server can tell: a key that it publishes, and what is signed with it. */
class Provider {
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #http = http.createServer((_, answer) => {
    const key = { ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }
    answer.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: [key] }))
  })

  static async start() {
    const provider = new Provider()
    await new Promise<void>((resolve) => provider.#http.listen(0, '127.0.0.1', resolve))
    return provider
  }

  get url() {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/keys`
  }

  idToken(sub: string, name: string, audience = CLIENT_ID) {
    const now = Math.floor(Date.now() / 1000)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = { iss: 'https://accounts.google.com', aud: audience, sub, name, iat: now, exp: now + 3600 }
    const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${part(claims)}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.#keys.privateKey, 'base64url')}`
  }

  stop() {
    this.#http.close()
  }
}

const test = base.extend<object, { provider: Provider }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: the test runner wants a pattern
    async ({}, use) => {
      const provider = await Provider.start()
      await use(provider)
      provider.stop()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ provider }, use) => {
      const server = await Server.start({ GOOGLE_OAUTH_CLIENT_IDS: CLIENT_ID, GOOGLE_JWKS_URL: provider.url })
      await use(server)
      await server.remove()
    },
    { scope: 'worker' },
  ],
})
test.use({ alone: 'client-social', serviceWorkers: 'block' })
test.beforeEach(({ server }) => relax(server))

/** Google lets the person in, or not, without a question. */
async function googleAnswers(page: Page, answer: (state: string) => Record<string, string>) {
  await page.route('https://accounts.google.com/**', (route) => {
    const asked = new URL(route.request().url()).searchParams
    expect(asked.get('client_id')).toBe(CLIENT_ID)
    expect(asked.get('nonce')).toBeTruthy()
    const back = `${asked.get('redirect_uri')}#${new URLSearchParams(answer(asked.get('state') ?? ''))}`
    return route.fulfill({
      contentType: 'text/html',
      body: `<script>location.replace(${JSON.stringify(back)})</script>`,
    })
  })
}

/// 1.12.10
test('only those ways in are offered that the server is set up for', async ({ page, server }) => {
  await toWelcome(page, server)
  await expect(page.getByRole('button', { name: google })).toBeVisible()
  await expect(page.getByRole('button', { name: apple })).toHaveCount(0)
  await accessible(page)
})

/// 1.12.10
test('where none is set up, none is offered', async ({ page, server }) => {
  await page.route('**/api/shared/config', async (route) => {
    const response = await route.fetch()
    await route.fulfill({
      response,
      json: { ...(await response.json()), social_auth: { google: false, apple: false } },
    })
  })
  const told = page.waitForResponse('**/api/shared/config')
  await toWelcome(page, server)
  await expect(page.getByRole('button', { name: 'Daftar / Masuk' })).toBeVisible()
  await (await told).finished()
  // It is kept as soon as it is known.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('curhat-config'))).toContain('social_auth')
  await expect(page.getByText('atau', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: google })).toHaveCount(0)
  await expect(page.getByRole('button', { name: apple })).toHaveCount(0)
})

/// 1.12.11
test('a way in that fails says so, and the others are still there', async ({ page, server, provider }) => {
  // It was set up for Google a moment ago.
  await page.route('**/api/client/auth/providers', (route) => route.fulfill({ json: { google: null, apple: null } }))
  await toWelcome(page, server)
  await page.getByRole('button', { name: google }).click()
  await expect(page.getByRole('alert')).toHaveText(
    'Masuk dengan Google belum bisa dipakai di sini. Pakai nomor HP, atau lanjut sebagai tamu.',
  )
  await accessible(page)
  await expect(page.getByRole('button', { name: 'Lanjut sebagai Tamu' })).toBeEnabled()

  // One changes one's mind there.
  await page.unrouteAll()
  await googleAnswers(page, (state) => ({ state, error: 'access_denied' }))
  await page.reload()
  await page.getByRole('button', { name: google }).click()
  await expect(page.getByRole('alert')).toHaveText('Masuk dengan Google dibatalkan.')
  await accessible(page)
  await page.getByRole('button', { name: 'Kembali' }).last().click()
  await expect(page).toHaveURL(/\/app\/welcome$/)

  // What comes back is meant for somebody else.
  await page.unrouteAll()
  await googleAnswers(page, (state) => ({ state, id_token: provider.idToken('g0', 'Ana', 'other.example') }))
  await page.reload()
  await page.getByRole('button', { name: google }).click()
  await expect(page.getByRole('alert')).toHaveText('Gagal masuk dengan akun ini. Coba lagi.')

  // Or it answers no question of ours.
  await page.goto(`${server.publicUrl}/app/auth/google#state=x&id_token=${provider.idToken('g0', 'Ana')}`)
  await page.reload()
  await expect(page.getByRole('alert')).toHaveText('Permintaan masuk ini sudah lama. Coba sekali lagi.')
  await expect(page).toHaveURL(/\/app\/auth\/google$/)
})

/// 1.12.12
test('a fresh account works; one that belongs to somebody else is said so', async ({ page, server, provider }) => {
  await googleAnswers(page, (state) => ({ state, id_token: provider.idToken('g1', 'Ana Putri') }))
  await toWelcome(page, server)
  await page.getByRole('button', { name: google }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Hai, Ana Putri' })).toBeVisible()
  await expect(page).toHaveURL(/\/app\/home$/)
  await page.getByRole('link', { name: 'Profil' }).click()
  await expect(page.getByText('Terhubung dengan Google')).toBeVisible()
  await page.getByRole('button', { name: 'Keluar', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keluar' }).click()
  await expect(page).toHaveURL(/\/app\/welcome$/)

  // Somebody else, a guest, has the same idea; afterwards they are still a guest.
  await enterAsGuestAgain(page, 'Kabut Riang')
  await page.getByRole('link', { name: 'Daftar / Masuk' }).click()
  await page.getByRole('button', { name: google }).click()
  await expect(page.getByRole('alert')).toHaveText(/^Akun ini sudah terhubung/)
  await accessible(page)
  await page.goto(`${server.publicUrl}/app/home`)
  await expect(page.getByRole('heading', { level: 1, name: 'Hai, Kabut Riang' })).toBeVisible()
  await expect(page.getByText('Kamu masuk sebagai tamu')).toBeVisible()
})

/// 1.12.12
test('a guest who comes back with a fresh account stays who they are', async ({ page, server, provider }) => {
  await googleAnswers(page, (state) => ({ state, id_token: provider.idToken('g2', 'Budi Santoso') }))
  await enterAsGuest(page, server, 'Ombak Tenang')
  await page.getByRole('link', { name: 'Daftar / Masuk' }).click()
  await page.getByRole('button', { name: google }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Hai, Ombak Tenang' })).toBeVisible()
  await page.getByRole('link', { name: 'Profil' }).click()
  await expect(page.getByText('Terhubung dengan Google')).toBeVisible()
})

async function enterAsGuestAgain(page: Page, name: string) {
  await page.getByRole('button', { name: 'Lanjut sebagai Tamu' }).click()
  await page.getByLabel('Nama panggilan').fill(name)
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Hai, ${name}` })).toBeVisible()
}
