import { accessible } from './axe'
import { asGuest, hue, openMitra, pass } from './mitra'
import { accept, complete, flip, helper, relax, request, say } from './seed'
import type { Server } from './server'
import { expect, test } from './test'

test.use({
  alone: 'mitra-home',
  expectedErrors: [/Failed to load resource: the server responded with a status of (4\d\d|503)/],
})
test.beforeEach(async ({ server }) => {
  await relax(server)
  await server.config('mitra-ping', { required: false, interval_seconds: 60 })
})

const isOnline = async (server: Server, token: string) =>
  (await server.call<{ is_online: boolean }>('GET', '/api/mitra/auth/me', { token })).is_online

test('the switch shows what the server says, before, while and after it is told', async ({ page, server }) => {
  const who = await server.signIn('mitra', '+6281311116001', 'Sari')
  await openMitra(page, server, who)
  const online = page.getByRole('switch', { name: 'Siap menerima curhat' })
  await expect(page.getByText('Offline. Nyalakan untuk menerima permintaan.')).toBeVisible()
  await expect(online).not.toBeChecked()
  await accessible(page)
  let release = () => {}
  const held = new Promise<void>((go) => {
    release = go
  })
  await page.route('**/api/mitra/status', async (route) => {
    await held
    await route.continue()
  })
  await online.click()
  await expect(page.getByText('Menyalakan…')).toBeVisible()
  await expect(online).not.toBeChecked()
  await expect(online).toHaveAttribute('aria-busy', 'true')
  release()
  await expect(page.getByText('Online. Permintaan baru langsung masuk ke sini.')).toBeVisible()
  await expect(online).toBeChecked()
  await expect(page.getByText('Kalau aplikasi ini ditutup, statusnya tetap online.')).toBeVisible()
  expect(await isOnline(server, who.access_token)).toBe(true)
  await accessible(page)
  await page.reload()
  await expect(online).toBeChecked()
  await online.click()
  await expect(page.getByText('Offline. Nyalakan untuk menerima permintaan.')).toBeVisible()
  expect(await isOnline(server, who.access_token)).toBe(false)
})

test('a switch that the server refuses stays where it was', async ({ page, server }) => {
  await openMitra(page, server, await server.signIn('mitra', '+6281311116002', 'Sari'))
  await expect(page.getByText('Offline. Nyalakan untuk menerima permintaan.')).toBeVisible()
  await page.route('**/api/mitra/status', (route) =>
    route.fulfill({ status: 403, json: { status: 403, code: 'ACCOUNT_INACTIVE', title: 'Forbidden' } }),
  )
  await page.getByRole('switch', { name: 'Siap menerima curhat' }).click()
  await expect(page.getByText('Akun tidak aktif. Hubungi administrator.')).toBeVisible()
  await expect(page.getByRole('switch', { name: 'Siap menerima curhat' })).not.toBeChecked()
})

/// 4.4.4
test('signs of life are sent where they are asked for, only while one is online', async ({ page, server }) => {
  await server.config('mitra-ping', { required: true, interval_seconds: 1 })
  // One is due every 750 ms.
  const twoPings = () => page.waitForTimeout(1700)
  const who = await server.signIn('mitra', '+6281311116003', 'Sari')
  const pings: string[] = []
  page.on('request', (sent) => sent.url().endsWith('/api/mitra/ping') && pings.push(sent.url()))
  await openMitra(page, server, who)
  await expect(page.getByText('Offline. Nyalakan untuk menerima permintaan.')).toBeVisible()
  await twoPings()
  expect(pings).toEqual([])
  await page.getByRole('switch', { name: 'Siap menerima curhat' }).click()
  await expect(page.getByText('statusnya menjadi offline dalam 1 detik')).toBeVisible()
  await expect.poll(() => pings.length).toBeGreaterThan(3)
  expect(await isOnline(server, who.access_token)).toBe(true)
  await page.getByRole('switch', { name: 'Siap menerima curhat' }).click()
  await expect(page.getByText('Offline. Nyalakan untuk menerima permintaan.')).toBeVisible()
  const sofar = pings.length
  await expect.poll(() => isOnline(server, who.access_token)).toBe(false)
  await twoPings()
  expect(pings.length).toBe(sofar)
})

