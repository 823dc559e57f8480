import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { accessible } from './axe'
import { frames } from './mitra'
import { enterAsGuest, Listener, newPhone, openAs, pass, request, signInByPhone, toWelcome } from './people'
import { relax } from './seed'
import type { Server } from './server'
import { expect, test } from './test'

test.use({ alone: 'client-auth' })
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('anonymity', { enabled: true })
})

const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('curhat-client-')))
const codeField = (page: Page) => page.getByLabel('Kode OTP, 6 digit')
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

interface Profile {
  id: string
  display_name: string
  phone: string | null
  is_anonymous: boolean
}

/** Who the app takes one for, and who the server does. */
async function whoAmI(page: Page, server: Server) {
  const token = await page.evaluate(
    () => JSON.parse(localStorage.getItem('curhat-client-tokens') ?? '{}').access_token as string,
  )
  return await server.call<Profile>('GET', '/api/client/auth/me', { token })
}

async function askForCode(page: Page, phone: string) {
  await page.getByLabel('Nomor HP').fill(phone)
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(heading(page, 'Masukkan kode')).toBeVisible()
}

/// 1.12.1
test('the first load is small and knows no firebase', async ({ page, server }) => {
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) bodies.push(response.body())
  })
  await page.goto(`${server.publicUrl}/app/`)
  await expect(page.getByRole('button', { name: 'Lewati' })).toBeVisible()
  const scripts = await Promise.all(bodies)
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.reduce((sum, each) => sum + each.length, 0)).toBeLessThan(110_000)
  for (const each of scripts) expect(each.toString().toLowerCase()).not.toContain('firebase')
  const lock = fs.readFileSync(path.resolve(import.meta.dirname, '../package-lock.json'), 'utf8')
  expect(lock.toLowerCase()).not.toContain('firebase')
})

/// 1.12.2, 3.3.9
test('the first pages are swiped through once, and lead to the door', async ({ page, server, context }) => {
  for (const wanted of ['/', '/home', '/profile', '/chat/3f0f6a0e-0000-4000-8000-000000000000']) {
    await page.goto(`${server.publicUrl}/app${wanted}`)
    await expect(page).toHaveURL(/\/app\/onboarding$/)
  }
  await accessible(page)
  const slides = page.locator('[data-slides]')
  await expect(page.getByRole('heading', { name: 'Ada yang mendengarkan' })).toBeInViewport()

  // A finger draws the page to the left, as on a phone.
  const box = await slides.boundingBox()
  const touch = await context.newCDPSession(page)
  const y = (box?.y ?? 0) + 200
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 360, y }] })
  for (let x = 340; x >= 40; x -= 20)
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(page.getByRole('heading', { name: 'Kamu tetap anonim' })).toBeInViewport()
  await expect(page.getByRole('img', { name: 'Bagian 2 dari 3' })).toBeVisible()
  await page.getByRole('button', { name: 'Lanjut' }).click()
  await expect(page.getByRole('heading', { name: 'Harganya jelas dari awal' })).toBeInViewport()
  await page.getByRole('button', { name: 'Mulai', exact: true }).click()
  await expect(page).toHaveURL(/\/app\/welcome$/)
  await expect(page.getByRole('button', { name: 'Lanjut sebagai Tamu' })).toBeVisible()
  await accessible(page)
  // Once is enough.
  await page.goto(`${server.publicUrl}/app/`)
  await expect(page).toHaveURL(/\/app\/welcome$/)
})

/// 1.12.3, 1.12.14
test('a guest chooses a name, and is home', async ({ page, server }) => {
  await toWelcome(page, server)
  await page.getByRole('button', { name: 'Lanjut sebagai Tamu' }).click()
  const name = page.getByLabel('Nama panggilan')
  const next = page.getByRole('button', { name: 'Simpan dan lanjut' })
  // One has been made up: it may stay.
  await expect(name).not.toHaveValue('')
  const first = await whoAmI(page, server)
  expect(first).toMatchObject({ is_anonymous: true, phone: null, display_name: await name.inputValue() })
  await accessible(page)
  for (const empty of ['', '   ']) {
    await name.fill(empty)
    await expect(next).toBeDisabled()
  }
  await name.fill('  Bulan Sabit ')
  const patched = page.waitForRequest((it) => it.method() === 'PATCH' && it.url().endsWith('/api/client/auth/me'))
  await next.click()
  await patched
  await expect(page).toHaveURL(/\/app\/home$/)
  await expect(heading(page, 'Hai, Bulan Sabit')).toBeVisible()
  expect(await whoAmI(page, server)).toMatchObject({ id: first.id, display_name: 'Bulan Sabit', is_anonymous: true })
  await page.goBack()
  await expect(page).not.toHaveURL(/welcome|name/)
})

