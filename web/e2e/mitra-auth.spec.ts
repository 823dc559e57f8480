import fs from 'node:fs'
import path from 'node:path'
import { accessible } from './axe'
import { askForCode, codeField, onDuty, openMitra, TOKENS, takeRequest } from './mitra'
import { relax, request, say } from './seed'
import { anHourLater } from './staff'
import { expect, test } from './test'

test.use({ alone: 'mitra-auth' })
test.beforeEach(({ server }) => relax(server))

/// 1.11.1
test('the first load is small and knows no firebase', async ({ page, server }) => {
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) bodies.push(response.body())
  })
  await page.goto(`${server.publicUrl}/mitra/`)
  await expect(page.getByLabel('Nomor HP')).toBeVisible()
  const scripts = await Promise.all(bodies)
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.reduce((sum, each) => sum + each.length, 0)).toBeLessThan(110_000)
  for (const each of scripts) expect(each.toString().toLowerCase()).not.toContain('firebase')
  const lock = fs.readFileSync(path.resolve(import.meta.dirname, '../package-lock.json'), 'utf8')
  expect(lock.toLowerCase()).not.toContain('firebase')
})

/// 1.11.2
test('whoever is not signed in begins at the login, wherever they wanted to go', async ({ page, server }) => {
  for (const wanted of ['/', '/home', '/history', '/chat/3f0f6a0e-0000-4000-8000-000000000000', '/login/code']) {
    await page.goto(`${server.publicUrl}/mitra${wanted}`)
    await expect(page).toHaveURL(/\/mitra\/login$/)
    await expect(page.getByRole('heading', { name: 'Masuk sebagai mitra', level: 1 })).toBeFocused()
  }
  await accessible(page)
})