test('whoever the server has taken offline in their sleep is told so when they are back', async ({ page, server }) => {
  await server.config('mitra-ping', { required: true, interval_seconds: 60 })
  const who = await server.signIn('mitra', '+6281311116004', 'Sari')
  await openMitra(page, server, who)
  await page.getByRole('switch', { name: 'Siap menerima curhat' }).click()
  await expect(page.getByText('Online. Permintaan baru langsung masuk ke sini.')).toBeVisible()
  await pass(server, 200)
  await expect.poll(() => isOnline(server, who.access_token)).toBe(false)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(page.getByText('Statusmu menjadi offline')).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: 'Online lagi' }).click()
  await expect(page.getByText('Statusmu menjadi offline')).toHaveCount(0)
  expect(await isOnline(server, who.access_token)).toBe(true)
})

/// 2.6.1, 2.6.2, 2.6.3, 2.6.4
test('the history marks what was sensitive, and shows it in yellow', async ({ page, server }) => {
  const mitra = await helper(server, '+6281311116005', 'Sari')
  await openMitra(page, server, await server.signIn('mitra', '+6281311116005'), '/history')
  await expect(page.getByText('Belum ada riwayat')).toBeVisible()
  await accessible(page)
  for (const [name, topic, to] of [
    ['Kabut Riang', 'regular'],
    ['Ombak Tenang', 'sensitive'],
    ['Fajar Ramah', 'regular', 'sensitive'],
  ] as const) {
    const guest = await server.guest(name)
    const chat = await request(server, guest, topic)
    await accept(server, mitra, chat)
    if (to) await flip(server, mitra, chat, to)
    await say(server, 'client', guest.access_token, chat, `Aku ${name}`)
    await say(server, 'mitra', mitra.token, chat, 'Aku di sini')
    await complete(server, mitra, guest, chat)
  }
  await page.reload()
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await expect(page.getByRole('listitem')).toHaveText([/Fajar Ramah/, /Ombak Tenang/, /Kabut Riang/])
  await expect(row('Kabut Riang').getByText('Topik sensitif')).toHaveCount(0)
  await expect(row('Ombak Tenang').getByText('Topik sensitif')).toBeVisible()
  await expect(row('Fajar Ramah').getByText('Topik sensitif')).toBeVisible()
  await accessible(page)

  for (const [name, color] of [
    ['Ombak Tenang', 'yellow'],
    ['Kabut Riang', 'pink'],
  ] as const) {
    await page.emulateMedia({ colorScheme: 'light' })
    await row(name).getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeFocused()
    await expect(page.getByText(`Aku ${name}`)).toBeVisible()
    await expect.poll(() => hue(page)).toBe(color)
    await expect(page.locator('header').getByText('Topik sensitif')).toHaveCount(color === 'yellow' ? 1 : 0)
    await expect(page.getByLabel('Tulis pesan')).toHaveCount(0)
    await accessible(page)
    await page.getByRole('button', { name: 'Kembali' }).click()
    await expect(page).toHaveURL(/\/history$/)
  }
})

test('a name as long as it may be makes nothing wider than a phone', async ({ page, server }) => {
  const mitra = await helper(server, '+6281311116010', 'Sari')
  const name = 'Namaku Sangat Panjang Untuk Layar Kecil'
  for (const over of [true, false]) {
    const guest = await server.guest(name)
    const chat = await request(server, guest, 'sensitive')
    await accept(server, mitra, chat)
    await say(server, 'client', guest.access_token, chat, 'Kalimatyangtidakmaupatah'.repeat(9))
    if (over) await complete(server, mitra, guest, chat)
  }
  await page.setViewportSize({ width: 320, height: 640 })
  const who = await server.signIn('mitra', '+6281311116010')
  for (const path of ['/home', '/history', '/profile']) {
    await openMitra(page, server, who, path)
    if (path !== '/profile') await expect(page.getByText(name)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320)
  }
})

test('a long history is read page by page, and a transcript from its beginning', async ({ page, server }) => {
  const mitra = await helper(server, '+6281311116006', 'Sari')
  for (let n = 1; n <= 22; n++) {
    const guest = await server.guest(`Tamu ${n}`)
    const chat = await request(server, guest)
    await accept(server, mitra, chat)
    if (n === 22) for (let m = 1; m <= 40; m++) await say(server, 'client', guest.access_token, chat, `Baris ${m}`)
    await complete(server, mitra, guest, chat)
  }
  await openMitra(page, server, await server.signIn('mitra', '+6281311116006'), '/history')
  await expect(page.getByRole('listitem')).toHaveCount(20)
  await page.getByRole('button', { name: 'Muat lagi' }).click()
  await expect(page.getByRole('listitem')).toHaveCount(22)
  await expect(page.getByRole('button', { name: 'Muat lagi' })).toHaveCount(0)
  await page.getByRole('link', { name: /Tamu 22/ }).click()
  await expect(page.getByText('Baris 1', { exact: true })).toBeInViewport()
  const last = page.getByText('Baris 40', { exact: true })
  await expect(last).toBeAttached()
  await expect(last).not.toBeInViewport()
  await page.goto(`${server.publicUrl}/mitra/home`)
  await expect(page.getByRole('region', { name: 'Hari ini' }).getByText('20+').first()).toBeVisible()
})