/// 1.12.4, 3.3.8, 4.3.4
test('closed and opened again a guest is home at once, without a glimpse of the door', async ({
  page,
  server,
  context,
}) => {
  await enterAsGuest(page, server, 'Kabut Riang')
  const before = await whoAmI(page, server)
  await page.close()
  const again = await context.newPage()
  await again.addInitScript(() => {
    new MutationObserver(() => {
      const text = document.body?.textContent ?? ''
      if (/Lanjut sebagai Tamu|Kenalan dengan/.test(text)) sessionStorage.setItem('glimpse', text)
    }).observe(document, { childList: true, subtree: true })
  })
  // However slow the server is: what is shown does not wait for it.
  let release = () => {}
  const held = new Promise<void>((go) => {
    release = go
  })
  await again.route('**/api/**', async (route) => {
    await held
    await route.continue()
  })
  await again.goto(`${server.publicUrl}/app/`)
  await expect(again).toHaveURL(/\/app\/home$/)
  await expect(heading(again, 'Hai, Kabut Riang')).toBeVisible()
  release()
  await expect(again.getByRole('button', { name: 'Mulai Curhat' })).toBeVisible()
  expect(await again.evaluate(() => sessionStorage.getItem('glimpse'))).toBeNull()
  expect(await whoAmI(again, server)).toEqual(before)
})

/// 1.12.5, 3.3.1, 5.1.1
test('a phone number brings a code, and the code brings one home', async ({ page, server }) => {
  await toWelcome(page, server)
  await page.getByRole('button', { name: 'Daftar / Masuk' }).click()
  await expect(heading(page, 'Daftar atau masuk')).toBeFocused()
  await accessible(page)
  await askForCode(page, '0812-3456 7001')
  await expect(page.getByText('+62 812-3456-7001')).toBeVisible()
  const field = codeField(page)
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(field).toHaveAttribute('inputmode', 'numeric')
  await accessible(page)
  const code = await server.codeFor('+6281234567001')
  await expect.poll(() => server.log).toContain(`[OTP STUB] phone=+6281234567001 code=${code}`)
  // As soon as the sixth digit is there, it is sent.
  await field.pressSequentially(code)
  await expect(page).toHaveURL(/\/app\/home$/)
  await expect(page.getByText('Kamu masuk sebagai tamu')).toHaveCount(0)
  expect(await whoAmI(page, server)).toMatchObject({ phone: '+6281234567001', is_anonymous: false })
  await page.goBack()
  await expect(page).not.toHaveURL(/\/auth|\/welcome/)
})

/// 1.12.6
test('a guest who signs up stays who they are', async ({ page, server }) => {
  await enterAsGuest(page, server, 'Ombak Tenang')
  const before = await whoAmI(page, server)
  await page.getByRole('link', { name: 'Daftar / Masuk' }).click()
  await expect(page.getByText('Nama dan riwayatmu sebagai tamu tetap ada setelah ini.')).toBeVisible()
  const phone = newPhone()
  await signInByPhone(page, server, phone)
  await expect(heading(page, 'Hai, Ombak Tenang')).toBeVisible()
  expect(await whoAmI(page, server)).toMatchObject({
    id: before.id,
    display_name: 'Ombak Tenang',
    phone,
    is_anonymous: false,
  })
  await expect(page.getByRole('link', { name: 'Daftar / Masuk' })).toHaveCount(0)
})