/// 1.11.3, 1.11.4, 3.3.2, 5.1.2
test('a phone number brings a code, and the code brings one home', async ({ page, server }) => {
  const phone = '+6281311112001'
  await server.signIn('mitra', phone, 'Sari')
  await page.goto(`${server.publicUrl}/mitra/`)
  await page.getByLabel('Nomor HP').fill('12')
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(page.getByText('Nomor telepon tidak valid.')).toBeVisible()
  await askForCode(page, '0813-1111 2001')
  await expect(page).toHaveURL(/\/login\/code$/)
  await expect(page.getByText('+62 813-1111-2001')).toBeVisible()
  const field = codeField(page)
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(field).toHaveAttribute('inputmode', 'numeric')
  await accessible(page)
  const code = await server.codeFor(phone)
  await expect.poll(() => server.log).toContain(`[OTP STUB] phone=${phone} code=${code}`)
  await field.pressSequentially(code)
  await expect(page).toHaveURL(/\/mitra\/home$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Halo, Sari')
  await page.goBack()
  await expect(page).not.toHaveURL(/\/login/)
})

test('a code is taken from a whole pasted message, and outlives a reload', async ({ page, server, context }) => {
  const phone = '+6281311112002'
  await server.signIn('mitra', phone, 'Sari')
  await page.goto(`${server.publicUrl}/mitra/login`)
  await askForCode(page, '081311112002')
  await page.reload()
  await expect(codeField(page)).toBeFocused()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const message = `Kode Curhat: ${await server.codeFor(phone)}. Jangan beri tahu siapa pun.`
  await page.evaluate((text) => navigator.clipboard.writeText(text), message)
  await codeField(page).press('Control+v')
  await expect(page).toHaveURL(/\/home$/)
})

/// 1.11.5, 3.3.8, 4.3.4
test('closed and opened again one is home at once, without a glimpse of the login', async ({
  page,
  server,
  context,
}) => {
  await onDuty(page, server, '+6281311112003', 'Sari')
  await page.close()
  const again = await context.newPage()
  await again.addInitScript(() => {
    new MutationObserver(() => {
      const text = document.body?.textContent ?? ''
      if (/Nomor HP|Masuk sebagai mitra/.test(text)) sessionStorage.setItem('glimpse', text)
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
  await again.goto(`${server.publicUrl}/mitra/`)
  await expect(again).toHaveURL(/\/home$/)
  await expect(again.getByText('Memeriksa status…')).toBeVisible()
  release()
  await expect(again.getByRole('heading', { level: 1 })).toHaveText('Halo, Sari')
  expect(await again.evaluate(() => sessionStorage.getItem('glimpse'))).toBeNull()
})

/// 1.11.6
test('an account that nobody has activated is told so', async ({ page, server }) => {
  await page.goto(`${server.publicUrl}/mitra/login`)
  await askForCode(page, '081311112004')
  await codeField(page).fill(await server.codeFor('+6281311112004'))
  await expect(page.getByRole('alert')).toHaveText('Akun tidak aktif. Hubungi administrator.')
  await expect(page).toHaveURL(/\/login\/code$/)
})

/// 1.11.7
test('a wrong code is taken away, and the first digit has the focus', async ({ page, server }) => {
  const phone = '+6281311112005'
  await server.signIn('mitra', phone, 'Sari')
  await page.goto(`${server.publicUrl}/mitra/login`)
  await askForCode(page, '081311112005')
  const right = await server.codeFor(phone)
  await codeField(page).fill(right === '111111' ? '222222' : '111111')
  await expect(page.getByRole('alert')).toHaveText('Kode OTP salah.')
  await expect(page.getByText('Sisa 4 percobaan.')).toBeVisible()
  await expect(codeField(page)).toHaveValue('')
  await expect(codeField(page)).toBeFocused()
  await expect(page.locator('[data-next]')).toHaveText('')
  await accessible(page)
  await codeField(page).fill(right)
  await expect(page).toHaveURL(/\/home$/)
})

/// 1.11.8
test('a code that has expired is told so, and a new one can be had', async ({ page, server }) => {
  const phone = '+6281311112006'
  await server.signIn('mitra', phone, 'Sari')
  await page.goto(`${server.publicUrl}/mitra/login`)
  await askForCode(page, '081311112006')
  const code = await server.codeFor(phone)
  await anHourLater(server)
  await codeField(page).fill(code)
  await expect(page.getByRole('alert')).toHaveText('Kode OTP kedaluwarsa. Minta kode baru.')
  await page.getByRole('button', { name: 'Kirim ulang kode' }).click()
  await expect(page.getByText('Kode baru sudah dikirim.')).toBeVisible()
  await codeField(page).fill(await server.codeFor(phone))
  await expect(page).toHaveURL(/\/home$/)
})

/// 1.11.9
test('asking again too soon is answered with patience, here and by the server', async ({ page, server }) => {
  await server.config('otp', { resend_cooldown_seconds: 60 })
  await page.goto(`${server.publicUrl}/mitra/login`)
  await askForCode(page, '081311112007')
  await page.getByRole('button', { name: /^Kirim ulang kode \(0:5\d\)$/ }).click({ force: true })
  await expect(page.getByText('Tunggu sebentar...')).toBeVisible()
  await page.getByRole('button', { name: 'Ganti nomor' }).click()
  await expect(page.getByLabel('Nomor HP')).toHaveValue('+6281311112007')
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await expect(page.getByRole('alert')).toHaveText('Tunggu sebentar...')
  await expect(page.getByRole('button', { name: /^Kirim kode \(0:\d\d\)$/ })).toBeDisabled()
  await page.getByRole('button', { name: 'Saya sudah menerima kode' }).click()
  await expect(codeField(page)).toBeVisible()
})

/// 1.11.10
test('who signs out leaves nothing behind, and begins at the login', async ({ page, server }) => {
  const mitra = await onDuty(page, server, '+6281311112008', 'Sari')
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('curhat-mitra')))
  expect(await kept()).toContain(TOKENS)
  await page.getByRole('link', { name: 'Profil' }).click()
  await page.getByRole('button', { name: 'Keluar', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keluar' }).click()
  await expect(page).toHaveURL(/\/login$/)
  expect(await kept()).toEqual([])
  await page.reload()
  await expect(page).toHaveURL(/\/login$/)
  const refresh = server.call('POST', '/api/shared/auth/refresh', { body: { refresh_token: mitra.who.refresh_token } })
  await expect(refresh).rejects.toThrow('REFRESH_INVALID')
})

/** A session so long that an hour does not end it. */
async function longTier(server: Parameters<typeof relax>[0]) {
  const body = { name: 'Sehari', duration_minutes: 1440, price_idr: 1000, is_active: true, position: 0 }
  await server.call('POST', '/internal/config/price-tiers', { token: await server.admin(), body })
}

/// 1.11.11
test('an access token that expires in a conversation is renewed unseen', async ({ page, server }) => {
  await longTier(server)
  await onDuty(page, server, '+6281311112009', 'Sari')
  const guest = await server.guest('Kabut Riang')
  const session = await request(server, guest)
  await takeRequest(page)
  const before = await page.evaluate((key) => localStorage.getItem(key), TOKENS)
  await page.getByLabel('Tulis pesan').fill('Masih di sini')
  await anHourLater(server)
  await page.getByRole('button', { name: 'Kirim' }).click()
  await expect(page.getByText('Terkirim')).toBeAttached()
  const renewed = await server.call<{ access_token: string }>('POST', '/api/shared/auth/refresh', {
    body: { refresh_token: guest.refresh_token },
  })
  await say(server, 'client', renewed.access_token, session, 'Aku juga')
  await expect(page.getByText('Aku juga').first()).toBeVisible()
  await expect(page).toHaveURL(/\/chat\//)
  expect(await page.evaluate((key) => localStorage.getItem(key), TOKENS)).not.toBe(before)
})

/// 1.11.12
test('a sign-in that was revoked ends at the login, and the screen before is gone', async ({ page, server }) => {
  const mitra = await onDuty(page, server, '+6281311112010', 'Sari')
  await request(server, await server.guest('Ombak Tenang'))
  await takeRequest(page)
  const elsewhere = await server.signIn('mitra', '+6281311112010')
  await server.call('DELETE', `/api/shared/auth/sessions/${mitra.who.session_id}`, { token: elsewhere.access_token })
  await anHourLater(server)
  await expect(page).toHaveURL(/\/login$/)
  await expect(page.getByRole('status').filter({ hasText: 'Sesi masuk Anda sudah berakhir.' })).toBeVisible()
  await expect(page.getByText('Ombak Tenang')).toHaveCount(0)
  await page.goBack()
  await expect(page).toHaveURL(/\/login$/)
  await expect(page.getByText('Ombak Tenang')).toHaveCount(0)
})

/// 1.11.13
test('the socket signs in with the token of now', async ({ page, server }) => {
  const frames: { type: string; token?: string }[] = []
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(JSON.parse(String(payload)))))
  await onDuty(page, server, '+6281311112011', 'Sari')
  const held = () =>
    page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}').access_token as string, TOKENS)
  expect(frames[0]).toEqual({ type: 'auth', token: await held() })
  const first = await held()
  await anHourLater(server)
  await expect(async () => expect(await held()).not.toBe(first)).toPass()
  await expect(async () => expect(frames.findLast((frame) => frame.type === 'auth')?.token).toBe(await held())).toPass()
})

/// 1.11.14
test('a new version of the app takes over when it is told to, and one stays signed in', async ({ page, server }) => {
  await onDuty(page, server, '+6281311112012', 'Sari')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Halo, Sari')
  // The same program under another name is, to the browser, another version.
  const update = () =>
    page.evaluate(() => void navigator.serviceWorker.register('/mitra/sw.js?2', { scope: '/mitra/' }))
  const guest = await server.guest('Fajar Ramah')
  const session = await request(server, guest)
  await takeRequest(page)
  await update()
  await page.evaluate(async () => {
    const known = await navigator.serviceWorker.getRegistration('/mitra/')
    while (!known?.waiting) await new Promise((again) => setTimeout(again, 20))
  })
  // By what comes after it, the app has heard of it.
  await say(server, 'client', guest.access_token, session, 'Aku di sini')
  await expect(page.getByText('Aku di sini').first()).toBeVisible()
  await expect(page.getByText('Versi baru tersedia')).toHaveCount(0)
  await page.getByRole('button', { name: 'Kembali' }).click()
  await expect(page.getByText('Versi baru tersedia')).toBeVisible()
  const loaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Muat ulang' }).click()
  await loaded
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Halo, Sari')
  const inCharge = () => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)
  await expect.poll(inCharge).toMatch(/sw\.js\?2$/)
  expect(await page.evaluate((key) => localStorage.getItem(key), TOKENS)).toContain('refresh_token')
})

test('signing out in one tab signs out all', async ({ page, server, context }) => {
  await onDuty(page, server, '+6281311112013', 'Sari')
  const other = await context.newPage()
  await other.goto(`${server.publicUrl}/mitra/history`)
  await expect(other.getByRole('heading', { name: 'Riwayat' })).toBeVisible()
  await page.getByRole('link', { name: 'Profil' }).click()
  await page.getByRole('button', { name: 'Keluar', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keluar' }).click()
  await expect(other).toHaveURL(/\/login$/)
})

test('a device can be signed out from another', async ({ page, server }) => {
  const phone = '+6281311112014'
  const first = await server.signIn('mitra', phone, 'Sari')
  await openMitra(page, server, await server.signIn('mitra', phone), '/profile')
  await expect(page.getByText('Perangkat ini')).toBeVisible()
  await accessible(page)
  await page
    .getByRole('button', { name: /^Keluarkan/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keluarkan' }).click()
  await expect(page.getByText('Perangkat sudah dikeluarkan.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Keluarkan/ })).toHaveCount(0)
  const refresh = server.call('POST', '/api/shared/auth/refresh', { body: { refresh_token: first.refresh_token } })
  await expect(refresh).rejects.toThrow('REFRESH_INVALID')
})