test('on a desk, where there is room, every screen is as clear', async ({ page, server }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  const mitra = await helper(server, '+6281311116011', 'Sari')
  const chats: { id: string }[] = []
  for (const over of [true, false]) {
    const guest = await server.guest(over ? 'Kabut Riang' : 'Ombak Tenang')
    const chat = await request(server, guest, 'sensitive')
    await accept(server, mitra, chat)
    await say(server, 'client', guest.access_token, chat, 'Halo')
    await say(server, 'mitra', mitra.token, chat, 'Halo juga')
    if (over) await complete(server, mitra, guest, chat)
    chats.push(chat)
  }
  const who = await server.signIn('mitra', '+6281311116011')
  for (const path of ['/home', '/history', '/profile', `/history/${chats[0]?.id}`, `/chat/${chats[1]?.id}`]) {
    await openMitra(page, server, who, path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await accessible(page)
  }
  const guest = await server.guest('Fajar Ramah')
  const chat = await request(server, guest)
  await expect(page.getByRole('dialog').getByText('Fajar Ramah')).toBeVisible()
  await accessible(page)
  await asGuest(server, guest, chat, 'cancel')
  await expect(page.getByRole('dialog', { name: 'Permintaan dibatalkan' })).toBeVisible()
})

test('a history that can not be read says why, and is tried again', async ({ page, server }) => {
  const who = await server.signIn('mitra', '+6281311116007', 'Sari')
  await page.route('**/api/mitra/chat/sessions?*', (route) =>
    route.fulfill({
      status: 503,
      headers: { 'x-request-id': 'abc-123' },
      json: { status: 503, code: 'BUSY', title: 'Busy', request_id: 'abc-123' },
    }),
  )
  await openMitra(page, server, who, '/history')
  await expect(page.getByText('Server sedang sibuk. Coba lagi sebentar.')).toBeVisible()
  await expect(page.getByText('abc-123')).toBeVisible()
  await accessible(page)
  await page.unroute('**/api/mitra/chat/sessions?*')
  await page.getByRole('button', { name: 'Coba lagi' }).click()
  await expect(page.getByText('Belum ada riwayat')).toBeVisible()
})

test('name, sound, looks and language are changed on the profile', async ({ page, server }) => {
  await openMitra(page, server, await server.signIn('mitra', '+6281311116008', 'Sari'), '/profile')
  await expect(page.getByLabel('Nama tampilan')).toHaveValue('Sari')
  await page.getByLabel('Nama tampilan').fill('  ')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await expect(page.getByText('Wajib diisi.')).toBeVisible()
  await accessible(page)
  await page.getByLabel('Nama tampilan').fill('Sari Lestari')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await expect(page.getByText('Nama tersimpan.')).toBeVisible()
  const sound = page.getByRole('switch', { name: 'Suara dan getar' })
  await sound.click()
  await page.reload()
  await expect(sound).not.toBeChecked()
  await page.getByLabel('Tampilan', { exact: true }).selectOption('dark')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByLabel('Bahasa', { exact: true }).selectOption('en')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible()
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Sari Lestari')
  await accessible(page)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('what one has done today is counted at home', async ({ page, server }) => {
  const mitra = await helper(server, '+6281311116009', 'Sari')
  await openMitra(page, server, await server.signIn('mitra', '+6281311116009'))
  await expect(page.getByText('Belum ada sesi')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Hari ini' })).toHaveCount(0)
  const guest = await server.guest('Senja Perak')
  const chat = await request(server, guest)
  await accept(server, mitra, chat)
  await expect(page.getByRole('region', { name: 'Hari ini' })).toContainText('1sesi')
  await expect(page.getByRole('region', { name: 'Hari ini' })).toContainText('15menit dipesan')
  await asGuest(server, guest, chat, 'end')
  await expect(page.getByText(/^Saatnya berpamitan/)).toBeVisible()
})