/// 1.12.7
test('a number that somebody has leads to their account, if one wants that', async ({ page, server }) => {
  const phone = newPhone()
  const owner = await server.signIn('client', phone)
  await enterAsGuest(page, server, 'Fajar Ramah')
  const guest = await whoAmI(page, server)
  await page.getByRole('link', { name: 'Daftar / Masuk' }).click()
  await signInByPhone(page, server, phone)
  const question = page.getByRole('dialog', { name: 'Nomor ini sudah punya akun' })
  await expect(question).toBeVisible()
  await accessible(page)
  await question.getByRole('button', { name: 'Batal' }).click()
  await expect(page.getByRole('alert')).toHaveText('Akun ini sudah terhubung dengan pengguna lain.')
  expect((await whoAmI(page, server)).id).toBe(guest.id)
  await codeField(page).fill(await server.codeFor(phone))
  await question.getByRole('button', { name: 'Masuk ke akun itu' }).click()
  await expect(page).toHaveURL(/\/app\/home$/)
  expect((await whoAmI(page, server)).id).toBe(owner.profile.id)
})

test('who signs in to the account that they have is connected as that one, not as the guest', async ({
  page,
  server,
}) => {
  const phone = newPhone()
  await server.signIn('client', phone)
  const { sent } = frames(page)
  const shown = () => sent.filter(({ type }) => type === 'auth').map(({ token }) => token)
  const held = () =>
    page.evaluate(() => JSON.parse(localStorage.getItem('curhat-client-tokens') ?? '{}').access_token as string)
  await enterAsGuest(page, server, 'Awan Pelan')
  const guest = await held()
  await expect.poll(shown).toEqual([guest])
  await page.getByRole('link', { name: 'Daftar / Masuk' }).click()
  await signInByPhone(page, server, phone)
  await page.getByRole('button', { name: 'Masuk ke akun itu' }).click()
  await expect(page).toHaveURL(/\/app\/home$/)
  expect(await held()).not.toBe(guest)
  await expect.poll(shown).toEqual([guest, await held()])
})

/// 1.12.7
test('whatever is wrong about a number or a code is said in a sentence', async ({ page, server }) => {
  const alert = page.getByRole('alert')
  await toWelcome(page, server)
  await page.getByRole('button', { name: 'Daftar / Masuk' }).click()
  for (const wrong of ['', '12', 'abc', '+62']) {
    await page.getByLabel('Nomor HP').fill(wrong)
    await page.getByRole('button', { name: 'Kirim kode' }).click()
    await expect(page.getByText('Nomor telepon tidak valid.')).toBeVisible()
  }
  await expect(page.getByLabel('Nomor HP')).toBeFocused()
  await accessible(page)

  // A wrong code: five times, then no more.
  const phone = newPhone()
  await askForCode(page, phone)
  const right = await server.codeFor(phone)
  const wrong = right === '111111' ? '222222' : '111111'
  for (const left of [4, 3, 2, 1]) {
    await codeField(page).fill(wrong)
    await expect(page.getByText(`Sisa ${left} percobaan.`)).toBeVisible()
    await expect(alert).toHaveText('Kode OTP salah.')
    await expect(codeField(page)).toHaveValue('')
    await expect(codeField(page)).toBeFocused()
  }
  await accessible(page)
  await codeField(page).fill(wrong)
  await expect(alert).toHaveText('Kode OTP salah.')
  await codeField(page).fill(right)
  await expect(alert).toHaveText('Terlalu banyak percobaan. Minta kode baru.')

  // Too old.
  await page.getByRole('button', { name: 'Kirim ulang kode' }).click()
  await expect(page.getByText('Kode baru sudah dikirim.')).toBeVisible()
  await pass(server, 301)
  await codeField(page).fill(await server.codeFor(phone))
  await expect(alert).toHaveText('Kode OTP kedaluwarsa. Minta kode baru.')

  // Too soon, and too often.
  await server.config('otp', { resend_cooldown_seconds: 60 })
  await page.getByRole('button', { name: 'Ganti nomor' }).click()
  const second = newPhone()
  await askForCode(page, second)
  await page.getByRole('button', { name: /^Kirim ulang kode \(/ }).click({ force: true })
  await expect(page.getByText('Tunggu sebentar...')).toBeVisible()
  await server.config('otp', { resend_cooldown_seconds: 0, max_per_phone_per_hour: 1 })
  await page.getByRole('button', { name: 'Ganti nomor' }).click()
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(alert).toHaveText('Terlalu banyak permintaan kode untuk nomor ini. Coba lagi nanti.')
  await server.config('otp', { max_per_phone_per_hour: 1000, max_per_ip_per_hour: 1 })
  await page.reload()
  await page.getByLabel('Nomor HP').fill(newPhone())
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(alert).toHaveText('Terlalu banyak permintaan kode dari jaringan ini. Coba lagi nanti.')
})

/// 1.12.7
test('what the server can refuse a code with has its sentence', async ({ page, server }) => {
  await toWelcome(page, server)
  await page.getByRole('button', { name: 'Daftar / Masuk' }).click()
  await askForCode(page, newPhone())
  const sentences: [status: number, code: string, sentence: string][] = [
    [404, 'OTP_NOT_FOUND', 'Permintaan kode tidak ditemukan. Minta kode baru.'],
    [400, 'WRONG_FLOW', 'Kode ini untuk aplikasi lain. Minta kode baru.'],
    [409, 'OTP_USED', 'Kode OTP sudah dipakai. Minta kode baru.'],
  ]
  for (const [status, code, sentence] of sentences) {
    await page.route('**/otp/verify', (route) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: code, status, detail: code, code }),
      }),
    )
    await codeField(page).fill('123456')
    await expect(page.getByRole('alert')).toHaveText(sentence)
    await page.unroute('**/otp/verify')
  }
})

test.describe(() => {
  test.use({ expectedErrors: [/Failed to load resource/] })
  /// 1.12.7
  test('a code that could not be delivered is told so', async ({ page, server }) => {
    await toWelcome(page, server)
    await page.getByRole('button', { name: 'Daftar / Masuk' }).click()
    await page.getByLabel('Nomor HP').fill(newPhone())
    await page.route('**/otp/request', (route) =>
      route.fulfill({
        status: 502,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'x',
          status: 502,
          detail: 'x',
          code: 'OTP_DELIVERY_FAILED',
        }),
      }),
    )
    await page.getByRole('button', { name: 'Kirim kode' }).click()
    await expect(page.getByRole('alert')).toHaveText('Kode tidak bisa dikirim. Coba lagi sebentar.')
  })

  test('without a network the code stays, to be sent once more', async ({ page, server, context }) => {
    await toWelcome(page, server)
    await page.getByRole('button', { name: 'Daftar / Masuk' }).click()
    const phone = newPhone()
    await askForCode(page, phone)
    const code = await server.codeFor(phone)
    await context.setOffline(true)
    await codeField(page).fill(code)
    await expect(page.getByRole('alert')).toHaveText('Tidak ada koneksi ke server. Periksa internet Anda.')
    await expect(codeField(page)).toHaveValue(code)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await expect(page).toHaveURL(/\/app\/home$/)
  })
})

/// 1.12.8, 1.12.9
test('where guests may not start, an account comes first, and then all is open', async ({ page, server }) => {
  await server.config('anonymity', { enabled: false })
  await toWelcome(page, server)
  await page.getByRole('button', { name: 'Lanjut sebagai Tamu' }).click()
  await expect(page).toHaveURL(/\/app\/auth\/force-register$/)
  await expect(heading(page, 'Daftar dulu, yuk')).toBeFocused()
  await accessible(page)
  const guest = await whoAmI(page, server)
  for (const wanted of ['/home', '/start', '/name', '/']) {
    await page.goto(`${server.publicUrl}/app${wanted}`)
    await expect(page).toHaveURL(/\/app\/auth\/force-register$/)
  }
  await page.getByRole('button', { name: 'Daftar dengan nomor HP' }).click()
  const phone = newPhone()
  await signInByPhone(page, server, phone)
  await expect(page).toHaveURL(/\/app\/home$/)
  await expect(page.getByRole('button', { name: 'Mulai Curhat' })).toBeVisible()
  expect(await whoAmI(page, server)).toMatchObject({ id: guest.id, phone, is_anonymous: false })
  await page.goto(`${server.publicUrl}/app/auth/force-register`)
  await expect(page).toHaveURL(/\/app\/home$/)
})

/// 1.12.13
test('who signs out leaves nothing behind, and is at the door', async ({ page, server, context }) => {
  const phone = newPhone()
  const who = await server.signIn('client', phone)
  await openAs(page, server, who, '/profile')
  await expect(page.getByText('Perangkat ini')).toBeVisible()
  const other = await context.newPage()
  await other.goto(`${server.publicUrl}/app/history`)
  await expect(heading(other, 'Riwayat')).toBeVisible()
  await page.getByRole('button', { name: 'Keluar', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'Keluar dari aplikasi?' })
  await accessible(page)
  await question.getByRole('button', { name: 'Keluar' }).click()
  await expect(page).toHaveURL(/\/app\/welcome$/)
  expect(await kept(page)).toEqual([])
  // Other tabs follow.
  await expect(other).toHaveURL(/\/app\/welcome$/)
  await page.reload()
  await expect(page).toHaveURL(/\/app\/welcome$/)
  const refresh = server.call('POST', '/api/shared/auth/refresh', { body: { refresh_token: who.refresh_token } })
  await expect(refresh).rejects.toThrow('REFRESH_INVALID')
})

test('a guest is told what signing out costs', async ({ page, server }) => {
  await enterAsGuest(page, server, 'Embun Pagi')
  await page.getByRole('link', { name: 'Profil' }).click()
  await page.getByRole('button', { name: 'Keluar', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'Keluar dari aplikasi?' })
  await expect(question.getByText(/riwayatmu tidak bisa dibuka lagi/)).toBeVisible()
  await question.getByRole('button', { name: 'Batal' }).click()
  await expect(page).toHaveURL(/\/app\/profile$/)
})

/// 1.12.15
test('an access token that expires is renewed unseen, also in a conversation', async ({ page, server }) => {
  const body = { name: 'Sehari', duration_minutes: 1440, price_idr: 1000, is_active: true, position: 0 }
  await server.call('POST', '/internal/config/price-tiers', { token: await server.admin(), body })
  const mitra = await Listener.onDuty(server, 'Sari')
  const guest = await server.guest('Senja Perak')
  const session = await request(server, guest)
  await mitra.accept('Senja Perak')
  await openAs(page, server, guest, `/chat/${session.id}`)
  await expect(heading(page, 'Sari')).toBeVisible()
  const token = () => page.evaluate(() => localStorage.getItem('curhat-client-tokens'))
  const before = await token()
  await page.getByLabel('Tulis pesan').fill('Masih di sini')
  await pass(server, 3700)
  await page.getByRole('button', { name: 'Kirim' }).click()
  await expect(page.getByText('Terkirim')).toBeAttached()
  await expect(async () => expect(await token()).not.toBe(before)).toPass()
  await pass(server, 3700)
  await page.getByLabel('Kembali').click()
  await page.getByRole('link', { name: 'Profil' }).click()
  await expect(page.getByText('Perangkat ini')).toBeVisible()
  await expect(page).toHaveURL(/\/app\/profile$/)
})

/// 1.12.16
test('a sign-in that was revoked ends at the door, not at a broken home', async ({ page, server }) => {
  const phone = newPhone()
  const who = await server.signIn('client', phone)
  const elsewhere = await server.signIn('client', phone)
  await openAs(page, server, who, '/home')
  await expect(page.getByRole('button', { name: 'Mulai Curhat' })).toBeVisible()
  await server.call('DELETE', `/api/shared/auth/sessions/${who.session_id}`, { token: elsewhere.access_token })
  await pass(server, 3700)
  await expect(page).toHaveURL(/\/app\/welcome$/)
  await expect(page.getByRole('status').filter({ hasText: 'Sesi masuk Anda sudah berakhir.' })).toBeVisible()
  await accessible(page)
  expect(await kept(page)).toEqual([])
  await page.goto(`${server.publicUrl}/app/home`)
  await expect(page).toHaveURL(/\/app\/welcome$/)
  await expect(page.getByRole('button', { name: 'Lanjut sebagai Tamu' })).toBeVisible()
})
